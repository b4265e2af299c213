//! Rows: read once, when their file came, and kept as numbers.

use super::Fault;
use super::bytes::Bytes;

/// The rows that are here.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rows {
    /// The items of all rows and their weights, one row after the other.
    items: Vec<u32>,
    weights: Vec<f32>,
    /// Of each item where its row begins and ends.
    spans: Vec<Option<(u32, u32)>>,
}

impl Rows {
    pub(super) fn for_items(items: usize) -> Rows {
        Rows { items: Vec::new(), weights: Vec::new(), spans: vec![None; items] }
    }

    pub(super) fn has(&self, item: u32) -> bool {
        matches!(self.spans.get(item as usize), Some(Some(_)))
    }

    /// Reads the row of an item; after a fault everything is as it was.
    pub(super) fn read(&mut self, item: u32, bytes: &mut Bytes<'_>) -> Result<(), Fault> {
        let begin = self.items.len();
        let read = self.append(bytes);
        if read.is_err() {
            self.items.truncate(begin);
            self.weights.truncate(begin);
            return read;
        }
        let span = u32::try_from(begin).ok().zip(u32::try_from(self.items.len()).ok());
        if let Some(slot) = self.spans.get_mut(item as usize) {
            *slot = span;
        }
        Ok(())
    }

    /// Adds a row: items below the number of all, as many weights as items, a finite scale.
    fn append(&mut self, bytes: &mut Bytes<'_>) -> Result<(), Fault> {
        let all = self.spans.len();
        let count = bytes.length()?;
        if count > 0 {
            let at = bytes.at();
            let scale = f32::from_le_bytes(bytes.array()?);
            if !scale.is_finite() {
                return Err(Fault::Malformed(at, "a scale that is not a number"));
            }
            let mut next = 0u32;
            for _ in 0..count {
                let at = bytes.at();
                let item = bytes.number()?.checked_add(next).filter(|item| (*item as usize) < all);
                let item = item.ok_or(Fault::Malformed(at, "an item beyond the last"))?;
                self.items.push(item);
                next = item + 1;
            }
            self.weights.extend(bytes.take(count)?.iter().map(|weight| f32::from(weight.cast_signed()) * scale));
        }
        Ok(())
    }

    /// The items that go with one, and the weights.
    pub(super) fn of(&self, item: u32) -> impl Iterator<Item = (u32, f64)> {
        let (begin, end) = self.spans.get(item as usize).copied().flatten().unwrap_or_default();
        let span = begin as usize..end as usize;
        let items = self.items.get(span.clone()).unwrap_or_default();
        let weights = self.weights.get(span).unwrap_or_default();
        items.iter().copied().zip(weights.iter().map(|weight| f64::from(*weight)))
    }
}

/// Writes a row of items, ascending, and their weights of 8 bits.
pub(super) fn put(out: &mut Vec<u8>, scale: f32, row: &[(u32, i8)]) {
    super::bytes::put(out, u32::try_from(row.len()).unwrap_or(u32::MAX));
    if row.is_empty() {
        return;
    }
    out.extend(scale.to_le_bytes());
    let mut next = 0;
    for (item, _) in row {
        super::bytes::put(out, item - next);
        next = item + 1;
    }
    out.extend(row.iter().map(|(_, weight)| weight.cast_unsigned()));
}
