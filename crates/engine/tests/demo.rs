//! The made-up year: the same every time, sound, and worth looking at.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::demo::{MEMBER, year};
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::MemberId;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::presets::PRESETS;
use guildhall_engine::standing::standing;
use guildhall_engine::time::Moment;
use std::collections::BTreeSet;
use std::path::Path;

const REMARKS: [&str; 2] = ["Well said.", "说得好。"];

fn sample() -> (Charter, Catalogue) {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/community"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let charter = Charter::parse_text(&read("charter.json")).0.unwrap();
    let mut catalogue = Catalogue::new();
    catalogue.add(Catalogue::read_page_text(&read("catalogue.json")).0.unwrap(), &charter);
    (charter, catalogue)
}

fn now() -> Moment {
    Moment::parse("2026-12-01T02:00:00Z").unwrap()
}

#[test]
fn the_year_at_the_sample_community_has_everything_worth_showing() {
    let (charter, catalogue) = sample();
    let events = year(&charter, &catalogue, now(), &REMARKS);
    let ledger = Ledger::of(MemberId::from(MEMBER), events.iter().cloned());
    let standing = standing(&charter, &ledger, now());
    assert!(standing.tier.rank >= 2, "{:?} with a score of {}", standing.tier.id, standing.score.total);
    assert!(standing.left_out.is_empty(), "{:?}", standing.left_out);
    let verbs: BTreeSet<&str> = events.iter().map(|event| event.verb.as_str()).collect();
    for verb in
        ["login", "view", "finish", "rate", "like", "comment", "purchase", "book", "attend", "interest", "plan-start"]
    {
        assert!(verbs.contains(verb), "nothing was done with `{verb}`");
    }
    let logins = events.iter().filter(|event| event.verb == Verb::Login).count();
    assert!((100..280).contains(&logins), "{logins} visits");
}

#[test]
fn the_year_is_the_same_every_time_and_ends_now() {
    let (charter, catalogue) = sample();
    let events = year(&charter, &catalogue, now(), &REMARKS);
    assert_eq!(events, year(&charter, &catalogue, now(), &REMARKS));
    assert!(events.is_sorted_by_key(|event| event.at));
    assert!(events.iter().all(|event| event.at <= now() && now().0 - event.at.0 < 370 * 86_400_000));
    let ids: BTreeSet<_> = events.iter().map(|event| event.id).collect();
    assert_eq!(ids.len(), events.len());
    let numbers: Vec<u64> = events.iter().map(|event| event.n).collect();
    assert_eq!(numbers, (1..=events.len() as u64).collect::<Vec<_>>());
}

#[test]
fn the_year_fits_any_rules_even_with_nothing_to_read() {
    for preset in PRESETS {
        let charter = Charter::parse_text(preset.charter).0.unwrap();
        let events: Vec<Event> = year(&charter, &Catalogue::new(), now(), &[]);
        assert!(!events.is_empty(), "{}", preset.name);
    }
}
