//! Finding what a store lost.

use super::*;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const SCAN: fn(&Step) -> bool = |step| matches!(step, Step::Requeue(requeue) if !requeue.present.is_empty());

/// A store that keeps some events out of every page but those of a reading from the beginning.
fn overlooking(lost: Vec<Event>) -> impl FnMut(&Step, &MemoryStore) -> Option<Answer> {
    let mut from_start = false;
    let mut first = true;
    move |step, store| match step {
        Step::Since { cursor, limit } => {
            // The first reading from nothing overlooks them, too: they were not there yet.
            from_start = (from_start || cursor.is_none()) && !std::mem::replace(&mut first, false);
            let mut page = block_on(store.since(cursor.as_ref(), *limit)).unwrap();
            if !from_start {
                page.events.retain(|event| !lost.contains(event));
            }
            Some(Answer::Read(Ok(page)))
        }
        _ => None,
    }
}

#[test]
fn a_hole_is_found_and_filled_by_reading_everything() {
    let mut bench = Bench::with(store_with(&others(1..=100)), events(1..=10));
    let mut store = overlooking(others(40..=45));
    bench.go_with(&mut store);
    assert_eq!(bench.replica.events().len(), 104);
    assert_eq!(bench.syncer.status().holes, [], "it may still be under way");
    bench.go_for(2 * MINUTE, &mut store);
    assert_eq!(bench.replica.events().len(), 110);
    assert_eq!(bench.count(SCAN), 1);
    bench.go_for(DAY, &mut store);
    assert_eq!(bench.count(SCAN), 0, "once is enough");
}

#[test]
fn a_hole_that_closes_by_itself_costs_nothing() {
    let all = others(1..=20);
    let mut bench = Bench::with(store_with(&[&all[..9], &all[12..]].concat()), []);
    bench.go();
    block_on(bench.store.append(&all[9..12])).unwrap();
    bench.go_for(DAY, |_, _| None);
    assert_eq!((bench.replica.events().len(), bench.count(SCAN)), (20, 0));
}

#[test]
fn a_hole_that_nobody_can_fill_is_shown_and_searched_ever_less() {
    let all = others(1..=20);
    let mut bench = Bench::with(store_with(&[&all[..9], &all[10..]].concat()), []);
    bench.go_for(2 * MINUTE, |_, _| None);
    let hole = Hole { device: DeviceId::from("device-b"), first: 10, last: 10 };
    assert_eq!(bench.syncer.status().holes, [hole]);
    bench.reopen();
    bench.go_for(7 * DAY, |_, _| None);
    let scans = bench.count(SCAN);
    assert!((3..15).contains(&scans), "{scans} readings of everything in a week");
    block_on(bench.store.append(&all[9..10])).unwrap();
    bench.go_for(2 * MINUTE, |_, _| None);
    assert_eq!(bench.syncer.status().holes, [], "it closes when the event comes");
}

#[test]
fn a_server_restored_from_an_old_copy_gets_everything_again() {
    let mut bench = Bench::with(store_with(&others(1..=100)), events(1..=300));
    bench.go();
    // The copy is older than most events, and its cursor means something else now.
    bench.store = store_with(&others(1..=40));
    bench.write(events(301..=305));
    bench.go_for(10 * MINUTE, |_, _| None);
    assert_eq!((bench.store.len(), bench.replica.waiting()), (405, 0), "others' events are given back, too");
}

/// Looks nothing up, and takes a cursor from beyond its end for the end.
fn careless(step: &Step, store: &MemoryStore) -> Option<Answer> {
    match step {
        Step::Get(_) => Some(Answer::Found(Err(StoreError::Unsupported))),
        Step::Since { cursor: Some(cursor), limit } => {
            let at = cursor.as_str().parse().unwrap_or(0).min(store.len());
            Some(Answer::Read(block_on(store.since(Some(&Cursor::new(at.to_string())), *limit))))
        }
        _ => None,
    }
}

#[test]
fn a_restored_server_that_notices_nothing_is_found_out_by_what_it_does_not_return() {
    let mut bench = Bench::with(store_with(&others(1..=100)), events(1..=300));
    bench.go_with(careless);
    bench.store = store_with(&others(1..=40));
    // The new events come to lie before the cursor, where nobody reads on.
    bench.write(events(301..=305));
    bench.go_for(30 * MINUTE, |step, store| match step {
        Step::Since { cursor: Some(cursor), .. } if cursor.as_str() == "400" => {
            Some(Answer::Read(Ok(Page { events: Vec::new(), cursor: cursor.clone(), done: true })))
        }
        _ => careless(step, store),
    });
    assert_eq!((bench.store.len(), bench.replica.waiting()), (405, 0));
}

#[test]
fn a_restored_server_is_found_out_by_the_anchor_before_anything_is_written() {
    let mut bench = Bench::new(events(1..=300));
    bench.go();
    bench.store = store_with(&events(1..=100));
    bench.reopen();
    let mut gets = 0;
    bench.go_with(|step, store| match step {
        Step::Get(_) => {
            gets += 1;
            None
        }
        Step::Since { .. } => careless(step, store),
        _ => None,
    });
    assert_eq!((bench.store.len(), gets), (300, 1));
}

#[test]
fn everything_is_compared_once_a_week_without_any_suspicion() {
    let mut bench = Bench::new(events(1..=300));
    bench.go_with(careless);
    bench.store = store_with(&events(1..=100));
    bench.go_for(8 * DAY, careless);
    assert_eq!(bench.store.len(), 300);
    assert_eq!(bench.count(SCAN), 1);
}

#[test]
fn the_member_can_have_everything_compared() {
    let mut bench = Bench::new(events(1..=300));
    bench.go();
    bench.store = store_with(&events(1..=100));
    bench.syncer.signal(Signal::CheckAll);
    bench.go();
    assert_eq!(bench.store.len(), 300);
}

#[test]
fn a_scan_cut_short_leaves_everything_as_it_was_and_begins_again() {
    let mut bench = Bench::with(store_with(&others(1..=5000)), events(1..=300));
    bench.go();
    bench.steps.clear();
    bench.syncer.signal(Signal::CheckAll);
    // Authorization is behind it; the load, two pages of six, and their commits.
    for _ in 0..5 {
        let step = bench.syncer.next(bench.now);
        let answer = bench.perform(&step);
        bench.syncer.answer(answer, bench.now);
    }
    assert_eq!(bench.syncer.status().state, State::Checking);
    bench.reopen();
    bench.steps.clear();
    bench.go();
    assert_eq!(bench.count(SCAN), 1, "what was begun is done, from the beginning");
    assert_eq!((bench.store.len(), bench.replica.events().len()), (5300, 5300));
}

#[test]
fn another_store_gets_everything() {
    let mut bench = Bench::with(store_with(&others(1..=50)), events(1..=30));
    bench.go();
    bench.replica.forget_record();
    bench.store = MemoryStore::new();
    bench.reopen();
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.waiting()), (80, 0));
}

#[test]
fn a_damaged_record_costs_work_and_no_data() {
    let mut bench = Bench::with(store_with(&others(1..=50)), events(1..=30));
    bench.go();
    bench.syncer = Syncer::new(bench.store.caps(), Settings::default(), 1, Some(b"nonsense"), bench.now);
    bench.syncer.signal(Signal::Consent(true));
    assert_eq!(bench.fault().as_deref(), Some("record-unreadable"));
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.fault()), (80, 0, None));
}

#[test]
fn two_devices_under_one_name_lose_nothing() {
    // A browser profile that was copied writes other events under the same numbers.
    let copy: Vec<Event> = (1..=20).map(|n| Event { n, ..event(n + 5000) }).collect();
    let mut bench = Bench::with(store_with(&copy), events(1..=20));
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.events().len()), (40, 40));
    bench.store = store_with(&copy);
    bench.syncer.signal(Signal::CheckAll);
    bench.go();
    assert_eq!(bench.store.len(), 40, "ids are compared, not numbers");
}
