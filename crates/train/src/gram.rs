//! How alike items are: what members have in common, and what tags do.

use crate::count::{Counted, STEP};
use rayon::prelude::*;

/// A tag of more items than this says too little of each to be counted.
const COMMON: usize = 2_000;
/// Up to so many items the matrix is kept whole besides, for quick access.
const WHOLE: usize = 8_192;

/// What tags add: to two items as many members as they share of their tags, at most `weight`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagging {
    /// How many members it is worth that two items have the same tags; 0 for none.
    pub weight: f64,
    /// The power of the number of a tag's items that the tag is divided by.
    pub power: f64,
}

/// A symmetric matrix, sparse.
#[derive(Debug, Clone, Default)]
pub struct Gram {
    /// What stands on the diagonal.
    pub diagonal: Vec<f32>,
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    whole: Vec<f32>,
}

impl Gram {
    /// Joins what was counted with what `tags` (of each item, its tags) say.
    pub fn new(counted: &Counted, tags: &[Vec<u32>], tag_count: usize, tagging: Tagging) -> Gram {
        let unit = STEP * STEP;
        let diagonal: Vec<f64> = counted.items.iter().map(|sum| *sum as f64 / unit).collect();
        let pairs = counted.pairs.iter().map(|(one, other, sum)| (*one, *other, (*sum as f64 / unit) as f32)).collect();
        Gram::joined(diagonal, pairs, tags, tag_count, tagging)
    }

    /// Joins a diagonal and pairs, the lesser item first and in ascending order, with what tags say.
    pub fn joined(
        mut diagonal: Vec<f64>,
        mut pairs: Vec<(u32, u32, f32)>,
        tags: &[Vec<u32>],
        tag_count: usize,
        tagging: Tagging,
    ) -> Gram {
        if tagging.weight > 0.0 && tag_count > 0 {
            pairs.extend(tag_pairs(&mut diagonal, tags, tag_count, tagging));
            pairs.par_sort_by_key(|(one, other, _)| (*one, *other));
            pairs.dedup_by(|next, kept| {
                let same = (next.0, next.1) == (kept.0, kept.1);
                if same {
                    kept.2 += next.2;
                }
                same
            });
        }
        Gram::of_pairs(diagonal.iter().map(|sum| *sum as f32).collect(), &pairs)
    }

    fn of_pairs(diagonal: Vec<f32>, pairs: &[(u32, u32, f32)]) -> Gram {
        let items = diagonal.len();
        let mut lengths = vec![0usize; items];
        for (one, other, _) in pairs {
            lengths[*one as usize] += 1;
            lengths[*other as usize] += 1;
        }
        let mut starts = vec![0; items + 1];
        for (at, length) in lengths.iter().enumerate() {
            starts[at + 1] = starts[at] + length;
        }
        let mut next = starts.clone();
        let mut columns = vec![0; pairs.len() * 2];
        let mut values = vec![0.0; pairs.len() * 2];
        // In this order each row fills with its lesser items first, then the greater: it ends up ascending.
        for (one, other, value) in pairs {
            for (row, column) in [(*one, *other), (*other, *one)] {
                let at = &mut next[row as usize];
                (columns[*at], values[*at]) = (column, *value);
                *at += 1;
            }
        }
        let mut gram = Gram { diagonal, starts, columns, values, whole: Vec::new() };
        if items <= WHOLE {
            let mut whole = vec![0.0; items * items];
            whole.par_chunks_mut(items.max(1)).enumerate().for_each(|(row, cells)| {
                for (column, value) in gram.row(row) {
                    cells[column as usize] = value;
                }
            });
            gram.whole = whole;
        }
        gram
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.diagonal.len()
    }

    /// What stands beside the diagonal in a row.
    pub fn row(&self, item: usize) -> impl Iterator<Item = (u32, f32)> {
        let range = self.starts[item]..self.starts[item + 1];
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// The mean of the diagonal over items that have anything, the measure of how much to shrink.
    pub fn mean(&self) -> f64 {
        let known: Vec<f64> = self.diagonal.iter().filter(|sum| **sum > 0.0).map(|sum| f64::from(*sum)).collect();
        if known.is_empty() { 1.0 } else { known.iter().sum::<f64>() / known.len() as f64 }
    }

    /// Writes the part of the matrix that joins some items, ascending, below the diagonal, column by column.
    pub(crate) fn below(&self, support: &[u32], slots: &mut [u32], mut put: impl FnMut(usize, usize, f32)) {
        let items = self.items();
        if !self.whole.is_empty() {
            for (at, item) in support.iter().enumerate() {
                let row = &self.whole[*item as usize * items..][..items];
                for (below, other) in support.iter().enumerate().skip(at + 1) {
                    put(below, at, row[*other as usize]);
                }
            }
            return;
        }
        for (at, item) in support.iter().enumerate() {
            slots[*item as usize] = at as u32 + 1;
        }
        for (at, item) in support.iter().enumerate() {
            for (other, value) in self.row(*item as usize) {
                let slot = slots[other as usize] as usize;
                if slot > at + 1 {
                    put(slot - 1, at, value);
                }
            }
        }
        for item in support {
            slots[*item as usize] = 0;
        }
    }
}

/// What tags add to the diagonal, and their pairs.
fn tag_pairs(diagonal: &mut [f64], tags: &[Vec<u32>], tag_count: usize, tagging: Tagging) -> Vec<(u32, u32, f32)> {
    let mut carriers: Vec<Vec<u32>> = vec![Vec::new(); tag_count];
    for (tags, item) in tags.iter().zip(0u32..) {
        for tag in tags {
            carriers[*tag as usize].push(item);
        }
    }
    let share = |count: usize| {
        if (2..=COMMON).contains(&count) { (count as f64).powf(-tagging.power) } else { 0.0 }
    };
    let shares: Vec<f64> = carriers.iter().map(|items| share(items.len())).collect();
    // However many tags an item has, they count alike.
    let length = |tags: &Vec<u32>| tags.iter().map(|tag| shares[*tag as usize]).sum::<f64>().sqrt();
    let lengths: Vec<f64> = tags.iter().map(length).collect();
    for (sum, _) in diagonal.iter_mut().zip(&lengths).filter(|(_, length)| **length > 0.0) {
        *sum += tagging.weight;
    }
    let row = |row: &mut Vec<f64>, item: usize| {
        let mut touched = Vec::new();
        for tag in &tags[item] {
            let share = shares[*tag as usize];
            if share == 0.0 {
                continue;
            }
            let carriers = &carriers[*tag as usize];
            for other in &carriers[carriers.partition_point(|other| *other as usize <= item)..] {
                if row[*other as usize] == 0.0 {
                    touched.push(*other);
                }
                row[*other as usize] += share;
            }
        }
        touched.sort_unstable();
        let mut pair = |other: u32| {
            let alike = std::mem::take(&mut row[other as usize]) / (lengths[item] * lengths[other as usize]);
            (item as u32, other, (alike * tagging.weight) as f32)
        };
        touched.into_iter().map(&mut pair).collect::<Vec<_>>()
    };
    let items = tags.len();
    let rows: Vec<Vec<(u32, u32, f32)>> = (0..items).into_par_iter().map_init(|| vec![0.0; items], row).collect();
    rows.concat()
}
