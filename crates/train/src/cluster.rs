//! The order in which rows are packed into shards: what is touched together stands together, so that a member's device
//! fetches few of them.
//!
//! Greedy growing: a shard begins with the most connected item that is left and takes, one after the other, the item with
//! the strongest connection to what is in it, until it is full.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A candidate and its connection to the shard when it was put on the heap; a later, stronger one comes first.
struct Candidate {
    strength: f32,
    item: u32,
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of equals the smaller number, so that the order is always the same.
        self.strength.total_cmp(&other.strength).then(other.item.cmp(&self.item))
    }
}

/// Every item's number once. `rows` are the weights that will be packed, `full` is when a shard is full, in bytes.
pub fn order(rows: &[Vec<(u32, f32)>], full: usize) -> Vec<u32> {
    let links = links(rows);
    let degree: Vec<f32> = links.iter().map(|links| links.iter().map(|(_, weight)| weight).sum()).collect();
    let mut seeds: Vec<u32> = (0..rows.len() as u32).collect();
    seeds.sort_by(|a, b| degree[*b as usize].total_cmp(&degree[*a as usize]).then(a.cmp(b)));
    let mut order = Vec::with_capacity(rows.len());
    let mut is_packed = vec![false; rows.len()];
    let mut strength = vec![0.0f32; rows.len()];
    for seed in seeds {
        if is_packed[seed as usize] {
            continue;
        }
        let mut size = 0;
        let mut touched = Vec::new();
        let mut heap = BinaryHeap::from([Candidate { strength: f32::MAX, item: seed }]);
        while let Some(Candidate { strength: at, item }) = heap.pop() {
            let place = item as usize;
            // An earlier, weaker entry of an item that has come closer since.
            if is_packed[place] || (at != f32::MAX && at < strength[place]) {
                continue;
            }
            let bytes = bytes(&rows[place]);
            if size > 0 && size + bytes > full {
                break;
            }
            size += bytes;
            is_packed[place] = true;
            order.push(item);
            for (other, weight) in &links[place] {
                if !is_packed[*other as usize] {
                    strength[*other as usize] += weight;
                    touched.push(*other);
                    heap.push(Candidate { strength: strength[*other as usize], item: *other });
                }
            }
        }
        touched.into_iter().for_each(|item| strength[item as usize] = 0.0);
    }
    order
}

/// About what a row takes in a file.
fn bytes(row: &[(u32, f32)]) -> usize {
    if row.is_empty() { 0 } else { 6 + row.len() * 5 / 2 }
}

/// Connections both ways, by their strength.
fn links(rows: &[Vec<(u32, f32)>]) -> Vec<Vec<(u32, f32)>> {
    let mut links = vec![Vec::new(); rows.len()];
    for (row, item) in rows.iter().zip(0u32..) {
        for (other, weight) in row.iter().filter(|(other, weight)| *weight > 0.0 && *other != item) {
            links[item as usize].push((*other, *weight));
            links[*other as usize].push((item, *weight));
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three groups whose members are numbered apart from each other.
    fn groups(count: u32) -> Vec<Vec<(u32, f32)>> {
        (0..count)
            .map(|at| {
                (0..count).filter(|other| *other != at && other % 3 == at % 3).map(|other| (other, 0.5)).collect()
            })
            .collect()
    }

    #[test]
    fn every_item_stands_there_once() {
        let mut order = order(&groups(40), 100);
        order.sort_unstable();
        assert_eq!(order, (0..40).collect::<Vec<_>>());
        assert_eq!(super::order(&[Vec::new(), Vec::new()], 10), [0, 1]);
        assert!(super::order(&[], 10).is_empty());
    }

    #[test]
    fn what_goes_together_stands_together() {
        let rows = groups(60);
        let full = bytes(&rows[0]) * 20;
        let order = order(&rows, full);
        for shard in order.chunks(20) {
            assert!(shard.iter().all(|item| item % 3 == shard[0] % 3), "{shard:?}");
        }
    }
}
