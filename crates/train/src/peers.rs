//! What the model is compared with, computed from the same members.

use crate::count::{self, Counted, STEP};
use crate::interactions::{Interactions, Touch};
use crate::ridge::Rows;
use faer::linalg::solvers::{DenseSolveCore, Llt};
use faer::{Mat, Par, Side};

/// The neighbours that item-kNN keeps of each item.
const NEIGHBOURS: usize = 100;
/// Up to so many items a dense inverse is affordable: its memory grows with the square, its time with the cube.
pub const MOST_DENSE: usize = 6_000;

/// Adds up rows over a history, each touched item counting once; the items touched last may count otherwise.
pub fn add_up(rows: &Rows, told: &[Touch], recent: usize, recent_weight: f64, graded: bool, scores: &mut [f64]) {
    let late = told.len().saturating_sub(recent);
    for (at, touch) in told.iter().enumerate() {
        let weight = if graded { touch.affinity as f64 / 1e6 } else { 1.0 };
        let weight = if at >= late { weight * recent_weight } else { weight };
        for (item, row) in &rows[touch.item as usize] {
            scores[*item as usize] += weight * f64::from(*row);
        }
    }
}

/// Item-kNN: the cosine of items over members, a member counting by the logarithm of how few items they have.
pub fn nearest_neighbours(community: &Interactions) -> Rows {
    let items = community.items.len() as f64;
    let weigh = |touches: &Vec<Touch>| {
        let weight = (items / (1.0 + touches.len() as f64)).ln().max(0.0);
        let mut weights: Vec<(u32, i64)> =
            touches.iter().map(|touch| (touch.item, (weight * STEP).round() as i64)).collect();
        weights.sort_unstable();
        weights
    };
    let counted = count::weighted(community.items.len(), community.members.iter().map(weigh).collect(), 1);
    let mut rows: Vec<Vec<(u32, f32)>> = vec![Vec::new(); community.items.len()];
    for (one, other, sum) in &counted.pairs {
        let length = (counted.items[*one as usize] as f64).sqrt() * (counted.items[*other as usize] as f64).sqrt();
        let cosine = (*sum as f64 / length) as f32;
        rows[*one as usize].push((*other, cosine));
        rows[*other as usize].push((*one, cosine));
    }
    for row in &mut rows {
        row.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        row.truncate(NEIGHBOURS);
        row.sort_unstable_by_key(|(item, _)| *item);
    }
    rows
}

/// Dense EASE (Steck 2019) by inverting the whole matrix; `None` when there are too many items for it.
pub fn ease(counted: &Counted, lambda: f64) -> Option<Rows> {
    let items = counted.items.len();
    if items > MOST_DENSE {
        return None;
    }
    let unit = STEP * STEP;
    let mut matrix = Mat::<f32>::zeros(items, items);
    for (one, other, sum) in &counted.pairs {
        matrix[(*other as usize, *one as usize)] = (*sum as f64 / unit) as f32;
    }
    for (at, sum) in counted.items.iter().enumerate() {
        matrix[(at, at)] = (*sum as f64 / unit + lambda) as f32;
    }
    faer::set_global_parallelism(Par::rayon(0));
    let factor = Llt::new(matrix.as_ref(), Side::Lower).ok()?;
    let inverse = factor.inverse();
    faer::set_global_parallelism(Par::Seq);
    let row = |source: usize| {
        let weight = |target: usize| -inverse[(source, target)] / inverse[(target, target)];
        (0..items).filter(|target| *target != source).map(|target| (target as u32, weight(target))).collect()
    };
    Some((0..items).map(row).collect())
}
