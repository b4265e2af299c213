//! Five years of one member's daily use, and a catalogue to use: the same at every run.

use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use serde_json::{Value, json};

/// 20,000 events: eleven on each of 1,826 days from 2021-01-01 on, and what is left on the first ones.
pub fn five_years() -> Vec<Event> {
    let verbs = [
        Verb::Login,
        Verb::View,
        Verb::View,
        Verb::View,
        Verb::Finish,
        Verb::Like,
        Verb::Comment,
        Verb::View,
        Verb::Rate,
        Verb::Answer,
        Verb::Share,
    ];
    let start = 1_609_459_200_000;
    (0..20_000u64)
        .map(|n| {
            let (day, of_day) = ((n / 11).min(1825), n % 11);
            let verb = verbs[(of_day as usize) % verbs.len()].clone();
            let at = start + (day * 86_400_000 + of_day * 600_000 + (n / (11 * 1826)) * 300_000) as i64;
            Event {
                id: EventId::v7(at as u64, [(n >> 8) as u8, n as u8, 0, 0, 0, 0, 0, 0, (n >> 8) as u8, n as u8]),
                at: Moment(at),
                member: "ada".into(),
                value: if verb == Verb::Rate { Quantity::new(1.0 + (n % 5) as f64) } else { None },
                object: (verb != Verb::Login).then(|| format!("item-{}", (n * 7919) % 4000).as_str().into()),
                owner: n.is_multiple_of(13).then(|| "bob".into()),
                note: None,
                source: Source::Member,
                device: "d".into(),
                n: n + 1,
                verb,
            }
        })
        .collect()
}

/// A catalogue page of so many items with five of 200 tags each.
pub fn catalogue(community: &str, items: usize) -> Value {
    let items: Vec<Value> = (0..items)
        .map(|n| {
            let tags: Vec<String> = (0..5).map(|t| format!("tag-{}", (n * 31 + t * t * 17 + n / 200) % 200)).collect();
            json!({"id": format!("item-{n}"), "title": format!("Item {n}"), "tags": tags, "popularity": n % 977,
                   "published": format!("20{:02}-{:02}-{:02}", 15 + n % 10, 1 + n % 12, 1 + n % 28)})
        })
        .collect();
    json!({"guildhall": 1, "community": community, "items": items})
}
