//! Counting by hand: of each item, what its members have beyond it, added up in a row.

use super::{Counted, Counting, weighed};
use crate::interactions::Interactions;
use rayon::prelude::*;

/// Counts on all cores; what it needs is a row for each thread and the pairs themselves.
pub(super) fn count(interactions: &Interactions, counting: &Counting) -> Counted {
    let members: Vec<Vec<(u32, i64)>> =
        interactions.members.par_iter().map(|touches| weighed(touches, counting)).collect();
    add_up(interactions.items.len(), &members, counting.least)
}

/// Adds up the products of weights.
pub(super) fn add_up(items: usize, members: &[Vec<(u32, i64)>], least: u32) -> Counted {
    let mut sums = vec![0i64; items];
    // Of each item, the members who have it, and the item's place in their histories.
    let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); items];
    for (member, weights) in members.iter().zip(0u32..).map(|(weights, member)| (member, weights)) {
        for ((item, weight), at) in weights.iter().zip(0u32..) {
            sums[*item as usize] += weight * weight;
            places[*item as usize].push((member, at));
        }
    }
    let row = |row: &mut (Vec<i64>, Vec<u32>), item: usize| {
        let (sums, counts) = row;
        let mut touched = Vec::new();
        for (member, at) in &places[item] {
            let history = &members[*member as usize];
            let (mine, after) = (history[*at as usize].1, &history[*at as usize + 1..]);
            for (other, weight) in after {
                let other_place = *other as usize;
                if counts[other_place] == 0 {
                    touched.push(*other);
                }
                counts[other_place] += 1;
                sums[other_place] += mine * weight;
            }
        }
        touched.sort_unstable();
        let mut pairs = Vec::new();
        for other in touched {
            let (sum, count) = (std::mem::take(&mut sums[other as usize]), std::mem::take(&mut counts[other as usize]));
            if count >= least && sum > 0 {
                pairs.push((item as u32, other, sum));
            }
        }
        pairs
    };
    let rows: Vec<Vec<(u32, u32, i64)>> =
        (0..items).into_par_iter().map_init(|| (vec![0; items], vec![0; items]), row).collect();
    Counted { items: sums, pairs: rows.concat() }
}
