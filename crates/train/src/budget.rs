//! Which weights are worth their bytes.

use crate::gram::Gram;
use crate::ridge::Rows;

/// Bytes of a row besides its items and weights: how many there are, and the scale.
const ROW: usize = 6;

/// The bytes rows take in a file, nearly.
pub fn size(rows: &Rows) -> usize {
    rows.iter().map(|row| row_size(row.iter().map(|(item, _)| *item))).sum()
}

fn row_size(items: impl Iterator<Item = u32>) -> usize {
    let mut next = 0;
    let mut bytes = 1;
    for item in items {
        if bytes == 1 {
            bytes = ROW;
        }
        let step = item - next;
        bytes += 1 + (32 - (step | 1).leading_zeros() as usize).div_ceil(7);
        next = item + 1;
    }
    bytes
}

/// The supports, by target, that are left when the weights that matter least are given up until the rest takes at most
/// `bytes`. A weight matters as much as it moves the scores of those who touched its source.
pub fn within(gram: &Gram, rows: &Rows, bytes: usize) -> Vec<Vec<u32>> {
    let value = |source: usize, weight: f32| weight.abs() * gram.diagonal[source].max(0.0).sqrt();
    let mut values: Vec<f32> = rows
        .iter()
        .enumerate()
        .flat_map(|(source, row)| row.iter().map(move |(_, weight)| value(source, *weight)))
        .collect();
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let kept = |least: f32, source: usize, row: &'_ [(u32, f32)]| -> Vec<u32> {
        let worth = row.iter().filter(|(_, weight)| value(source, *weight) >= least && *weight != 0.0);
        worth.map(|(target, _)| *target).collect()
    };
    let takes = |count: usize| -> usize {
        let Some(least) = count.checked_sub(1).and_then(|at| values.get(at)) else { return 0 };
        rows.iter().enumerate().map(|(source, row)| row_size(kept(*least, source, row).into_iter())).sum()
    };
    let (mut fits, mut over) = (0, values.len() + 1);
    while over - fits > 1 {
        let middle = fits + (over - fits) / 2;
        if takes(middle) <= bytes { fits = middle } else { over = middle }
    }
    let mut supports = vec![Vec::new(); rows.len()];
    if let Some(least) = fits.checked_sub(1).and_then(|at| values.get(at)) {
        for (source, row) in rows.iter().enumerate() {
            for target in kept(*least, source, row) {
                supports[target as usize].push(source as u32);
            }
        }
    }
    supports
}
