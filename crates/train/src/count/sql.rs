//! Counting in SQL. The statements are files of their own (`crates/train/sql`), so that another engine can run them.

use super::{Counted, Counting, MOST_ITEMS, STEP};
use crate::interactions::{Interactions, MOST_AFFINITY};
use anyhow::{Context, Result};
use datafusion::arrow::array::{Array, ArrayRef, Int64Array, RecordBatch};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::datasource::MemTable;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;

/// The statements, in their order; each is the file of its name.
const KEEP: &str = include_str!("../../sql/keep.sql");
const WEIGH: &str = include_str!("../../sql/weigh.sql");
const ITEMS: &str = include_str!("../../sql/items.sql");
const PAIRS: &str = include_str!("../../sql/pairs.sql");
/// Rows in a batch of the input.
const BATCH: usize = 1 << 16;

pub(super) fn count(interactions: &Interactions, counting: &Counting, memory: usize) -> Result<Counted> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).build()?;
    runtime.block_on(run(interactions, counting, memory, workers))
}

async fn run(interactions: &Interactions, counting: &Counting, memory: usize, workers: usize) -> Result<Counted> {
    let config =
        SessionConfig::new().with_target_partitions(workers).with_batch_size(8192).with_collect_statistics(false);
    let environment = RuntimeEnvBuilder::new().with_memory_limit(memory, 1.0).build_arc()?;
    let context = SessionContext::new_with_config_rt(config, environment);
    let items = interactions.items.len();
    let fill = |text: &str| {
        [
            (":graded", counting.graded.to_string()),
            (":most", MOST_ITEMS.to_string()),
            (":step", format!("{STEP:?}")),
            (":power", format!("{:?}", counting.length_power / 2.0)),
            (":items", items.to_string()),
            (":least", counting.least.max(1).to_string()),
        ]
        .iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    register(&context, "touches", touches(interactions, workers)?)?;
    for (name, file, text) in [("kept", "keep", KEEP), ("weights", "weigh", WEIGH)] {
        let made = ask(&context, file, &fill(text)).await?;
        register(&context, name, made)?;
    }
    let mut counted = Counted { items: vec![0; items], pairs: Vec::new() };
    for (item, product) in columns(&ask(&context, "items", &fill(ITEMS)).await?)? {
        counted.items[usize::try_from(item)?] = product;
    }
    let pairs = ask(&context, "pairs", &fill(PAIRS)).await?;
    let mut pairs = columns(&pairs)?;
    rayon::slice::ParallelSliceMut::par_sort_unstable(pairs.as_mut_slice());
    let width = i64::try_from(items)?;
    counted.pairs =
        pairs.into_iter().map(|(pair, product)| ((pair / width) as u32, (pair % width) as u32, product)).collect();
    Ok(counted)
}

/// The histories as batches, spread over the workers.
fn touches(interactions: &Interactions, workers: usize) -> Result<Vec<Vec<RecordBatch>>> {
    let names = ["member", "item", "affinity"];
    let fields: Vec<Field> = names.iter().map(|name| Field::new(*name, DataType::Int64, false)).collect();
    let schema = Arc::new(Schema::new(fields));
    let mut partitions = vec![Vec::new(); workers];
    let mut columns: [Vec<i64>; 3] = Default::default();
    let mut batches = 0;
    let mut close = |columns: &mut [Vec<i64>; 3]| -> Result<()> {
        let arrays: Vec<ArrayRef> =
            columns.iter_mut().map(|column| Arc::new(Int64Array::from(std::mem::take(column))) as ArrayRef).collect();
        partitions[batches % workers].push(RecordBatch::try_new(schema.clone(), arrays)?);
        batches += 1;
        Ok(())
    };
    for (touches, member) in interactions.members.iter().zip(0i64..) {
        for touch in touches {
            let affinity = touch.affinity.clamp(0, MOST_AFFINITY);
            for (column, value) in columns.iter_mut().zip([member, i64::from(touch.item), affinity]) {
                column.push(value);
            }
        }
        if columns[0].len() >= BATCH {
            close(&mut columns)?;
        }
    }
    close(&mut columns)?;
    Ok(partitions)
}

fn register(context: &SessionContext, name: &str, partitions: Vec<Vec<RecordBatch>>) -> Result<()> {
    let schema = partitions.iter().flatten().next().map(RecordBatch::schema);
    let schema = schema.with_context(|| format!("the table `{name}` is empty"))?;
    context.register_table(name, Arc::new(MemTable::try_new(schema, partitions)?))?;
    Ok(())
}

async fn ask(context: &SessionContext, file: &str, text: &str) -> Result<Vec<Vec<RecordBatch>>> {
    let frame = context.sql(text).await.with_context(|| format!("{file}.sql"))?;
    let made = frame.collect_partitioned().await;
    made.with_context(|| format!("{file}.sql; if it is memory that is missing, give more with `--memory`"))
}

/// The two whole-number columns of an answer.
fn columns(partitions: &[Vec<RecordBatch>]) -> Result<Vec<(i64, i64)>> {
    let mut rows = Vec::with_capacity(partitions.iter().flatten().map(RecordBatch::num_rows).sum());
    for batch in partitions.iter().flatten() {
        let column = |at: usize| {
            let column = batch.columns().get(at).and_then(|column| column.as_any().downcast_ref::<Int64Array>());
            column.filter(|column| column.null_count() == 0).context("a column of whole numbers is missing")
        };
        rows.extend(column(0)?.values().iter().copied().zip(column(1)?.values().iter().copied()));
    }
    Ok(rows)
}
