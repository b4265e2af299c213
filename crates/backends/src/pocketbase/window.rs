//! The page to ask for, where a server has pages of a size only and not a place to begin at.

/// The most records PocketBase lists.
const LISTED: u64 = 1000;

/// A page that begins with the last record read, or not far before it.
pub(super) struct Window {
    /// Records on a page.
    pub(super) size: u64,
    /// The page, from 1.
    pub(super) number: u64,
    /// Records on it that were read already.
    pub(super) skip: usize,
}

impl Window {
    /// Of the sizes with which a page has the last record read and new ones, the one that reads the least again.
    pub(super) fn after(before: u64, limit: u32) -> Window {
        let least = u64::from(limit).min(LISTED);
        let Some(last) = before.checked_sub(1) else { return Window { size: least, number: 1, skip: 0 } };
        let sizes = (least / 2 + 2)..=(least + 16).min(LISTED);
        let size = sizes.min_by_key(|size| (last % size + 1 == *size, last % size)).unwrap_or(LISTED);
        Window { size, number: last / size + 1, skip: (last % size) as usize + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_the_last_record_and_room_for_new_ones() {
        for limit in [1, 2, 7, 60, 250, 999, 1000, 10_000] {
            for before in 1..5000 {
                let Window { size, number, skip } = Window::after(before, limit);
                assert!(size <= LISTED && (number - 1) * size + skip as u64 == before, "{before} by {limit}");
                assert!((skip as u64) < size, "{before} by {limit} has no room in {size}");
            }
        }
        let Window { size, number, skip } = Window::after(0, 10_000);
        assert_eq!((size, number, skip), (1000, 1, 0));
    }
}
