//! Random shelves with a trained model: what is shown as the reasons is the score, and the score is what the formula says.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::{EventId, ItemId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::model::{Header, Layout, Model, quantised, write};
use guildhall_engine::shelf::{ReasonKind, shelf};
use guildhall_engine::standing::standing;
use guildhall_engine::taste::taste;
use guildhall_engine::time::Moment;
use serde_json::json;
use std::collections::BTreeMap;
use support::logs::Chance;

const NOW: Moment = Moment(1_767_225_600_000);
const WORLDS: u64 = 50;
const SHELVES: u64 = 200;

/// Below a number, by chance.
fn below(chance: &mut Chance, n: usize) -> usize {
    chance.below(n as u64) as usize
}

/// A community, its model, and the model's rows as they were written.
struct World {
    charter: Charter,
    catalogue: Catalogue,
    model: Model,
    rows: Vec<BTreeMap<u32, f64>>,
}

fn world(chance: &mut Chance) -> World {
    let blend = json!({ "collaborative": below(chance, 3), "tags": below(chance, 3), "popularity": 1, "freshness": below(chance, 2) });
    let charter = json!({
        "guildhall": 1, "id": "w", "name": "W", "offset": "+00:00", "tiers": [{ "id": "t", "name": "T" }],
        "taste": { "blend": blend, "relevance": 0.5 + below(chance, 6) as f64 / 10.0, "adventurousness": 0.3 }
    });
    let charter = Charter::parse(&charter).0.expect("the charter is sound");
    // Now and then more than the shelf scores whole.
    let count = if below(chance, 10) == 0 { 1200 } else { 20 + below(chance, 100) };
    let items: Vec<_> = (0..count)
        .map(|at| {
            let tags: Vec<String> = (0..below(chance, 4)).map(|_| format!("t{}", below(chance, 12))).collect();
            json!({ "id": format!("i{at}"), "title": "T", "tags": tags, "popularity": below(chance, 500) })
        })
        .collect();
    let page = Catalogue::read_page(&json!({ "guildhall": 1, "community": "w", "items": items })).0.expect("a page");
    let mut catalogue = Catalogue::new();
    catalogue.add(page, &charter);
    let weights: Vec<Vec<(u32, f32)>> = (0..count)
        .map(|_| {
            let row: BTreeMap<u32, f32> = (0..below(chance, 30))
                .map(|_| (below(chance, count) as u32, below(chance, 2000) as f32 / 1000.0 - 0.6))
                .collect();
            row.into_iter().collect()
        })
        .collect();
    let ids: Vec<ItemId> = (0..count).map(|at| ItemId::from(format!("i{at}"))).collect();
    let history = below(chance, 40) as f64 / 10.0;
    let header = Header { history, graded: false, ..Header::new("w".into()) };
    let file = write(&header, &ids, &weights, &Layout::Whole).expect("it can be written").model;
    let model = Model::read(&file, &"w".into(), &catalogue).expect("it can be read");
    let exact = |row: &Vec<(u32, f32)>| {
        let (scale, steps) = quantised(row);
        steps.into_iter().map(|(item, step)| (item, f64::from(f32::from(step) * scale))).collect()
    };
    World { charter, catalogue, model, rows: weights.iter().map(exact).collect() }
}

fn events(chance: &mut Chance, count: usize) -> Vec<Event> {
    let verbs = [Verb::Finish, Verb::Like, Verb::View, Verb::Rate, Verb::Dislike, Verb::Hide];
    (0..below(chance, 40) as u64)
        .map(|n| {
            let verb = verbs[below(chance, verbs.len())].clone();
            Event {
                id: EventId::of_name(&n.to_string()),
                at: Moment(NOW.0 - below(chance, 10_000_000_000) as i64),
                member: "ada".into(),
                value: if verb == Verb::Rate { Quantity::new(1.0 + below(chance, 5) as f64) } else { None },
                object: Some(format!("i{}", below(chance, count)).as_str().into()),
                owner: None,
                note: None,
                source: Source::Member,
                device: "d".into(),
                n: n + 1,
                verb,
            }
        })
        .collect()
}

#[test]
fn the_reasons_of_ten_thousand_shelves_are_their_scores() {
    let (mut picks, mut explained) = (0, 0);
    for seed in 0..WORLDS {
        let mut chance = Chance(seed);
        let world = world(&mut chance);
        let count = world.catalogue.items().len();
        for _ in 0..SHELVES {
            let ledger = Ledger::of("ada".into(), events(&mut chance, count));
            let taste = taste(&world.charter, &world.catalogue, &ledger, NOW);
            let standing = standing(&world.charter, &ledger, NOW);
            let shelf = shelf(&world.charter, &world.catalogue, &standing, &taste, Some(&world.model), 12);
            let mut scale = None;
            for pick in &shelf.picks {
                picks += 1;
                assert_eq!(pick.score, pick.reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution));
                assert!(pick.score.is_finite());
                // Every part of the model's is one weight of a row, all of them times the same number.
                let target = world.catalogue.place(pick.item.as_str()).expect("a pick is an item") as u32;
                for reason in &pick.reasons {
                    let ReasonKind::Neighbour(source) = &reason.kind else { continue };
                    let source = world.catalogue.place(source.as_str()).expect("a reason is an item");
                    let weight = world.rows[source][&target];
                    let found = (reason.contribution / weight).abs();
                    let wanted = *scale.get_or_insert(found);
                    assert!((found - wanted).abs() <= wanted * 1e-9, "seed {seed}: {found} for {wanted}");
                    explained += 1;
                }
            }
        }
    }
    assert!(picks > 50_000 && explained > 50_000, "{picks} picks, {explained} parts");
}
