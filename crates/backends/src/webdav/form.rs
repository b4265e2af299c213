//! What a WebDAV folder holds, as text.

use crate::answer::{self, bad};
use guildhall_engine::event::Event;
use guildhall_engine::json;
use guildhall_store::{Cursor, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A file: its folder's name and its number there, from 1.
pub(super) type Place = (Rc<str>, u64);

/// In each folder the next file to read, and how many of its events were read.
pub(super) type Reached = BTreeMap<Rc<str>, (u64, usize)>;

/// The beginning of every file, before the number of its events.
const HEAD: &str = "{\"events\":";

/// The text of a file.
pub(super) fn text(events: &[&Event]) -> String {
    let mut text = [HEAD, &events.len().to_string(), "}\n"].concat();
    events.iter().for_each(|event| text.extend([&event.to_json().to_string(), "\n"]));
    text
}

/// The address of a file below the root.
pub(super) fn path((folder, number): &Place) -> String {
    let digits = number.to_string();
    let zeros: String = std::iter::repeat_n('0', 6_usize.saturating_sub(digits.len())).collect();
    [folder, "/", &zeros, &digits, ".ndjson"].concat()
}

/// The names of clients' folders in the answer to a listing. Every other name is somebody else's.
pub(super) fn names(text: &str) -> BTreeSet<Rc<str>> {
    let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_ours = |name: &str| name.len() >= 12 && name.bytes().all(|byte| hexadecimal(byte) || byte == b'-');
    text.split('<').filter_map(address).filter(|name| is_ours(name)).map(Rc::from).collect()
}

/// The last name in an address that a listing gives, if that is what an element is.
fn address(element: &str) -> Option<&str> {
    let (tag, text) = element.split_once('>')?;
    let tag = tag.split_whitespace().next()?;
    let is_address = !tag.starts_with('/') && tag.rsplit(':').next() == Some("href");
    text.trim().trim_end_matches('/').rsplit('/').next().filter(|_| is_address)
}

/// The events of a file; `None` when it is not whole.
pub(super) fn events(text: &str) -> Result<Option<Vec<Event>>, StoreError> {
    let (head, lines) = text.split_once('\n').unwrap_or((text, ""));
    if !head.starts_with(HEAD) && !HEAD.starts_with(head) {
        return Err(bad("a file in the folder holds no events"));
    }
    let Some(number) = head.strip_prefix(HEAD).and_then(|rest| rest.strip_suffix('}')?.parse::<usize>().ok()) else {
        return Ok(None);
    };
    let lines: Vec<&str> = lines.split_inclusive('\n').filter(|line| line.ends_with('\n')).collect();
    let values: Vec<_> = lines.into_iter().map_while(|line| json::parse(line).ok()).collect();
    Ok((values.len() >= number).then(|| answer::events(&values)))
}

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
    use guildhall_store::testing::event;

    #[test]
    fn a_file_counts_as_soon_as_it_is_whole() {
        let (a, b) = (event(1), Event { note: Some("a\n\u{2028}b".into()), ..event(2) });
        let whole = text(&[&a, &b]);
        assert_eq!(events(&whole), Ok(Some(vec![a, b])));
        for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
            assert_eq!(events(&whole[..at]), Ok(None), "cut off at {at}");
        }
        for foreign in ["<html>", "hello\n", "{\"a\":1}\n"] {
            assert_eq!(events(foreign).map_err(|error| error.code()), Err(answer::BAD_ANSWER), "{foreign}");
        }
    }

    #[test]
    fn folders_are_found_whatever_the_prefix() {
        let text = "<d:multistatus xmlns:d='DAV:'><d:response><d:href>/dav/g/</d:href></d:response>\
            <href xml:lang='en'>\n http://a.org/dav/g/0123456789ab-2/ </href><D:href>/dav/g/0123456789AB/</D:href>\
            <D:href>/dav/g/ba9876543210</D:href><D:hrefs>/000000000000</D:hrefs></d:multistatus>";
        assert_eq!(names(text).iter().map(|name| &**name).collect::<Vec<_>>(), ["0123456789ab-2", "ba9876543210"]);
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let places: Reached = [("a", (1, 2)), ("b-2", (30, 0))].map(|(name, at)| (name.into(), at)).into();
        assert_eq!(reached(&Cursor::new(cursor(&places))), Some(places));
        assert_eq!(reached(&Cursor::new("")), Some(Reached::new()));
        for text in ["a", "a:1", "a:b:c", "a:1:2:3", "a:-1:0"] {
            assert_eq!(reached(&Cursor::new(text)), None, "{text}");
        }
    }
}
