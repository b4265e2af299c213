//! Which numbers of which devices were seen, in little space: ranges, because numbers come without gaps.

use guildhall_engine::event::Event;
use guildhall_engine::id::DeviceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Numbers of one device that a complete reading of the store did not return.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hole {
    /// The device whose events are missing.
    pub device: DeviceId,
    /// The first missing number.
    pub first: u64,
    /// The last missing number.
    pub last: u64,
}

impl Hole {
    /// Whether every number of this hole lies in the other.
    pub(super) fn lies_in(&self, other: &Hole) -> bool {
        self.device == other.device && other.first <= self.first && self.last <= other.last
    }
}

/// A set of numbers: ranges with both ends, ascending, with at least one number between two of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// Adds a number.
    pub(super) fn insert(&mut self, n: u64) {
        let at = self.0.partition_point(|(_, last)| *last < n);
        if self.0.get(at).is_some_and(|(first, _)| *first <= n) {
            return;
        }
        let before = at.checked_sub(1).and_then(|before| self.0.get(before)).is_some_and(|(_, last)| *last == n - 1);
        let after = self.0.get(at).is_some_and(|(first, _)| n.checked_add(1) == Some(*first));
        match (before, after) {
            (true, true) => {
                let (_, end) = self.0.remove(at);
                self.set_last(at - 1, end);
            }
            (true, false) => self.set_last(at - 1, n),
            (false, true) => {
                if let Some((first, _)) = self.0.get_mut(at) {
                    *first = n;
                }
            }
            (false, false) => self.0.insert(at, (n, n)),
        }
    }

    /// Whether a number is in the set.
    fn contains(&self, n: u64) -> bool {
        let at = self.0.partition_point(|(_, last)| *last < n);
        self.0.get(at).is_some_and(|(first, _)| *first <= n)
    }

    fn set_last(&mut self, at: usize, n: u64) {
        if let Some((_, last)) = self.0.get_mut(at) {
            *last = n;
        }
    }

    /// The ranges between 1 and the largest number that are not in the set.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (u64, u64)> {
        let ends = std::iter::once(0).chain(self.0.iter().map(|(_, last)| *last));
        ends.zip(&self.0).filter(|(end, (first, _))| end + 1 < *first).map(|(end, (first, _))| (end + 1, first - 1))
    }
}

/// The numbers of every device.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Numbers(BTreeMap<DeviceId, Ranges>);

impl Numbers {
    /// Notes an event's number; 0 is none, as in files of other systems.
    pub(super) fn note(&mut self, event: &Event) {
        self.insert(&event.device, event.n);
    }

    /// Whether an event's number is in the set.
    pub(super) fn have(&self, event: &Event) -> bool {
        self.0.get(&event.device).is_some_and(|ranges| ranges.contains(event.n))
    }

    /// Adds a number of a device.
    pub(super) fn insert(&mut self, device: &DeviceId, n: u64) {
        if n == 0 {
            return;
        }
        match self.0.get_mut(device) {
            Some(ranges) => ranges.insert(n),
            None => self.0.entry(device.clone()).or_default().insert(n),
        }
    }

    /// What is missing below the largest number of each device, and not excused.
    pub(super) fn holes(&self, excused: &Numbers) -> Vec<Hole> {
        let mut holes = Vec::new();
        for (device, ranges) in &self.0 {
            let filled;
            let ranges = match excused.0.get(device) {
                Some(excused) => {
                    filled = ranges.with(excused);
                    &filled
                }
                None => ranges,
            };
            holes.extend(ranges.gaps().map(|(first, last)| Hole { device: device.clone(), first, last }));
        }
        holes
    }
}

impl Ranges {
    /// This set and the numbers of another below its largest. Excuses are few, so that they may come one by one.
    fn with(&self, other: &Ranges) -> Ranges {
        let mut all = self.clone();
        let largest = self.0.last().map_or(0, |(_, last)| *last);
        let below = other.0.iter().take_while(|(first, _)| *first <= largest);
        below.for_each(|(first, last)| (*first..=(*last).min(largest)).for_each(|n| all.insert(n)));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn ranges_are_the_set_that_they_stand_for(numbers in prop::collection::vec(1u64..60, 0..80)) {
            let mut ranges = Ranges::default();
            numbers.iter().for_each(|n| ranges.insert(*n));
            let set: BTreeSet<u64> = numbers.into_iter().collect();
            let missing: Vec<u64> = (1..set.last().copied().unwrap_or(1)).filter(|n| !set.contains(n)).collect();
            let gaps: Vec<u64> = ranges.gaps().flat_map(|(first, last)| first..=last).collect();
            prop_assert_eq!(gaps, missing);
            prop_assert!((1..60).all(|n| ranges.contains(n) == set.contains(&n)));
            prop_assert!(ranges.0.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0), "ranges that touch are one");
        }
    }

    #[test]
    fn numbers_at_the_end_of_the_range_are_taken() {
        let mut ranges = Ranges::default();
        [u64::MAX, u64::MAX - 1, 1].into_iter().for_each(|n| ranges.insert(n));
        assert_eq!(ranges.gaps().collect::<Vec<_>>(), [(2, u64::MAX - 2)]);
    }

    #[test]
    fn excused_numbers_are_no_holes() {
        let (mut seen, mut excused) = (Numbers::default(), Numbers::default());
        let device = DeviceId::from("a");
        [1, 2, 6, 7].into_iter().for_each(|n| seen.insert(&device, n));
        [4, 9].into_iter().for_each(|n| excused.insert(&device, n));
        let hole = |n| Hole { device: device.clone(), first: n, last: n };
        assert_eq!(seen.holes(&excused), [hole(3), hole(5)]);
        seen.insert(&device, 0);
        assert_eq!(seen.holes(&Numbers::default()), [Hole { device, first: 3, last: 5 }]);
    }
}
