//! Rows as they lie in a file, read anew each time: a row is used once in a shelf.

use super::Fault;
use super::bytes::Bytes;

/// The rows that are here, in the pieces of files they came in.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rows {
    pieces: Vec<Vec<u8>>,
    /// Of each item the piece, and where its row begins and ends in it.
    spans: Vec<Option<(u32, u32, u32)>>,
}

impl Rows {
    pub(super) fn for_items(items: usize) -> Rows {
        Rows { pieces: Vec::new(), spans: vec![None; items] }
    }

    pub(super) fn has(&self, item: u32) -> bool {
        matches!(self.spans.get(item as usize), Some(Some(_)))
    }

    /// Keeps a piece with rows that were verified: the item of each, and where it begins and ends.
    pub(super) fn add(&mut self, piece: Vec<u8>, found: &[(u32, usize, usize)]) {
        let Ok(number) = u32::try_from(self.pieces.len()) else { return };
        for (item, start, end) in found {
            if let (Some(span), Ok(start), Ok(end)) =
                (self.spans.get_mut(*item as usize), u32::try_from(*start), u32::try_from(*end))
            {
                *span = Some((number, start, end));
            }
        }
        self.pieces.push(piece);
    }

    /// The items that go with one, and the weights.
    pub(super) fn of(&self, item: u32) -> Row<'_> {
        let bytes = self
            .spans
            .get(item as usize)
            .copied()
            .flatten()
            .and_then(|(piece, start, end)| self.pieces.get(piece as usize)?.get(start as usize..end as usize));
        bytes.and_then(|bytes| Row::read(bytes).ok()).unwrap_or_default()
    }
}

/// A row: first how many, the scale, the items as the distances between them, then a byte of weight for each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row<'a> {
    items: &'a [u8],
    weights: &'a [u8],
    scale: f64,
    last: Option<u32>,
}

impl<'a> Row<'a> {
    fn read(bytes: &'a [u8]) -> Result<Row<'a>, Fault> {
        let mut reader = Bytes::new(bytes);
        let count = reader.length()?;
        if count == 0 {
            return Ok(Row::default());
        }
        let scale = f64::from(f32::from_le_bytes(reader.array()?));
        let rest = reader.take(bytes.len().saturating_sub(reader.at()))?;
        let at = rest.len().checked_sub(count).ok_or(Fault::CutShort(bytes.len()))?;
        let (items, weights) = rest.split_at_checked(at).ok_or(Fault::CutShort(bytes.len()))?;
        Ok(Row { items, weights, scale, last: None })
    }
}

impl Iterator for Row<'_> {
    type Item = (u32, f64);

    fn next(&mut self) -> Option<(u32, f64)> {
        let (weight, weights) = self.weights.split_first()?;
        let mut reader = Bytes::new(self.items);
        let step = reader.number().ok()?;
        self.items = self.items.get(reader.at()..)?;
        self.weights = weights;
        let item = match self.last {
            Some(last) => last.checked_add(step)?.checked_add(1)?,
            None => step,
        };
        self.last = Some(item);
        Some((item, f64::from(weight.cast_signed()) * self.scale))
    }
}

/// Verifies a row and steps over it: items below `items`, as many weights as items, a finite scale.
pub(super) fn verify(bytes: &mut Bytes<'_>, items: u32) -> Result<(), Fault> {
    let count = bytes.length()?;
    if count == 0 {
        return Ok(());
    }
    let at = bytes.at();
    if !f32::from_le_bytes(bytes.array()?).is_finite() {
        return Err(Fault::Malformed(at, "a scale that is not a number"));
    }
    let mut next = 0u32;
    for _ in 0..count {
        let at = bytes.at();
        let item = bytes.number()?.checked_add(next).filter(|item| *item < items);
        next = item.ok_or(Fault::Malformed(at, "an item beyond the last"))? + 1;
    }
    bytes.take(count).map(|_| ())
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
