//! Event files: events taken in from bytes of any kind, every fault with its place, and written out again.

use crate::event::{Event, excerpt};
use crate::finding::Finding;
use crate::id::EventId;
use serde_json::Value;
use std::collections::BTreeMap;

/// The longest line that is read as an event, in bytes.
pub const LONGEST_LINE: usize = 64 * 1024;
/// The most findings that are kept; the counts go on.
pub const MOST_FINDINGS: usize = 1000;

/// What an event file held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    /// Sound events, each once, in the order of the file.
    pub events: Vec<Event>,
    /// What was wrong, with the line or the place in the document; at most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
    /// Lines (or elements) that were not blank.
    pub lines: usize,
    /// Of these, how many could not be used.
    pub refused: usize,
    /// Of these, how many repeated an event of the same file.
    pub repeated: usize,
}

/// Reads events: NDJSON (one JSON object a line), a JSON array of events, or `{"events": [...]}`.
///
/// A line that cannot be used is refused, counted and reported; the others are read all the same.
pub fn read_events(bytes: &[u8]) -> Intake {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut intake = Intake::default();
    let mut seen = BTreeMap::new();
    let document = whole(bytes);
    if let Some((path, elements)) = document.as_ref().and_then(elements) {
        for (index, element) in elements.iter().enumerate() {
            intake.take(element, &format!("{path}[{index}]"), &mut seen);
        }
        return intake;
    }
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let path = format!("line {}", index + 1);
        match parse(line) {
            Ok(value) => intake.take(&value, &path, &mut seen),
            Err((code, message)) => {
                intake.lines += 1;
                intake.refuse([Finding::error(code, path, message, "one JSON object a line is expected")]);
            }
        }
    }
    intake
}

/// The file as one JSON document, unless its lines are documents of their own.
fn whole(bytes: &[u8]) -> Option<Value> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace())?;
    let several = bytes.iter().filter(|byte| **byte == b'\n').take(2).count() == 2;
    match first {
        b'[' => read(bytes),
        // Most NDJSON files end the first object with the first line, and are not read twice.
        b'{' if !several || bytes.split(|b| *b == b'\n').next().is_some_and(|line| parse(line).is_err()) => read(bytes),
        _ => None,
    }
}

fn read(bytes: &[u8]) -> Option<Value> {
    crate::document::json(std::str::from_utf8(bytes).ok()?).ok()
}

fn elements(document: &Value) -> Option<(&'static str, &Vec<Value>)> {
    match document {
        Value::Array(elements) => Some(("$", elements)),
        Value::Object(map) => map.get("events").and_then(Value::as_array).map(|elements| ("$.events", elements)),
        _ => None,
    }
}

fn parse(line: &[u8]) -> Result<Value, (&'static str, String)> {
    if line.len() > LONGEST_LINE {
        return Err(("line-too-long", format!("the line has {} bytes; at most {LONGEST_LINE} are read", line.len())));
    }
    let text = std::str::from_utf8(line)
        .map_err(|error| ("not-utf8", format!("the line is not UTF-8 from byte {} on", error.valid_up_to() + 1)))?;
    crate::document::json(text).map_err(|finding| ("not-json", format!("{}: `{}`", finding.message, excerpt(text))))
}

impl Intake {
    fn take(&mut self, value: &Value, path: &str, seen: &mut BTreeMap<EventId, usize>) {
        self.lines += 1;
        let event = match Event::read(value, path) {
            Ok(event) => event,
            Err(findings) => return self.refuse(findings),
        };
        match seen.get(&event.id).and_then(|at| self.events.get_mut(*at)) {
            Some(first) => {
                self.repeated += 1;
                if *first != event {
                    let message = format!("another event of the file has the id `{}`", event.id);
                    self.note(Finding::warning("id-conflict", path, message, "the lesser of the two is kept"));
                    if let Some(first) =
                        seen.get(&event.id).and_then(|at| self.events.get_mut(*at)).filter(|first| event < **first)
                    {
                        *first = event;
                    }
                }
            }
            None => {
                seen.insert(event.id, self.events.len());
                self.events.push(event);
            }
        }
    }

    fn refuse(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.refused += 1;
        findings.into_iter().for_each(|finding| self.note(finding));
    }

    fn note(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// Writes events as NDJSON, one a line, each line ended.
pub fn write_ndjson<'e>(events: impl IntoIterator<Item = &'e Event>) -> String {
    let mut text = String::new();
    for event in events {
        text.push_str(&event.to_json_text());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8057","at":"2026-03-14T09:26:53Z","member":"ada","verb":"login","source":"member","device":"d","n":1}"#;

    #[test]
    fn all_three_forms_are_read() {
        for text in [
            format!("{GOOD}\n\n"),
            format!("[{GOOD}]"),
            format!("{{\n\"events\": [\n{GOOD}\n]}}"),
            format!("\u{feff}{GOOD}"),
        ] {
            let intake = read_events(text.as_bytes());
            assert_eq!((intake.events.len(), intake.lines, intake.refused), (1, 1, 0), "{text}");
            assert_eq!(write_ndjson(&intake.events), format!("{GOOD}\n"));
        }
    }

    #[test]
    fn bad_lines_are_refused_and_the_rest_is_read() {
        let mut bytes = format!("{GOOD}\nnot json\n{GOOD}\n{{\"id\":1}}\n").into_bytes();
        bytes.extend(b"\xff\xfe\n");
        bytes.extend(vec![b'x'; LONGEST_LINE + 1]);
        let intake = read_events(&bytes);
        assert_eq!((intake.events.len(), intake.lines, intake.refused, intake.repeated), (1, 6, 4, 1));
        let places: Vec<_> = intake.findings.iter().map(|f| (f.code, f.path.as_str())).collect();
        assert_eq!(places[0], ("not-json", "line 2"));
        assert_eq!(places[1], ("wrong-type", "line 4.id"));
        assert!(places.contains(&("not-utf8", "line 5")) && places.contains(&("line-too-long", "line 6")));
    }

    #[test]
    fn of_two_events_with_one_id_the_same_stays_in_either_order() {
        let other = GOOD.replace("09:26:53", "08:00:00");
        let one = read_events(format!("{GOOD}\n{other}\n").as_bytes());
        let two = read_events(format!("{other}\n{GOOD}\n").as_bytes());
        assert_eq!(one.events, two.events);
        assert_eq!(one.findings[0].code, "id-conflict");
    }
}
