//! What is read, and where reading goes on.

use super::*;

#[test]
fn what_others_wrote_arrives_with_its_cursor() {
    let mut bench = Bench::with(store_with(&others(1..=2500)), events(1..=10));
    bench.go();
    assert_eq!(bench.replica.events().len(), 2510);
    assert_eq!(bench.syncer.status().received, 2510, "what was sent comes back");
    bench.steps.clear();
    bench.reopen();
    bench.go();
    let reads: Vec<_> = bench.steps.iter().filter(|step| matches!(step, Step::Since { .. })).collect();
    assert!(matches!(reads.as_slice(), [Step::Since { cursor: Some(_), .. }]), "reading goes on: {reads:?}");
}

#[test]
fn a_page_that_was_not_kept_is_read_again() {
    let mut bench = Bench::with(store_with(&others(1..=3000)), []);
    let mut refused = 0;
    bench.go_for(3_600_000, |step, _| match step {
        Step::Commit(commit) if !commit.events.is_empty() && refused < 4 => {
            refused += 1;
            Some(Answer::Kept(Err(StoreError::permanent("storage-full", "the disk is full"))))
        }
        _ => None,
    });
    assert_eq!((bench.replica.events().len(), bench.fault()), (3000, None));
}

#[test]
fn a_tab_killed_between_any_two_steps_goes_on() {
    for life in 1..12 {
        let mut bench = Bench::with(store_with(&others(1..=3000)), events(1..=1700));
        for _ in 0..200 {
            for _ in 0..life {
                let step = bench.syncer.next(bench.now);
                if matches!(step, Step::Wait(_) | Step::Idle) {
                    break;
                }
                let answer = bench.perform(&step);
                bench.syncer.answer(answer, bench.now);
            }
            bench.reopen();
        }
        // Less than authorization, load, look-up, page and commit leads nowhere.
        if life >= 5 {
            assert_eq!((bench.store.len(), bench.replica.waiting()), (4700, 0), "killed after {life} steps");
            assert_eq!(bench.replica.events().len(), 4700);
        }
    }
}

#[test]
fn what_the_store_returns_needs_not_be_sent() {
    let mut bench = Bench::with(store_with(&events(1..=300)), events(1..=300));
    bench.go_with(|step, _| match step {
        Step::Append(_) => Some(Answer::Appended(Err(broken()))),
        _ => None,
    });
    assert_eq!((bench.replica.waiting(), bench.fault()), (0, Some("invalid".into())));
}

#[test]
fn a_lost_cursor_means_reading_everything_again() {
    let mut bench = Bench::with(store_with(&others(1..=50)), events(1..=10));
    bench.go();
    bench.steps.clear();
    bench.syncer.signal(Signal::SyncNow);
    let mut lost = false;
    bench.go_with(|step, _| match step {
        Step::Since { cursor: Some(_), .. } if !std::mem::replace(&mut lost, true) => {
            Some(Answer::Read(Err(StoreError::CursorLost)))
        }
        _ => None,
    });
    assert!(bench.steps.iter().any(|step| matches!(step, Step::Requeue(requeue) if requeue.present.len() == 60)));
    assert_eq!((bench.replica.events().len(), bench.fault()), (60, None));
}

#[test]
fn a_store_that_loses_every_cursor_is_not_asked_all_the_time() {
    let mut bench = Bench::with(store_with(&others(1..=50)), []);
    bench.go_for(600_000, |step, _| match step {
        Step::Since { .. } => Some(Answer::Read(Err(StoreError::CursorLost))),
        _ => None,
    });
    assert_eq!(bench.fault().as_deref(), Some("cursor-lost"));
    let reads = bench.count(|step| matches!(step, Step::Since { .. }));
    assert!(reads < 60, "{reads} requests in ten minutes");
    bench.go_for(600_000, |_, _| None);
    assert_eq!((bench.replica.events().len(), bench.fault()), (50, None));
}

#[test]
fn a_store_that_promises_more_and_gives_nothing_does_not_hold_the_loop() {
    let mut bench = Bench::with(MemoryStore::new(), []);
    let nothing = || Page { events: Vec::new(), cursor: Cursor::new("0"), done: false };
    bench.go_for(60_000, |step, _| match step {
        Step::Since { .. } => Some(Answer::Read(Ok(nothing()))),
        _ => None,
    });
    assert_eq!(bench.fault().as_deref(), Some("bad-answer"));
}

#[test]
fn an_unsound_event_of_the_store_is_set_aside_and_its_neighbours_kept() {
    let mut bench = Bench::with(store_with(&others(1..=3)), []);
    bench.go_with(|step, store| match step {
        Step::Since { cursor, limit } => {
            let mut page = block_on(store.since(cursor.as_ref(), *limit)).unwrap();
            if let Some(event) = page.events.get_mut(1) {
                event.member = "".into();
            }
            Some(Answer::Read(Ok(page)))
        }
        _ => None,
    });
    let aside = bench.replica.aside();
    assert_eq!((bench.replica.events().len(), aside.len(), aside[0].foreign), (2, 1, true));
    assert_eq!(&*aside[0].code, "bad-id");
    bench.go_for(3_600_000, |_, _| None);
    assert_eq!(bench.syncer.status().holes, [], "it is no hole");
}

#[test]
fn pages_that_are_too_large_are_asked_for_smaller() {
    let mut bench = Bench::with(store_with(&others(1..=2000)), []);
    bench.go_with(|step, _| match step {
        Step::Since { limit, .. } if *limit > 100 => Some(Answer::Read(Err(StoreError::TooLarge { hint: None }))),
        _ => None,
    });
    assert_eq!((bench.replica.events().len(), bench.fault()), (2000, None));
}

#[test]
fn a_store_that_cannot_be_read_still_takes_events() {
    let mut bench = Bench::new(events(1..=5));
    bench.go_for(60_000, |step, _| match step {
        Step::Since { .. } => Some(Answer::Read(Err(broken()))),
        _ => None,
    });
    bench.write(events(6..=6));
    bench.go_with(|step, _| match step {
        Step::Since { .. } => Some(Answer::Read(Err(broken()))),
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.fault().as_deref()), (6, Some("invalid")));
}

#[test]
fn the_same_row_imported_twice_ends_up_the_same_everywhere() {
    let ours = event(1);
    let theirs = Event { device: DeviceId::from("device-b"), n: 4, ..event(1) };
    let mut bench = Bench::with(store_with(std::slice::from_ref(&theirs)), [ours]);
    bench.go();
    assert_eq!(bench.replica.events(), [theirs], "the store's version counts");
    assert_eq!(bench.replica.waiting(), 0);
}

#[test]
fn rounds_come_by_themselves_and_less_often_unseen() {
    let mut bench = Bench::new([]);
    let start = bench.now;
    assert_eq!(bench.go(), Step::Wait(Moment(start.0 + 60_000)));
    bench.syncer.signal(Signal::Visible(false));
    bench.now = Moment(start.0 + 60_000);
    assert_eq!(bench.go(), Step::Wait(Moment(start.0 + 60_000 + 900_000)));
    bench.steps.clear();
    bench.syncer.signal(Signal::Visible(true));
    bench.go();
    assert_eq!(bench.count(|step| matches!(step, Step::Since { .. })), 1, "who comes back sees what is new");
}
