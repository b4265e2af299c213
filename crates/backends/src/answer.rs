//! What any server can answer, as one of the failures that the sync understands.

use crate::Response;
use guildhall_engine::event::Event;
use guildhall_store::{Page, StoreError};
use serde_json::Value;
use std::time::Duration;

/// The code of an answer that no such server would give.
pub const BAD_ANSWER: &str = "bad-answer";
/// The code of an address at which there is nothing.
pub const WRONG_PLACE: &str = "wrong-place";
/// The code of a request that the server does not accept.
pub const REFUSED: &str = "refused";
/// The longest wait that is believed; the sync has a limit of its own.
const LONGEST_WAIT: u64 = 365 * 24 * 3600;

/// What a status means that is not a success; `None` for a success.
pub fn failure(response: &Response) -> Option<StoreError> {
    Some(match response.status {
        200..=299 => return None,
        401 => StoreError::Auth { denied: false },
        403 => StoreError::Auth { denied: true },
        404 | 405 => StoreError::permanent(
            WRONG_PLACE,
            "there is nothing of that name at this address; check the address and the name",
        ),
        413 => StoreError::TooLarge { hint: None },
        408 | 425 | 429 | 500..=599 => StoreError::Retryable { after: retry_after(response) },
        // What a browser or a proxy was not allowed to follow.
        300..=399 => bad("the server sends on to another address; enter that one"),
        status => {
            StoreError::permanent(REFUSED, format!("the server refused the request ({status}{})", said(response)))
        }
    })
}

/// The JSON of an answer, if it worked.
///
/// # Errors
/// Whatever [`failure`] makes of its status, and as [`json`].
pub fn read(response: &Response) -> Result<Value, StoreError> {
    match failure(response) {
        Some(error) => Err(error),
        None => json(response),
    }
}

/// The JSON of an answer, whatever its status.
///
/// # Errors
/// [`BAD_ANSWER`] for what is no JSON at all, and [`StoreError::Retryable`] for JSON that was cut off.
pub fn json(response: &Response) -> Result<Value, StoreError> {
    let text = str::from_utf8(&response.body).map_err(|_| bad("the answer is not text"))?;
    guildhall_engine::json::parse(text).map_err(|_| match text.trim_start().as_bytes().first() {
        // It began as it should: a cut-off answer is what a bad connection gives.
        Some(b'{' | b'[') => StoreError::Retryable { after: None },
        _ => bad("the answer is not JSON"),
    })
}

/// The failure of an answer that no such server would give.
pub fn bad(what: &str) -> StoreError {
    StoreError::permanent(BAD_ANSWER, [what, "; check that the address is the right server's"].concat())
}

/// A list in an answer.
///
/// # Errors
/// [`BAD_ANSWER`] when it is not there.
pub fn list<'v>(value: &'v Value, field: &str) -> Result<&'v [Value], StoreError> {
    value.get(field).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| lacks(field))
}

/// An answer that is a list itself.
///
/// # Errors
/// [`BAD_ANSWER`] when it is none.
pub fn listed(value: &Value) -> Result<&[Value], StoreError> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| bad("the answer is no list"))
}

/// A yes or no in an answer.
///
/// # Errors
/// [`BAD_ANSWER`] when it is not there.
pub fn flag(value: &Value, field: &str) -> Result<bool, StoreError> {
    value.get(field).and_then(Value::as_bool).ok_or_else(|| lacks(field))
}

/// A text in an answer.
///
/// # Errors
/// [`BAD_ANSWER`] when it is not there.
pub fn text<'v>(value: &'v Value, field: &str) -> Result<&'v str, StoreError> {
    value.get(field).and_then(Value::as_str).ok_or_else(|| lacks(field))
}

fn lacks(field: &str) -> StoreError {
    bad(&["the answer has no `", field, "`"].concat())
}

/// The events among some JSON values. What is no event, such as a row that somebody else wrote, is left out: the audit of
/// numbers notices if it should have been one.
pub fn events<'v>(values: impl IntoIterator<Item = &'v Value>) -> Vec<Event> {
    values.into_iter().filter_map(|value| Event::read(value, "event").ok()).collect()
}

/// A page of events.
pub fn page(events: Vec<Event>, cursor: &str, done: bool) -> Page {
    Page { events, cursor: guildhall_store::Cursor::new(cursor), done }
}

/// How long the server asks to be left alone: seconds, or a date as HTTP writes it.
fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.header("retry-after")?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds.min(LONGEST_WAIT)));
    }
    // The server's own clock, so that a wrong clock here does not matter.
    let (until, now) = (http_date(value)?, http_date(response.header("date")?.trim())?);
    u64::try_from(until - now).ok().map(Duration::from_secs)
}

/// Seconds since 1970 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_once(", ")?.1.split(' ');
    let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let two = |number: usize| if number < 10 { format!("0{number}") } else { number.to_string() };
    let iso = [year, "-", &two(month), "-", day, "T", time, "Z"].concat();
    guildhall_engine::time::Moment::parse(&iso).ok().map(|moment| moment.0 / 1000)
}

/// Whether an answer is a page for people.
pub(crate) fn is_page(response: &Response) -> bool {
    response.header("content-type").is_some_and(|media| media.starts_with("text/html"))
}

/// What the server said about it, shortened, when it is short enough to be shown at all.
fn said(response: &Response) -> String {
    let message = json(response).ok().and_then(|value| {
        let found = ["message", "error", "reason", "detail"].iter().find_map(|field| value.get(field)?.as_str());
        found.map(|text| text.chars().take(120).collect::<String>())
    });
    message.map_or_else(String::new, |message| [": ", &message].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Response { status, headers, body: body.into(), redirected: false }
    }

    #[test]
    fn every_status_means_something_to_the_sync() {
        let retry = |seconds: Option<u64>| Some(StoreError::Retryable { after: seconds.map(Duration::from_secs) });
        let code = |status| failure(&answer(status, &[], "<html>")).map(|error| error.code());
        assert_eq!(failure(&answer(204, &[], "")), None);
        assert_eq!(code(401), Some("sign-in-needed"));
        assert_eq!(code(403), Some("access-denied"));
        assert_eq!(code(404), Some(WRONG_PLACE));
        assert_eq!(code(413), Some("batch-too-large"));
        assert_eq!(code(302), Some(BAD_ANSWER));
        assert_eq!(code(418), Some(REFUSED));
        assert_eq!(failure(&answer(502, &[("content-type", "text/html")], "<h1>")), retry(None));
        assert_eq!(failure(&answer(429, &[("retry-after", "7")], "")), retry(Some(7)));
        let dates = [("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"), ("date", "Sun, 06 Nov 1994 08:49:37 GMT")];
        assert_eq!(failure(&answer(503, &dates, "")), retry(Some(30)));
        assert_eq!(failure(&answer(503, &[("retry-after", "soon")], "")), retry(None));
        assert_eq!(failure(&answer(429, &[("retry-after", "99999999999999999999")], "")), retry(None));
    }

    #[test]
    fn what_is_cut_off_is_tried_again_and_what_is_no_json_is_shown() {
        assert_eq!(read(&answer(200, &[], "{\"a\": [1, 2")), Err(StoreError::Retryable { after: None }));
        assert_eq!(read(&answer(200, &[], "<html>")).map_err(|error| error.code()), Err(BAD_ANSWER));
        assert_eq!(read(&answer(200, &[], "")).map_err(|error| error.code()), Err(BAD_ANSWER));
        assert_eq!(read(&answer(200, &[], "{\"a\":1}")).map(|value| value["a"].clone()), Ok(1.into()));
    }

    #[test]
    fn what_the_server_says_is_shown_in_short() {
        let long = "x".repeat(500);
        let refused = failure(&answer(400, &[], &["{\"message\":\"", &long, "\"}"].concat()));
        assert!(refused.is_some_and(|error| error.to_string().len() < 200));
    }
}
