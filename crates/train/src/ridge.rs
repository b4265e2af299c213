//! For each item, the weights of the items beside it that predict it best: a ridge regression over its nearest items
//! only, solved from the Gram matrix. Dense EASE (Steck 2019) is the same with every item as the support.

use crate::gram::Gram;
use faer::linalg::solvers::{Llt, Solve};
use faer::{Mat, Par, Side};
use rayon::prelude::*;

/// How the regression is held back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ridge {
    /// How many of the nearest items take part.
    pub support: usize,
    /// What is added to the diagonal.
    pub lambda: f64,
    /// The share of the diagonal that is added to it, against learning from an item what only it knows.
    pub dropout: f64,
}

/// Weights by source: of each item, the items it speaks for, ascending, and how strongly.
pub type Rows = Vec<Vec<(u32, f32)>>;

/// The weights of the nearest items.
pub fn solve(gram: &Gram, ridge: &Ridge, tick: &(dyn Fn() + Sync)) -> Rows {
    let supports: Vec<Vec<u32>> =
        (0..gram.items()).into_par_iter().map(|item| nearest(gram, item, ridge.support)).collect();
    refit(gram, ridge, &supports, tick)
}

/// The weights when each item is predicted from given items (ascending, without itself).
pub fn refit(gram: &Gram, ridge: &Ridge, supports: &[Vec<u32>], tick: &(dyn Fn() + Sync)) -> Rows {
    faer::set_global_parallelism(Par::Seq);
    let solve = |slots: &mut Vec<u32>, target: usize| {
        let weights = weights(gram, ridge, target, &supports[target], slots);
        tick();
        weights
    };
    let columns: Vec<Vec<f32>> = (0..gram.items()).into_par_iter().map_init(|| vec![0; gram.items()], solve).collect();
    by_source(gram.items(), supports, &columns)
}

/// The items of the greatest cosine, ascending; of equals those of a lesser number.
fn nearest(gram: &Gram, item: usize, count: usize) -> Vec<u32> {
    let cosine = |other: u32, value: f32| value * value.abs() / gram.diagonal[other as usize].max(f32::MIN_POSITIVE);
    let mut near: Vec<(f32, u32)> =
        gram.row(item).map(|(other, value)| (cosine(other, value), other)).filter(|(near, _)| *near > 0.0).collect();
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if near.len() > count && count > 0 {
        near.select_nth_unstable_by(count - 1, order);
    }
    near.truncate(count);
    let mut items: Vec<u32> = near.into_iter().map(|(_, item)| item).collect();
    items.sort_unstable();
    items
}

fn weights(gram: &Gram, ridge: &Ridge, target: usize, support: &[u32], slots: &mut [u32]) -> Vec<f32> {
    let count = support.len();
    if count == 0 {
        return Vec::new();
    }
    let mut matrix = Mat::<f32>::zeros(count, count);
    gram.below(support, slots, |row, column, value| matrix[(row, column)] = value);
    let mut right = Mat::<f32>::zeros(count, 1);
    let (mut at, mut row) = (0, gram.row(target));
    while let Some(item) = support.get(at) {
        match row.next() {
            Some((other, value)) if other == *item => {
                right[(at, 0)] = value;
                at += 1;
            }
            Some((other, _)) if other < *item => {}
            _ => at += 1,
        }
    }
    // What was left out (pairs of too few members) or blurred can make the matrix indefinite: then more is added.
    let mut added = ridge.lambda as f32;
    for _ in 0..24 {
        for (at, item) in support.iter().enumerate() {
            matrix[(at, at)] = gram.diagonal[*item as usize] * (1.0 + ridge.dropout as f32) + added;
        }
        if let Ok(factor) = Llt::new(matrix.as_ref(), Side::Lower) {
            let solved = factor.solve(&right);
            let weights: Vec<f32> = (0..count).map(|at| solved[(at, 0)]).collect();
            if weights.iter().all(|weight| weight.is_finite()) {
                return weights;
            }
        }
        added = (added * 2.0).max(1e-3);
    }
    vec![0.0; count]
}

fn by_source(items: usize, supports: &[Vec<u32>], columns: &[Vec<f32>]) -> Rows {
    let mut rows: Rows = vec![Vec::new(); items];
    for ((support, weights), target) in supports.iter().zip(columns).zip(0u32..) {
        for (source, weight) in support.iter().zip(weights) {
            if *weight != 0.0 {
                rows[*source as usize].push((target, *weight));
            }
        }
    }
    rows
}
