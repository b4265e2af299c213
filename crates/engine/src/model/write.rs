//! Writing a model, as `guildhall train` does.

use super::read::{MODEL, SHARD};
use super::{FORMAT, Header, bytes, file_name, rows, short_hash};
use crate::digest::{hex, sha256};
use crate::document::Shape;
use crate::id::ItemId;
use thiserror::Error;

/// The largest weight that 8 bits hold.
const MOST: f32 = 127.0;

/// How a model lies in files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// All in one file.
    Whole,
    /// Rows in shards of about so many bytes, packed in the order of `order`, where items that are touched together
    /// stand together. The items' identifiers are to be those with which the catalogue begins.
    Shards {
        /// When a shard is full.
        bytes: usize,
        /// Every item's number, once.
        order: Vec<u32>,
    },
}

/// The files of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The first, [`super::FILE`].
    pub model: Vec<u8>,
    /// The others, by name.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// Why a model cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotWritable {
    /// There is not one row for each item.
    #[error("there are {ids} identifiers and {rows} rows")]
    Uneven {
        /// How many identifiers there are.
        ids: usize,
        /// How many rows.
        rows: usize,
    },
    /// A row names an item that does not exist, or one twice.
    #[error("the row of `{0}` names an item twice, or one beyond the last")]
    Items(ItemId),
    /// A row has a weight that is no number.
    #[error("the row of `{0}` has a weight that is not a number; is there one among the events' values?")]
    NotANumber(ItemId),
    /// The order of the shards leaves an item out, or names one twice.
    #[error("the order of the shards does not have every item once")]
    Order,
}

/// A row with weights of 8 bits, by ascending item, without those that become nothing; and what one step weighs.
pub fn quantised(row: &[(u32, f32)]) -> (f32, Vec<(u32, i8)>) {
    let most = row.iter().fold(0.0f32, |most, (_, weight)| most.max(weight.abs()));
    if most == 0.0 {
        return (0.0, Vec::new());
    }
    let scale = most / MOST;
    let mut steps: Vec<(u32, i8)> = row.iter().map(|(item, weight)| (*item, (weight / scale).round() as i8)).collect();
    steps.retain(|(_, weight)| *weight != 0);
    steps.sort_unstable();
    (scale, steps)
}

/// The files of a model: of each item, in the order of `ids`, the items that go with it and their weights.
///
/// # Errors
/// When rows and items do not fit each other, or a weight is no number.
pub fn write(
    header: &Header,
    items: &[ItemId],
    weights: &[Vec<(u32, f32)>],
    layout: &Layout,
) -> Result<Files, NotWritable> {
    if items.len() != weights.len() {
        return Err(NotWritable::Uneven { ids: items.len(), rows: weights.len() });
    }
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let mut encoded = Vec::with_capacity(weights.len());
    for (item, row) in items.iter().zip(weights) {
        if row.iter().any(|(_, weight)| !weight.is_finite()) {
            return Err(NotWritable::NotANumber(item.clone()));
        }
        let (scale, steps) = quantised(row);
        let ascending = steps.iter().zip(steps.iter().skip(1)).all(|(a, b)| a.0 < b.0);
        if !ascending || steps.last().is_some_and(|(last, _)| *last >= count) {
            return Err(NotWritable::Items(item.clone()));
        }
        let mut bytes = Vec::new();
        rows::put(&mut bytes, scale, &steps);
        encoded.push((bytes, steps.is_empty()));
    }
    let mut list = Vec::new();
    ids(&mut list, items.iter().map(ItemId::as_str));
    let mut header = Header { items: count, ids: None, ..header.clone() };
    let (body, parts) = match layout {
        Layout::Whole => {
            list.extend(encoded.into_iter().flat_map(|(bytes, _)| bytes));
            (list, Vec::new())
        }
        Layout::Shards { bytes, order } => {
            let name = hex(&short_hash(&list));
            let (table, mut parts) = shards(&encoded, *bytes, order)?;
            parts.push(([&name, ".ghi"].concat(), list));
            header.ids = Some(name.into());
            (table, parts)
        }
    };
    let said = header.write().to_string();
    let mut model = MODEL.to_vec();
    model.extend(FORMAT.to_le_bytes());
    model.extend(u32::try_from(said.len()).unwrap_or(u32::MAX).to_le_bytes());
    model.extend(said.bytes());
    model.extend(body);
    model.extend(sha256(&model));
    Ok(Files { model, parts })
}

/// Writes identifiers, each after its length.
pub(super) fn ids<'a>(out: &mut Vec<u8>, ids: impl Iterator<Item = &'a str>) {
    for id in ids {
        bytes::put(out, u32::try_from(id.len()).unwrap_or(u32::MAX));
        out.extend(id.bytes());
    }
}

type Named = (String, Vec<u8>);

/// The table of the shards, with the shard of each item, and the shards.
fn shards(rows: &[(Vec<u8>, bool)], full: usize, order: &[u32]) -> Result<(Vec<u8>, Vec<Named>), NotWritable> {
    let mut shard_of = vec![None; rows.len()];
    let mut packs: Vec<(usize, Vec<u32>)> = Vec::new();
    for number in order {
        let slot = shard_of.get_mut(*number as usize).filter(|slot| slot.is_none()).ok_or(NotWritable::Order)?;
        let Some((row, is_empty)) = rows.get(*number as usize) else { return Err(NotWritable::Order) };
        if *is_empty {
            *slot = Some(0);
            continue;
        }
        match packs.last_mut().filter(|(size, _)| size + row.len() <= full) {
            Some((size, items)) => {
                *size += row.len();
                items.push(*number);
            }
            None => packs.push((row.len(), vec![*number])),
        }
        *slot = u32::try_from(packs.len()).ok();
    }
    let mut table = Vec::new();
    bytes::put(&mut table, u32::try_from(packs.len()).unwrap_or(u32::MAX));
    let mut parts = Vec::new();
    for (_, mut items) in packs {
        items.sort_unstable();
        let mut shard = SHARD.to_vec();
        shard.extend(FORMAT.to_le_bytes());
        let mut next = 0;
        for item in items {
            bytes::put(&mut shard, item - next);
            next = item + 1;
            shard.extend(rows.get(item as usize).map(|(row, _)| row.as_slice()).unwrap_or_default());
        }
        let hash = short_hash(&shard);
        table.extend(hash);
        parts.push((file_name(hash), shard));
    }
    for slot in shard_of {
        bytes::put(&mut table, slot.ok_or(NotWritable::Order)?);
    }
    Ok((table, parts))
}
