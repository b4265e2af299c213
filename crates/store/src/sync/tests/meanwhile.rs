//! What is done on the replica while the store answers.

use super::*;

/// Seven events, two at a time; nothing is read back, so that what leaves the outbox was written down.
fn bench() -> Bench {
    Bench::new(events(1..=7)).with_caps(|caps| (caps.batch_events, caps.pull) = (2, false))
}

/// Whether each step up to the end of sending sends (`a`), writes down (`c`) or reads (`l`).
fn traced(bench: &mut Bench) -> String {
    let kinds = bench.steps.drain(..).map(|step| match step {
        Step::Append(_) => 'a',
        Step::Commit(_) => 'c',
        Step::Load { .. } => 'l',
        _ => ' ',
    });
    kinds.collect::<String>().trim().split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn the_batch_before_is_written_down_and_the_next_one_read() {
    let mut bench = bench();
    bench.go();
    // The first batch; the second, with the first one's commit; and so on. The commit of the last comes by itself.
    assert_eq!(traced(&mut bench), "lalaclaclaccl");
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.syncer.status().pending), (7, 0, 0));
}

/// All of what can be done meanwhile is left out, or some of it, in every pattern of five.
#[test]
fn a_host_may_ask_now_and_then() {
    for pattern in 0..32u32 {
        let mut bench = bench();
        let mut asked = 0;
        loop {
            let step = bench.syncer.next(bench.now);
            if matches!(step, Step::Wait(_)) {
                break;
            }
            let answer = bench.perform(&step);
            while pattern >> (asked % 5) & 1 == 1
                && let Some(step) = bench.syncer.meanwhile()
            {
                asked += 1;
                let answer = bench.perform(&step);
                bench.syncer.done_meanwhile(answer);
            }
            asked += 1;
            bench.syncer.answer(answer, bench.now);
        }
        let pending = bench.syncer.status().pending;
        assert_eq!((bench.store.len(), bench.replica.waiting(), pending), (7, 0, 0), "{pattern:b}");
    }
}

#[test]
fn what_cannot_be_written_down_meanwhile_is_offered_again() {
    let mut bench = bench();
    let mut full = 2;
    let rest = bench.go_with(|step, _| match step {
        Step::Commit(_) if full > 0 => {
            full -= 1;
            Some(Answer::Kept(Err(StoreError::permanent("storage-full", "the disk is full"))))
        }
        _ => None,
    });
    assert!(matches!(rest, Step::Wait(_)));
    assert_eq!(bench.fault().as_deref(), Some("storage-full"));
    assert_eq!((bench.store.len(), bench.replica.waiting()), (4, 7));
    bench.go_for(600_000, |_, _| None);
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.fault()), (7, 0, None));
}

#[test]
fn what_was_taken_is_written_down_when_the_connection_goes() {
    let mut bench = bench();
    let (mut batches, mut is_gone) = (0, false);
    bench.go_with(|step, _| match step {
        Step::Append(_) if batches == 2 => {
            is_gone = true;
            Some(Answer::Appended(Err(unreachable_store())))
        }
        Step::Append(_) => {
            batches += 1;
            None
        }
        // The disk is full while the request is under way.
        Step::Commit(_) if std::mem::take(&mut is_gone) => Some(Answer::Kept(Err(unreachable_store()))),
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.replica.waiting()), (4, 3), "two batches of two are through");
    bench.go_for(600_000, |_, _| None);
    assert_eq!((bench.store.len(), bench.replica.waiting()), (7, 0));
}

#[test]
fn who_cancels_meanwhile_loses_nothing() {
    for at in 1..=4 {
        for after in [Signal::Cancel, Signal::Consent(false), Signal::Online(false)] {
            let mut bench = bench();
            let mut batches = 0;
            loop {
                let step = bench.syncer.next(bench.now);
                if matches!(step, Step::Wait(_) | Step::Idle) {
                    break;
                }
                let answer = bench.perform(&step);
                let meanwhile = bench.syncer.meanwhile();
                if matches!(step, Step::Append(_)) {
                    batches += 1;
                    if batches == at {
                        bench.syncer.signal(after);
                    }
                }
                if let Some(step) = meanwhile {
                    let answer = bench.perform(&step);
                    bench.syncer.done_meanwhile(answer);
                }
                bench.syncer.answer(answer, bench.now);
            }
            assert!(bench.replica.waiting() <= 7 - 2 * (at - 1), "{after:?} at {at}: what was taken left the outbox");
            for signal in [Signal::Consent(true), Signal::Online(true), Signal::SyncNow] {
                bench.syncer.signal(signal);
            }
            bench.go();
            assert_eq!((bench.store.len(), bench.replica.waiting()), (7, 0), "{after:?} at {at}");
        }
    }
}

#[test]
fn what_another_tab_sent_meanwhile_leaves_no_gap() {
    let mut bench = bench();
    let mut others_turn = true;
    let acknowledged = events(1..=3).iter().map(|event| event.id).collect::<Vec<_>>();
    let other = Commit { acknowledged, ..Commit::default() };
    loop {
        let step = bench.syncer.next(bench.now);
        if matches!(step, Step::Wait(_)) {
            break;
        }
        if matches!(step, Step::Append(_)) && std::mem::take(&mut others_turn) {
            block_on(bench.store.append(&events(1..=3))).unwrap();
            block_on(bench.replica.commit(&other)).unwrap();
        }
        let answer = bench.perform(&step);
        while let Some(step) = bench.syncer.meanwhile() {
            let answer = bench.perform(&step);
            bench.syncer.done_meanwhile(answer);
        }
        bench.syncer.answer(answer, bench.now);
    }
    assert_eq!((bench.store.len(), bench.replica.waiting()), (7, 0));
}

#[test]
fn an_event_that_was_read_ahead_and_is_too_large_is_set_aside_alone() {
    let mut list = events(1..=7);
    list[3].note = Some("x".repeat(3000).into());
    let mut bench = Bench::new(list).with_caps(|caps| (caps.batch_events, caps.event_bytes) = (2, 1000));
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.replica.aside().len()), (6, 0, 1));
}

#[test]
fn halves_are_not_mistaken_for_batches() {
    let bad = event(4);
    let mut bench = Bench::new(events(1..=40)).with_caps(|caps| caps.batch_events = 8);
    bench.go_with(|step, _| match step {
        Step::Append(batch) if batch.contains(&bad) => Some(Answer::Appended(Err(broken()))),
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.replica.aside().len()), (39, 0, 1));
}
