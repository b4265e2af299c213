//! Event files of Guildhall itself: checked, each event once.

use super::batch::Batch;
use guildhall_engine::exchange::{self, MOST_FINDINGS};

/// Reads NDJSON, a JSON array of events, or `{"events": [...]}`.
pub(super) fn read(bytes: &[u8]) -> Batch {
    let intake = exchange::read_events(bytes);
    let mut batch = Batch::new("line");
    batch.read = intake.lines;
    batch.repeated = intake.repeated;
    // The reasons of one line follow each other and share its place.
    for finding in &intake.findings {
        if finding.code == "id-conflict" {
            batch.notes.push(format!("{}: {}; {}", finding.path, finding.message, finding.remedy));
            continue;
        }
        let place = place(&finding.path);
        match batch.refused.last_mut().filter(|last| last.place == place) {
            Some(last) => last.why = format!("{}; {}", last.why, finding.message),
            None => batch.refuse(place, finding.message.clone()),
        }
    }
    // The engine keeps the first reasons only; the count goes on.
    for _ in batch.refused.len()..intake.refused {
        batch.refuse("further on", format!("not shown: only the first {MOST_FINDINGS} reasons are kept"));
    }
    intake.events.into_iter().for_each(|event| batch.take("", event));
    batch
}

/// The place of an event: the path of one of its fields without the field.
fn place(path: &str) -> &str {
    if path.starts_with("line ") {
        path.split('.').next().unwrap_or(path)
    } else {
        path.find(']').map_or(path, |end| path.get(..=end).unwrap_or(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_reasons_of_a_line_stand_together() {
        let batch = read(b"{\"id\": 1, \"verb\": 2}\nnot json\n");
        let places: Vec<&str> = batch.refused.iter().map(|refusal| refusal.place.as_str()).collect();
        assert_eq!((batch.read, places), (2, vec!["line 1", "line 2"]));
        assert!(
            batch.refused[0].why.contains("`id` must be a text") && batch.refused[0].why.contains("`at` is missing")
        );
    }

    #[test]
    fn nothing_that_was_refused_is_lost_from_the_count() {
        let bytes = b"x\n".repeat(MOST_FINDINGS + 500);
        assert_eq!(read(&bytes).refused.len(), MOST_FINDINGS + 500);
    }
}
