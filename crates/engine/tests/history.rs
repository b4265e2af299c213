//! Property tests of what a member looks back on: the history of the score and the events behind a metric.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

use guildhall_engine::charter::Charter;
use guildhall_engine::evidence::evidence;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::metric::Form;
use guildhall_engine::standing::{Standing, standing};
use guildhall_engine::time::Moment;
use guildhall_engine::timeline::{DayScore, history};
use support::logs::{Chance, NOW, charter, log};

fn agrees(found: &DayScore, standing: &Standing) -> bool {
    found.day == standing.day
        && found.activity == standing.score.activity.total
        && found.contribution == standing.score.contribution.total
        && found.score() == standing.score.total
        && found.rank == standing.tier.rank
}

#[test]
fn every_point_of_the_history_is_the_standing_of_its_day() {
    let charter = charter();
    let mut compared = 0;
    for seed in 0..2_000 {
        let mut chance = Chance(seed);
        let ledger = Ledger::of("ada".into(), log(&mut chance));
        let points = history(&charter, &ledger, NOW);
        let last = points.last().unwrap();
        assert!(agrees(last, &standing(&charter, &ledger, NOW)), "seed {seed}: {last:?} is not the standing");
        for pair in points.windows(2) {
            assert_eq!(pair[1].day.since(pair[0].day), 1, "seed {seed}: a day is missing");
        }
        for _ in 0..4 {
            let at = chance.below(points.len() as u64) as usize;
            let point = &points[at];
            let end = Moment(point.day.plus(1).start(charter.file().offset).0 - 1).min(NOW);
            let expected = standing(&charter, &ledger, end);
            assert!(agrees(point, &expected), "seed {seed}: {point:?} is not {:?}", expected.score);
            compared += 1;
        }
    }
    assert!(compared > 5_000);
}

#[test]
fn a_member_who_did_nothing_has_one_day_and_nothing_behind_it() {
    let charter = charter();
    let ledger = Ledger::new("ada".into());
    let points = history(&charter, &ledger, NOW);
    assert_eq!(points.len(), 1);
    assert_eq!((points[0].day, points[0].score()), (NOW.day(charter.file().offset), 0.0));
    assert!(evidence(&charter, &ledger, NOW).iter().all(|found| found.events.is_empty()));
}

/// Without the events behind a metric its value is 0, and without all the others it is what it was.
#[test]
fn the_events_behind_a_metric_are_all_it_takes() {
    let charter = charter();
    let mut seen = 0;
    for seed in 0..400 {
        let events = log(&mut Chance(seed));
        let ledger = Ledger::of("ada".into(), events);
        let whole = standing(&charter, &ledger, NOW);
        for (found, metric) in evidence(&charter, &ledger, NOW).iter().zip(charter.metrics()) {
            assert_eq!(found.metric, metric.id);
            let behind = |id| found.events.iter().any(|piece| piece.event == id);
            let entries = ledger.entries().iter().filter(|entry| entry.counts());
            let (with, without): (Vec<_>, Vec<_>) =
                entries.map(|entry| entry.event.clone()).partition(|event| behind(event.id));
            let value = |events| standing_value(&charter, events, found.metric.as_str());
            seen += usize::from(!with.is_empty());
            // Averages and caps of a day are of all days, and the days of membership depend on every event.
            if metric.per_day {
                continue;
            }
            assert_eq!(value(with), whole.metric(found.metric.as_str()).unwrap(), "seed {seed}, {}", found.metric);
            if metric.form != Form::Objects && metric.form != Form::Members {
                assert_eq!(value(without), 0.0, "seed {seed}, {}", found.metric);
            }
        }
    }
    assert!(seen > 1_000, "only {seen} metrics had anything behind them");
}

fn standing_value(charter: &Charter, events: Vec<guildhall_engine::event::Event>, metric: &str) -> f64 {
    standing(charter, &Ledger::of("ada".into(), events), NOW).metric(metric).unwrap()
}

/// What the events added, one by one, is the value, where nothing ever fades.
#[test]
fn what_events_added_adds_up() {
    let charter = charter();
    for seed in 0..1_000 {
        let ledger = Ledger::of("ada".into(), log(&mut Chance(seed)));
        let whole = standing(&charter, &ledger, NOW);
        for (found, metric) in evidence(&charter, &ledger, NOW).iter().zip(charter.metrics()) {
            if metric.drifts() || metric.whole.is_some() || metric.form == Form::Sum {
                continue;
            }
            let sum = found.events.iter().fold(0.0, |sum, piece| sum + piece.added);
            assert_eq!(sum, whole.metric(found.metric.as_str()).unwrap(), "seed {seed}, {}", found.metric);
        }
    }
}
