//! Where a reading of a record store is.

use crate::answer::{bad, text};
use guildhall_engine::time::Moment;
use guildhall_store::{Cursor, StoreError};
use serde_json::Value;

use super::SETTLING;

/// A place in a chain of pages, or between two chains. Times are milliseconds since 1970 by the store's clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The chain has what was stored after this.
    pub(super) since: Option<i64>,
    /// The time of the newest statement so far.
    newest: Option<i64>,
    /// Up to here nothing can have been overlooked, if that is before the newest.
    sure: Option<i64>,
    /// The statement of the page that was read last, when a part of the page is left.
    after: Option<String>,
    /// The number of statements behind `since` that were given already: it tells two such places apart.
    pub(super) given: usize,
    /// The address of the page, without the server's name; none on the first.
    pub(super) more: Option<String>,
}

impl Place {
    /// Takes statements off a page and moves on.
    pub(super) fn take<'v>(
        &mut self,
        statements: &'v [Value],
        limit: usize,
        more: Option<String>,
        complete: Option<i64>,
    ) -> Result<&'v [Value], StoreError> {
        let id = |statement: &Value| statement.get("id").and_then(Value::as_str).map(str::to_owned);
        let read = |after: &String| statements.iter().position(|statement| id(statement).as_ref() == Some(after));
        let begin = self.after.as_ref().and_then(read).map_or(0, |at| at + 1);
        let rest = statements.get(begin..).unwrap_or_default();
        let (taken, left) = rest.split_at(rest.len().min(limit));
        for statement in taken {
            let stored = stored(statement)?;
            self.newest = self.newest.max(Some(stored));
            // Shown while others of its time may still come.
            if let Some(complete) = complete.filter(|complete| *complete < stored) {
                self.sure = Some(self.sure.map_or(complete, |sure| sure.min(complete)));
            }
        }
        if !left.is_empty() {
            self.after = taken.last().and_then(id);
        } else if more.is_some() {
            (self.after, self.more) = (None, more);
        } else {
            // Without a word about its clock, the newest statement is all that is known.
            let newest = self.newest.map(|newest| if complete.is_some() { newest } else { newest - SETTLING });
            let next = [newest, self.sure].into_iter().flatten().min();
            *self = Place { since: next.max(self.since), ..Place::default() };
        }
        Ok(taken)
    }

    /// Whether the chain goes on.
    pub(super) fn is_under_way(&self) -> bool {
        self.after.is_some() || self.more.is_some()
    }

    /// The cursor that [`Place::read`] reads.
    pub(super) fn text(&self) -> String {
        let time = |time: Option<i64>| time.map_or_else(|| "-".into(), |time| time.to_string());
        let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "-".into());
        let given = self.given.to_string();
        [time(self.since), time(self.newest), time(self.sure), word(&self.after), given, word(&self.more)].join(" ")
    }

    /// The place of a cursor, if it is one.
    pub(super) fn read(cursor: &Cursor) -> Option<Place> {
        let mut parts = cursor.as_str().splitn(6, ' ');
        let mut time = || match parts.next()? {
            "-" => Some(None),
            number => number.parse().ok().filter(|time| Moment(*time).in_range()).map(Some),
        };
        let (since, newest, sure) = (time()?, time()?, time()?);
        let word = |word: &str| (word != "-").then(|| word.to_owned());
        let (after, given, more) = (word(parts.next()?), parts.next()?.parse().ok()?, word(parts.next()?));
        Some(Place { since, newest, sure, after, given, more })
    }
}

/// When a statement was stored.
pub(super) fn stored(statement: &Value) -> Result<i64, StoreError> {
    Moment::parse(text(statement, "stored")?).map(|moment| moment.0).map_err(|_| bad("a time is none"))
}

/// A link to the next page without the server's name, which no answer may change.
pub(super) fn path(link: &str) -> Option<String> {
    let path = link.strip_prefix(origin(link)).unwrap_or(link);
    (!path.is_empty()).then(|| if path.starts_with('/') { path.to_owned() } else { ["/", path].concat() })
}

/// The scheme and the name of the server in an address; nothing in a path.
pub(super) fn origin(url: &str) -> &str {
    let Some(scheme) = url.find("://").filter(|at| url.get(..*at).is_some_and(|scheme| !scheme.contains("/"))) else {
        return "";
    };
    let host = url.get(scheme + 3..).unwrap_or_default();
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    url.get(..scheme + 3 + end).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page(numbers: std::ops::Range<i64>) -> Vec<Value> {
        numbers.map(|n| json!({"id": n.to_string(), "stored": Moment(n * 1000).to_string()})).collect()
    }

    fn more(link: &str) -> Option<String> {
        Some(link.to_owned())
    }

    #[test]
    fn a_chain_goes_on_where_everything_is_sure() {
        let mut place = Place::default();
        place.take(&page(0..10), 10, more("/2"), Some(1_000_000)).unwrap();
        assert!(place.is_under_way() && place.more == more("/2"));
        // The second page reaches into what may not yet be complete; the third is asked for much later.
        place.take(&page(10..20), 10, more("/3"), Some(15_000)).unwrap();
        place.take(&page(20..25), 10, None, Some(1_000_000)).unwrap();
        assert_eq!(place, Place { since: Some(15_000), ..Place::default() });
        place.take(&page(16..25), 10, None, Some(1_000_000)).unwrap();
        assert_eq!(place.since, Some(24_000));
        place.take(&[], 10, None, Some(2_000_000)).unwrap();
        assert_eq!(place.since, Some(24_000), "nothing new moves nothing");
        place.take(&page(100..101), 10, None, None).unwrap();
        assert_eq!(place.since, Some(100_000 - SETTLING), "without a clock a while is read again");
    }

    #[test]
    fn a_page_that_is_too_long_is_taken_in_parts() {
        let (mut place, statements) = (Place::default(), page(0..10));
        for expected in [0..4, 4..8, 8..10] {
            let taken = place.take(&statements, 4, more("/2"), None).unwrap();
            assert_eq!(taken, page(expected));
            assert_eq!(Place::read(&Cursor::new(place.text())), Some(place.clone()));
        }
        assert_eq!((place.after, place.more), (None, more("/2")));
    }

    #[test]
    fn links_never_lead_to_another_server() {
        for (link, expected) in [
            ("https://evil.example/x?a=1", "/x?a=1"),
            ("/xAPI/more?a=b", "/xAPI/more?a=b"),
            ("@evil.example/x", "/@evil.example/x"),
            (".evil.example", "/.evil.example"),
        ] {
            assert_eq!(path(link).as_deref(), Some(expected));
        }
        assert_eq!(path(""), None);
        assert_eq!(origin("https://lrs.example:8080/xAPI"), "https://lrs.example:8080");
        assert_eq!(origin("/more?next=https://evil.example/"), "");
    }

    #[test]
    fn foreign_cursors_are_none() {
        for text in ["", "nonsense", "-1", "1.5", "- - - -", "x - - - 0 -", "99999999999999999999999999 - - - 0 -"] {
            assert_eq!(Place::read(&Cursor::new(text)), None, "{text}");
        }
    }
}
