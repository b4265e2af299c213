//! Property tests of the engine's invariants: no panic, order and repetition do not matter, native equals WebAssembly.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

use guildhall_engine::ledger::Ledger;
use support::logs::{Chance, NOW, charter, digest_of_logs, log, standing_of};

const LOGS: u64 = 10_000;

/// Invariant 3: fold is commutative and idempotent.
#[test]
fn order_and_repetition_of_events_never_change_the_standing() {
    let charter = charter();
    for seed in 0..LOGS {
        let mut chance = Chance(seed);
        let events = log(&mut chance);
        let expected = standing_of(&charter, events.clone());
        let mut shuffled = events.clone();
        chance.shuffle(&mut shuffled);
        shuffled.extend(events.iter().take(10).cloned());
        let mut one_by_one = Ledger::new("ada".into());
        for event in &shuffled {
            one_by_one.apply(event.clone());
        }
        let found = guildhall_engine::standing::standing(&charter, &one_by_one, NOW);
        assert_eq!(found, expected, "seed {seed}, one by one");
        assert_eq!(standing_of(&charter, shuffled), expected, "seed {seed}, at once");
    }
}

/// Invariant 4: the golden digests are what WebAssembly computes too (see `wasm.rs`).
#[test]
fn ten_thousand_standings_have_the_golden_digests() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/replay/digests.json");
    let found: Vec<String> = (0..10).map(|part| digest_of_logs(part * 1000, 1000)).collect();
    if std::env::var_os("GUILDHALL_BLESS").is_some() {
        std::fs::write(path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
    }
    let golden: Vec<String> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        found, golden,
        "if the semantics changed on purpose, run this test with GUILDHALL_BLESS=1 and say so in the changelog"
    );
}

/// What an explanation says adds up to what it explains.
#[test]
fn explanations_add_up() {
    let charter = charter();
    for seed in 0..2_000 {
        let events = log(&mut Chance(seed));
        let ledger = Ledger::of("ada".into(), events);
        let standing = guildhall_engine::standing::standing(&charter, &ledger, NOW);
        for side in [&standing.score.activity, &standing.score.contribution] {
            assert_eq!(side.terms.iter().fold(0.0, |sum, term| sum + term.points), side.total);
        }
        assert_eq!(standing.score.total, standing.score.activity.total + standing.score.contribution.total);
        let points = &standing.points;
        assert_eq!(points.earned, points.balance + points.spent + points.expired, "seed {seed}");
        for benefit in &standing.benefits {
            assert_eq!(benefit.unlocked, benefit.granted && benefit.unlock.holds());
        }
        let last = standing.tier.history.last().unwrap();
        assert_eq!((&last.to, last.day), (&standing.tier.id, standing.tier.since));
        let gains = guildhall_engine::timeline::gains(&charter, &ledger, NOW);
        let balance: i64 = gains.iter().map(|gain| gain.points).sum();
        assert_eq!(balance, points.earned as i64 - points.spent as i64, "seed {seed}");
    }
}

/// A foreseen loss of tier happens on that day, and not a day earlier.
#[test]
fn a_foreseen_drop_happens_on_its_day() {
    let charter = charter();
    let mut seen = 0;
    for seed in 0..3_000 {
        // Without events after the moment, which would change the future.
        let events: Vec<_> = log(&mut Chance(seed)).into_iter().filter(|event| event.at <= NOW).collect();
        let ledger = Ledger::of("ada".into(), events);
        let standing = guildhall_engine::standing::standing(&charter, &ledger, NOW);
        let Some(drop) = &standing.tier.drop else { continue };
        seen += 1;
        let noon = |day: guildhall_engine::time::Day| {
            guildhall_engine::time::Moment(day.plus(1).start(charter.file().offset).0 - 1)
        };
        let before = guildhall_engine::standing::standing(&charter, &ledger, noon(drop.day.plus(-1)));
        let after = guildhall_engine::standing::standing(&charter, &ledger, noon(drop.day));
        assert_eq!(before.tier.id, standing.tier.id, "seed {seed}: lost early");
        assert_eq!(after.tier.id, drop.to, "seed {seed}: not lost on {}", drop.day);
    }
    assert!(seen > 100, "only {seen} drops were foreseen");
}
