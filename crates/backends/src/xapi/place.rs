//! Where a reading of a record store is.

use super::statement::Room;
use crate::answer::{bad, http_date, text};
use crate::{Response, address};
use guildhall_engine::time::Moment;
use guildhall_store::{Cursor, StoreError};
use serde_json::Value;

/// A store takes at most this long, in milliseconds, from giving a statement its time to showing it.
const SETTLING: i64 = 30_000;

/// A place in a chain of pages, or between two chains. Times are milliseconds since 1970 by the store's clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The chain has what was stored after this.
    pub(super) since: Option<i64>,
    /// The time of the newest statement so far.
    newest: Option<i64>,
    /// Up to here nothing can have been overlooked, if that is before the newest.
    sure: Option<i64>,
    /// The number of statements from `since` on that were given already: it tells two such places apart.
    pub(super) given: usize,
    /// The address of the page, without the server's name; none on the first.
    pub(super) more: Option<String>,
}

impl Place {
    /// Moves on behind a page.
    pub(super) fn pass(
        &mut self,
        statements: &[Value],
        more: Option<String>,
        complete: Option<i64>,
    ) -> Result<(), StoreError> {
        if more.is_some() && more == self.more {
            return Err(bad("a page leads on to itself"));
        }
        for statement in statements {
            let stored = stored(statement)?;
            self.newest = self.newest.max(Some(stored));
            // Shown while others of its time may still come.
            if let Some(complete) = complete.filter(|complete| *complete < stored) {
                self.sure = Some(self.sure.map_or(complete, |sure| sure.min(complete)));
            }
        }
        if more.is_some() {
            self.more = more;
        } else {
            // Without a word about its clock, the newest statement is all that is known.
            let newest = self.newest.map(|newest| if complete.is_some() { newest } else { newest - SETTLING });
            let next = [newest, self.sure].into_iter().flatten().min();
            *self = Place { since: next.max(self.since), ..Place::default() };
        }
        Ok(())
    }

    /// The address of its page, without the server's name; on the first, from where statements are.
    pub(super) fn address(&self, statements: &str, room: &Room, size: u32) -> String {
        if let Some(more) = &self.more {
            return more.clone();
        }
        let query = ["?ascending=true&limit=", &size.to_string()].concat();
        let room = ["&registration=", &room.registration.to_string()].concat();
        let since = self.since.map(|since| ["&since=", &address::part(&Moment(since).to_string())].concat());
        [statements, &query, &room, &since.unwrap_or_default()].concat()
    }

    /// Whether the chain goes on.
    pub(super) fn is_under_way(&self) -> bool {
        self.more.is_some()
    }

    /// The cursor that [`Place::read`] reads.
    pub(super) fn text(&self) -> String {
        let time = |time: Option<i64>| time.map_or_else(|| "-".into(), |time| time.to_string());
        let more = self.more.clone().unwrap_or_else(|| "-".into());
        [time(self.since), time(self.newest), time(self.sure), self.given.to_string(), more].join(" ")
    }

    /// The place of a cursor, if it is one.
    pub(super) fn read(cursor: &Cursor) -> Option<Place> {
        let mut parts = cursor.as_str().splitn(5, ' ');
        let mut time = || match parts.next()? {
            "-" => Some(None),
            number => number.parse().ok().filter(|time| Moment(*time).in_range()).map(Some),
        };
        let (since, newest, sure) = (time()?, time()?, time()?);
        let (given, more) = (parts.next()?.parse().ok()?, parts.next()?);
        Some(Place { since, newest, sure, given, more: (more != "-").then(|| more.to_owned()) })
    }
}

/// When a statement was stored.
pub(super) fn stored(statement: &Value) -> Result<i64, StoreError> {
    Moment::parse(text(statement, "stored")?).map(|moment| moment.0).map_err(|_| bad("a time is none"))
}

/// The time up to which everything is shown. What a server says of it is not believed to the second, because some say
/// what time it is and still give the time of a while ago.
pub(super) fn complete_through(response: &Response) -> Option<i64> {
    let through = response.header("x-experience-api-consistent-through").and_then(|text| Moment::parse(text).ok());
    let date = || Some(http_date(response.header("date")?.trim())? * 1000);
    through.map(|moment| moment.0).or_else(date).map(|time| time - SETTLING)
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
        place.pass(&page(0..10), more("/2"), Some(1_000_000)).unwrap();
        assert!(place.is_under_way() && place.more == more("/2"));
        // The second page reaches into what may not yet be complete; the third is asked for much later.
        place.pass(&page(10..20), more("/3"), Some(15_000)).unwrap();
        place.pass(&page(20..25), None, Some(1_000_000)).unwrap();
        assert_eq!(place, Place { since: Some(15_000), ..Place::default() });
        place.pass(&page(16..25), None, Some(1_000_000)).unwrap();
        assert_eq!(place.since, Some(24_000));
        place.pass(&[], None, Some(2_000_000)).unwrap();
        assert_eq!(place.since, Some(24_000), "nothing new moves nothing");
        place.pass(&page(100..101), None, None).unwrap();
        assert_eq!(place.since, Some(100_000 - SETTLING), "without a clock a while is read again");
    }

    #[test]
    fn a_place_is_found_again_by_its_cursor() {
        let mut place = Place { given: 7, ..Place::default() };
        assert_eq!(Place::read(&Cursor::new(place.text())), Some(place.clone()));
        place.pass(&page(0..10), more("/2?a=b c"), Some(3_000)).unwrap();
        assert_eq!(Place::read(&Cursor::new(place.text())), Some(place));
    }

    #[test]
    fn a_page_that_leads_on_to_itself_is_no_page() {
        let mut place = Place::default();
        place.pass(&page(0..1), more("/2"), None).unwrap();
        assert!(place.pass(&[], more("/2"), None).is_err());
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
        for text in
            ["", "nonsense", "-1", "1.5", "- - - -", "x - - 0 -", "- - - - 0 -", "99999999999999999999999999 - - 0 -"]
        {
            assert_eq!(Place::read(&Cursor::new(text)), None, "{text}");
        }
    }
}
