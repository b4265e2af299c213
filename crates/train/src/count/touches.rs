//! Histories as the table `touches`, which every statement begins with.

use crate::interactions::{Interactions, MOST_AFFINITY, Touch};
use anyhow::Result;
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// The table's columns.
const NAMES: [&str; 3] = ["member", "item", "affinity"];

/// The table's columns, all of them whole numbers.
pub(super) fn schema() -> SchemaRef {
    let fields: Vec<Field> = NAMES.iter().map(|name| Field::new(*name, DataType::Int64, false)).collect();
    Arc::new(Schema::new(fields))
}

/// Batches of at least so many rows, but for the last; a member's rows are in one. There is one batch at least.
pub(super) fn batches(interactions: &Interactions, rows: usize) -> impl Iterator<Item = Result<RecordBatch>> {
    let mut members = interactions.members.iter().zip(0i64..);
    let mut begun = false;
    std::iter::from_fn(move || {
        let mut columns: [Vec<i64>; 3] = Default::default();
        for (touches, member) in members.by_ref() {
            for row in touches.iter().map(|touch| row(member, touch)) {
                columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
            }
            if columns[0].len() >= rows {
                break;
            }
        }
        if begun && columns[0].is_empty() {
            return None;
        }
        begun = true;
        let arrays = columns.map(|column| Arc::new(Int64Array::from(column)) as ArrayRef);
        Some(RecordBatch::try_new(schema(), arrays.to_vec()).map_err(Into::into))
    })
}

/// What `arrived.sql` has to answer.
#[cfg(feature = "ballista")]
pub(super) fn sum(interactions: &Interactions) -> (i64, i64) {
    let members = interactions.members.iter().zip(0i64..);
    let rows = members.flat_map(|(touches, member)| touches.iter().map(move |touch| row(member, touch)));
    rows.fold((0, 0), |(rows, total), row| (rows + 1, total + row.iter().sum::<i64>()))
}

fn row(member: i64, touch: &Touch) -> [i64; 3] {
    [member, i64::from(touch.item), touch.affinity.clamp(0, MOST_AFFINITY)]
}
