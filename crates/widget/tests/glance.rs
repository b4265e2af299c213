//! A glance says of every preset's member what their standing says, in words that are ready in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::condition::{Condition, JsonDocument};
use guildhall_engine::demo::year;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::presets::{PRESETS, Preset};
use guildhall_engine::shelf::{Shelf, shelf};
use guildhall_engine::standing::{Standing, standing};
use guildhall_engine::taste::taste;
use guildhall_engine::time::Moment;
use guildhall_widget::{Both, Glance, Sight, glance};
use serde_json::{Value, json};

struct Hall {
    charter: Charter,
    catalogue: Catalogue,
    standing: Standing,
    shelf: Shelf,
}

/// The hall of a preset after a made-up year, or of a newcomer.
fn hall(preset: &Preset, has_history: bool) -> Hall {
    let charter = Charter::parse_text(preset.charter).0.unwrap();
    let mut catalogue = Catalogue::new();
    catalogue.add(Catalogue::read_page_text(preset.catalogue).0.unwrap(), &charter);
    let now = Moment::parse("2026-06-01T12:00:00Z").unwrap();
    let events = if has_history { year(&charter, &catalogue, now, &["Thank you"]) } else { Vec::new() };
    let member = events.first().map_or_else(|| "ada".into(), |event| event.member.clone());
    let ledger = Ledger::of(member, events);
    let standing = standing(&charter, &ledger, now);
    let taste = taste(&charter, &catalogue, &ledger, now);
    let shelf = shelf(&charter, &catalogue, &standing, &taste, None, 4);
    Hall { charter, catalogue, standing, shelf }
}

fn seen(hall: &Hall) -> Glance {
    let Hall { charter, catalogue, standing, shelf } = hall;
    glance(&Sight { charter, catalogue, standing, shelf: Some(shelf), name: Some("Ada") })
}

fn is_said(text: &Both) -> bool {
    !text.en.is_empty() && !text.zh.is_empty()
}

#[test]
fn a_glance_says_what_the_standing_says() {
    for preset in PRESETS {
        let hall = hall(preset, true);
        let (glance, standing) = (seen(&hall), &hall.standing);
        let name = preset.name;
        assert_eq!(glance.tier.rank, standing.tier.rank, "{name}");
        assert_eq!(glance.score.total, standing.score.total, "{name}");
        assert_eq!(glance.member.number, standing.card.number, "{name}");
        assert_eq!(glance.labels.len(), standing.card.labels.len(), "{name}");
        let open = standing.benefits.iter().filter(|benefit| benefit.unlocked).count();
        assert!(glance.benefits[..open].iter().all(|benefit| benefit.open && benefit.missing.en.is_empty()), "{name}");
        assert!(glance.benefits[open..].iter().all(|benefit| !benefit.open), "{name}");
        assert_eq!(glance.benefits.len(), standing.benefits.len(), "{name}");
        let picks = glance.shelf.as_ref().unwrap();
        assert_eq!(picks.len(), hall.shelf.picks.len(), "{name}");
        assert!(picks.iter().all(|pick| is_said(&pick.title)), "{name}");
        assert!(picks.iter().filter_map(|pick| pick.share).all(|share| (0.0..=1.0).contains(&share)), "{name}");
    }
}

#[test]
fn what_is_missing_is_said_in_both_languages() {
    for preset in PRESETS {
        let hall = hall(preset, false);
        let glance = seen(&hall);
        let name = preset.name;
        let next = glance.next.as_ref().unwrap_or_else(|| panic!("{name}: a newcomer has something to reach"));
        assert!(is_said(&next.name) && !next.missing.en.is_empty(), "{name}: {next:?}");
        let lists = glance.benefits.iter().map(|benefit| &benefit.missing).chain([&next.missing]);
        for list in lists {
            assert_eq!(list.en.len(), list.zh.len(), "{name}");
            let all = list.en.iter().chain(&list.zh);
            assert!(all.clone().all(|line| !line.is_empty() && !line.contains('$')), "{name}: {list:?}");
        }
        let closed = glance.benefits.iter().filter(|benefit| !benefit.open);
        assert!(closed.clone().all(|benefit| !benefit.missing.en.is_empty()), "{name}: {:?}", glance.benefits);
    }
}

#[test]
fn a_condition_says_the_same_of_a_glance_as_of_the_standing() {
    for preset in PRESETS {
        let hall = hall(preset, true);
        let glance = seen(&hall);
        let attributes = Value::Object(glance.attributes.clone());
        let rank = hall.standing.tier.rank;
        let score = hall.standing.score.total;
        let cases = [
            (json!({"tierRank": {"$gte": rank}}), true),
            (json!({"tierRank": {"$gt": rank}}), false),
            (json!({"tier": hall.standing.tier.id.as_str()}), true),
            (json!({"score": {"$lt": score}}), false),
            (json!({"$or": [{"planActive": true}, {"score": {"$gte": score}}]}), true),
        ];
        for (condition, expected) in cases {
            let (parsed, problems) = Condition::parse(&condition);
            assert!(problems.is_empty());
            assert_eq!(parsed.holds(&JsonDocument::new(&attributes)), expected, "{}: {condition}", preset.name);
        }
    }
}

#[test]
fn a_glance_is_written_as_its_readers_expect() {
    let written = serde_json::to_value(seen(&hall(&PRESETS[0], true))).unwrap();
    assert_eq!(written["guildhall"], 1);
    assert_eq!(written["member"]["name"], "Ada");
    for key in ["at", "community", "score", "points", "tier", "labels", "next", "benefits", "shelf", "attributes"] {
        assert!(written.get(key).is_some(), "{key}");
    }
    assert!(written["community"]["name"]["zh"].is_string());
    assert!(written["attributes"]["score"].is_number());
}
