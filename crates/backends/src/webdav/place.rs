//! Where files are, and how far they were read.

use guildhall_store::Cursor;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A file: its folder's name and its number there, from 1.
pub(super) type Place = (Rc<str>, u64);

/// The address of a file below the root.
pub(super) fn path((folder, number): &Place) -> String {
    let digits = number.to_string();
    let zeros: String = std::iter::repeat_n('0', 6_usize.saturating_sub(digits.len())).collect();
    ["/", folder, "/", &zeros, &digits, ".ndjson"].concat()
}

/// In each folder the next file to read, and how many of its events were read.
pub(super) type Reached = BTreeMap<Rc<str>, (u64, usize)>;

/// What a cursor stands for, if it is one.
pub(super) fn reached(cursor: &Cursor) -> Option<Reached> {
    let place = |text: &str| {
        let mut parts = text.split(':');
        let place = (Rc::from(parts.next()?), (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?));
        parts.next().is_none().then_some(place)
    };
    cursor.as_str().split_whitespace().map(place).collect()
}

/// The cursor that [`reached`] reads.
pub(super) fn cursor(reached: &Reached) -> String {
    let mut text = String::new();
    for (folder, (number, offset)) in reached {
        text.extend([folder, ":", &number.to_string(), ":", &offset.to_string(), " "]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let places: Reached = [("a", (1, 2)), ("b-2", (30, 0))].map(|(name, at)| (name.into(), at)).into();
        assert_eq!(reached(&Cursor::new(cursor(&places))), Some(places));
        assert_eq!(reached(&Cursor::new("")), Some(Reached::new()));
        for text in ["a", "a:1", "a:b:c", "a:1:2:3", "a:-1:0"] {
            assert_eq!(reached(&Cursor::new(text)), None, "{text}");
        }
    }

    #[test]
    fn files_sort_by_their_numbers() {
        assert_eq!(path(&("a".into(), 7)), "/a/000007.ndjson");
        assert_eq!(path(&("a".into(), 12_345_678)), "/a/12345678.ndjson");
    }
}
