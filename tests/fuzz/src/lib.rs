//! What each fuzz target does with its bytes: read them, and hold what was read to its promises. Any panic is a fault.

pub mod model;

use guildhall_engine::attributes::Attributes;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::condition::{Condition, JsonDocument};
use guildhall_engine::document::Shape;
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::exchange::{read_events, write_ndjson};
use guildhall_engine::finding::fatal;
use guildhall_engine::id::EventId;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::presets::PRESETS;
use guildhall_engine::shelf::shelf;
use guildhall_engine::standing::standing;
use guildhall_engine::taste::taste;
use guildhall_engine::text::Span;
use guildhall_engine::time::{Day, Moment, Offset};
use guildhall_engine::timeline::gains;
use guildhall_store::codec;
use serde_json::Value;

/// A target by name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("charter", charter),
    ("catalogue", catalogue),
    ("condition", condition),
    ("event", event),
    ("events", events),
    ("chunk", chunk),
    ("model", model::model),
    ("texts_of_time", texts_of_time),
    ("import_csv", import_csv),
    ("import_log", import_log),
    ("import_xapi", import_xapi),
    ("import_stackexchange", import_stackexchange),
];

fn preset() -> Charter {
    Charter::parse_text(PRESETS[0].charter).0.expect("the presets are sound")
}

/// A member who did a little of everything over 40 days.
fn busy() -> Ledger {
    let objects = ["a", "b", "month", "low", "x"];
    let events = (0..120u32).map(|n| Event {
        id: EventId::of_name(&n.to_string()),
        at: Moment(1_763_769_600_000 + i64::from(n) * 28_800_000),
        member: if n % 7 == 0 { "bob".into() } else { "ada".into() },
        verb: Verb::ALL[n as usize % Verb::ALL.len()].clone(),
        object: Some(objects[n as usize % objects.len()].into()),
        owner: (n % 3 == 0).then(|| "ada".into()),
        value: Quantity::new(f64::from(n % 5 + 1)),
        note: None,
        source: Source::Server,
        device: "d".into(),
        n: u64::from(n),
    });
    Ledger::of("ada".into(), events)
}

/// Reads a charter; a sound one is written and read again, and judges a newcomer.
pub fn charter(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (charter, findings) = Charter::parse_text(text);
    assert_eq!(charter.is_none(), fatal(&findings), "a charter comes exactly without errors: {findings:?}");
    if let Some(charter) = charter {
        let written = charter.file().write();
        let (again, findings) = Charter::parse(&written);
        let again = again.unwrap_or_else(|| panic!("a written charter cannot be read: {findings:?}\n{written}"));
        assert_eq!(again.file(), charter.file());
        let ledger = busy();
        let now = Moment(1_767_225_600_000);
        standing(&charter, &ledger, now);
        gains(&charter, &ledger, now);
        guildhall_engine::judge::judge(&charter, Attributes::new(&charter));
    }
}

/// Reads a page of a catalogue and puts its items on a shelf.
pub fn catalogue(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (page, findings) = Catalogue::read_page_text(text);
    assert_eq!(page.is_none(), fatal(&findings));
    if let Some(page) = page {
        let charter = preset();
        let mut catalogue = Catalogue::new();
        catalogue.add(page, &charter);
        let ledger = Ledger::new("ada".into());
        let now = Moment(1_767_225_600_000);
        let standing = standing(&charter, &ledger, now);
        let taste = taste(&charter, &catalogue, &ledger, now);
        let shelf = shelf(&charter, &catalogue, &standing, &taste, None, 12);
        for pick in shelf.picks {
            assert_eq!(pick.reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution), pick.score);
        }
    }
}

/// Reads a condition and a document, `[condition, document]`; explanation and answer agree.
pub fn condition(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    let (condition, document) = match &value {
        Value::Array(parts) if parts.len() >= 2 => (&parts[0], &parts[1]),
        other => (other, &Value::Null),
    };
    let (condition, _) = Condition::parse(condition);
    let document = JsonDocument::new(document);
    let explanation = condition.explain(&document);
    assert_eq!(explanation.holds(), condition.holds(&document));
    assert_eq!(explanation.progress() >= 1.0, explanation.holds());
}

/// Reads one event; a sound one survives JSON and the binary form.
pub fn event(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(data) else { return };
    if let Ok(event) = Event::read(&value, "$") {
        assert_eq!(Event::read(&event.to_json(), "$").as_ref(), Ok(&event));
        let mut body = Vec::new();
        if codec::encode(&event, &mut body).is_ok() {
            let mut events = Vec::new();
            codec::decode(&codec::seal(&body), &mut events).expect("what was sealed can be read");
            assert_eq!(events, [event]);
        }
    }
}

/// Reads an event file; every line is accounted for, and the events make a standing.
pub fn events(data: &[u8]) {
    let intake = read_events(data);
    assert_eq!(intake.events.len() + intake.refused + intake.repeated, intake.lines);
    let again = read_events(write_ndjson(&intake.events).as_bytes());
    assert_eq!((again.events.len(), again.refused), (intake.events.len(), 0));
    let Some(first) = intake.events.first() else { return };
    let charter = preset();
    let ledger = Ledger::of(first.member.clone(), intake.events.clone());
    let now = intake.events.iter().map(|event| event.at).max().unwrap_or_default();
    let one = standing(&charter, &ledger, now);
    let other = Ledger::of(first.member.clone(), intake.events.into_iter().rev());
    assert_eq!(one.digest(), standing(&charter, &other, now).digest());
    gains(&charter, &ledger, now);
}

/// Reads a chunk of the store: damage is told, never believed.
pub fn chunk(data: &[u8]) {
    let mut events = Vec::new();
    let _ = codec::decode(data, &mut events);
}

/// Reads the small texts: moments, days, offsets, spans, ids.
pub fn texts_of_time(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(moment) = Moment::parse(text) {
        assert_eq!(Moment::parse(&moment.to_string()), Ok(moment));
    }
    if let Ok(day) = Day::parse(text) {
        assert_eq!(Day::parse(&day.to_string()), Ok(day));
    }
    if let Ok(offset) = Offset::parse(text) {
        assert_eq!(Offset::parse(&offset.to_string()), Ok(offset));
    }
    if let Some(span) = Span::parse(text) {
        assert_eq!(Span::parse(&span.to_string()), Some(span));
    }
    if let Ok(id) = EventId::parse(text) {
        assert_eq!(EventId::parse(&id.to_string()), Ok(id));
    }
}

/// Reads a table as `guildhall import csv` does.
pub fn import_csv(data: &[u8]) {
    guildhall_cli::read_import("csv", data);
}

/// Reads an access log as `guildhall import log` does.
pub fn import_log(data: &[u8]) {
    guildhall_cli::read_import("log", data);
}

/// Reads xAPI statements as `guildhall import xapi` does.
pub fn import_xapi(data: &[u8]) {
    guildhall_cli::read_import("xapi", data);
}

/// Reads a dump as `guildhall import stackexchange` does.
pub fn import_stackexchange(data: &[u8]) {
    guildhall_cli::read_import("stackexchange", data);
}
