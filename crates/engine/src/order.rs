//! Sorting, written once: every other element type would bring its own copy of the algorithm into the browser.

use std::cmp::Ordering;

/// Sorts by a comparison; equals keep their order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let positions = sorted(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut elements: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(positions.into_iter().filter_map(|at| elements.get_mut(at).and_then(Option::take)));
}

#[inline(never)]
fn sorted(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..length).collect();
    positions.sort_by(|a, b| compare(*a, *b));
    positions
}

/// The best of some scored places, the best first; of equals the smaller place. For `most` far below the length.
pub(crate) fn best(scored: impl Iterator<Item = (f64, usize)>, most: usize) -> Vec<(f64, usize)> {
    let mut best: Vec<(f64, usize)> = Vec::with_capacity(most.min(1024));
    for new in scored {
        let before = |old: &(f64, usize)| old.0.total_cmp(&new.0).reverse().then(old.1.cmp(&new.1)).is_lt();
        if best.len() < most || best.last().is_some_and(|last| !before(last)) {
            let at = best.partition_point(before);
            best.truncate(most.saturating_sub(1));
            best.insert(at.min(best.len()), new);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_stable() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn the_best_are_those_a_full_sort_puts_first() {
        let scores = [0.5, -1.0, 0.5, 2.0, 0.0, 2.0, f64::MIN];
        for most in 0..9 {
            let mut all: Vec<(f64, usize)> = scores.iter().copied().zip(0..).collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            all.truncate(most);
            assert_eq!(best(scores.iter().copied().zip(0..), most), all, "{most}");
        }
    }
}
