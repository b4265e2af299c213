//! Failures that pass: how long they are waited for.

use super::*;

fn failing(after: Option<Duration>) -> impl FnMut(&Step, &MemoryStore) -> Option<Answer> {
    move |step, _| match step {
        Step::Append(_) => Some(Answer::Appended(Err(StoreError::Retryable { after }))),
        Step::Since { .. } => Some(Answer::Read(Err(StoreError::Retryable { after }))),
        _ => None,
    }
}

#[test]
fn waits_grow_with_jitter_up_to_five_minutes_and_never_end() {
    let mut bench = Bench::new(events(1..=3));
    let mut waits = Vec::new();
    for _ in 0..60 {
        let Step::Wait(until) = bench.go_with(failing(None)) else { panic!("the sync waits") };
        waits.push(until.0 - bench.now.0);
        bench.now = until;
    }
    for (attempt, wait) in waits.iter().enumerate() {
        let most = (1000i64 << attempt.min(20)).min(300_000);
        assert!(*wait <= most, "wait {attempt} is {wait} ms");
    }
    let late = &waits[10..];
    assert!(late.iter().any(|wait| *wait > 200_000) && late.iter().any(|wait| *wait < 100_000), "jitter is full");
    assert_eq!((bench.fault().as_deref(), bench.syncer.status().attempts), (Some("store-unreachable"), 60));
    bench.go();
    assert_eq!((bench.store.len(), bench.fault(), bench.syncer.status().attempts), (3, None, 0));
}

#[test]
fn a_store_is_never_asked_before_the_time_that_it_named() {
    let mut bench = Bench::new(events(1..=3));
    let start = bench.now;
    let asked = Moment(start.0 + 90_000);
    let Step::Wait(until) = bench.go_with(failing(Some(Duration::from_secs(90)))) else { panic!("the sync waits") };
    assert!(until >= asked && until.0 <= asked.0 + 1000, "with jitter, but never earlier");
    for hurry in [Signal::SyncNow, Signal::Changed, Signal::Online(true), Signal::News] {
        bench.syncer.signal(hurry);
        assert_eq!(bench.go(), Step::Wait(until), "{hurry:?} is no way around it");
    }
    bench.reopen();
    assert_eq!(bench.go(), Step::Wait(until), "nor is loading the page again");
    bench.now = until;
    bench.go();
    assert_eq!(bench.store.len(), 3);
}

#[test]
fn an_absurd_demand_is_waited_for_a_day() {
    let mut bench = Bench::new(events(1..=3));
    let Step::Wait(until) = bench.go_with(failing(Some(Duration::MAX))) else { panic!("the sync waits") };
    assert!(until.0 - bench.now.0 <= 86_401_000);
}

#[test]
fn offline_is_quiet_and_being_online_again_ends_the_wait() {
    let mut bench = Bench::new(events(1..=3));
    for _ in 0..20 {
        if let Step::Wait(until) = bench.go_with(failing(None)) {
            bench.now = until;
        }
    }
    bench.go_with(failing(None));
    bench.syncer.signal(Signal::Online(false));
    assert_eq!((bench.go(), bench.syncer.status().state), (Step::Idle, State::Offline));
    bench.syncer.signal(Signal::Online(true));
    bench.go();
    assert_eq!(bench.store.len(), 3);
}

#[test]
fn a_clock_set_back_by_a_day_costs_no_day() {
    let mut bench = Bench::new(events(1..=3));
    bench.go_with(failing(None));
    bench.now = Moment(bench.now.0 - 86_400_000);
    bench.go_for(120_000, |_, _| None);
    assert_eq!(bench.store.len(), 3);
}

#[test]
fn a_clock_set_forward_by_a_day_does_no_harm() {
    let mut bench = Bench::with(store_with(&others(1..=30)), events(1..=3));
    bench.go();
    bench.now = Moment(bench.now.0 + 86_400_000);
    bench.go();
    bench.now = Moment(bench.now.0 - 86_400_000);
    bench.write(events(4..=4));
    bench.go_for(120_000, |_, _| None);
    assert_eq!((bench.store.len(), bench.replica.events().len()), (34, 34));
}

#[test]
fn a_replica_that_cannot_be_read_is_tried_again() {
    let mut bench = Bench::new(events(1..=3));
    let mut failures = 3;
    bench.go_for(60_000, |step, _| match step {
        Step::Load { .. } | Step::Requeue(_) if failures > 0 => {
            failures -= 1;
            let error = Err(unreachable_store());
            Some(if matches!(step, Step::Load { .. }) {
                Answer::Loaded(Err(unreachable_store()))
            } else {
                Answer::Kept(error)
            })
        }
        _ => None,
    });
    assert_eq!(bench.store.len(), 3);
}
