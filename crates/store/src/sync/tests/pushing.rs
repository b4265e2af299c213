//! What is sent, in which parts, and who is to blame.

use super::*;
use crate::testing::event_with_note;

const APPEND: fn(&Step) -> bool = |step| matches!(step, Step::Append(_));

/// A store that fails batches with one of these.
fn refusing(bad: &[u64]) -> impl FnMut(&Step, &MemoryStore) -> Option<Answer> {
    let bad: Vec<Event> = bad.iter().map(|n| event(*n)).collect();
    move |step, _| match step {
        Step::Append(batch) if batch.iter().any(|event| bad.contains(event)) => Some(Answer::Appended(Err(broken()))),
        _ => None,
    }
}

#[test]
fn what_waits_is_sent_and_leaves_the_outbox() {
    let mut bench = Bench::new(events(1..=2400));
    assert!(matches!(bench.go(), Step::Wait(_)));
    assert_eq!((bench.store.len(), bench.replica.waiting()), (2400, 0));
    assert_eq!(bench.count(APPEND), 3, "1000 at once");
    let status = bench.syncer.status();
    assert_eq!((status.state, status.pending, status.sent), (State::Resting, 0, 2400));
    assert_eq!(status.last_success, Some(bench.now));
    bench.write(events(2401..=2401));
    bench.go();
    assert_eq!(bench.store.len(), 2401);
}

#[test]
fn nothing_leaves_before_consent_and_nothing_after_it_is_taken_back() {
    let mut bench = Bench::new(events(1..=1100));
    bench.syncer.signal(Signal::Consent(false));
    assert_eq!(bench.go(), Step::Idle);
    assert_eq!((bench.steps.len(), bench.syncer.status().state), (0, State::NoConsent));
    bench.syncer.signal(Signal::Consent(true));
    while bench.store.is_empty() {
        let step = bench.syncer.next(bench.now);
        let answer = bench.perform(&step);
        bench.syncer.answer(answer, bench.now);
    }
    bench.syncer.signal(Signal::Consent(false));
    assert_eq!(bench.go(), Step::Idle);
    assert_eq!(bench.store.len(), 1000, "the second batch stays");
    assert_eq!(bench.replica.waiting(), 100, "and what was acknowledged is noted");
}

#[test]
fn a_poison_event_is_found_by_halving_and_the_others_go_on() {
    let mut bench = Bench::new(events(1..=500));
    bench.go_with(refusing(&[137]));
    assert_eq!((bench.store.len(), bench.replica.waiting()), (499, 0));
    let aside = bench.replica.aside();
    assert_eq!(aside.len(), 1);
    assert_eq!((aside[0].n, &*aside[0].code, &*aside[0].message), (137, "invalid", "this is not taken"));
    let rounds = bench.count(APPEND);
    assert!(rounds <= 2 * 9 + 3, "{rounds} requests for one bad event among 500");
    bench.go_for(3_600_000, |_, _| None);
    assert_eq!(bench.syncer.status().holes, [], "what is set aside here is no riddle here");
    assert_eq!(bench.replica.aside().len(), 1);
}

#[test]
fn several_poison_events_are_set_aside_and_one_tried_again_goes() {
    let mut bench = Bench::new(events(1..=64));
    bench.go_with(refusing(&[1, 2, 33, 64]));
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.replica.aside().len()), (60, 0, 4));
    bench.replica.try_again(&[event(33).id]);
    bench.syncer.signal(Signal::Changed);
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.aside().len()), (61, 3));
}

#[test]
fn a_store_that_refuses_everything_blames_no_event() {
    let mut bench = Bench::new(events(1..=500));
    let all: Vec<u64> = (1..=500).collect();
    bench.go_for(600_000, refusing(&all));
    assert_eq!((bench.replica.waiting(), bench.replica.aside().len()), (500, 0));
    assert_eq!(bench.fault().as_deref(), Some("invalid"));
    let tries = bench.count(APPEND);
    assert!(tries < 80, "{tries} requests to a store that refuses everything, in ten minutes");
    bench.go_for(600_000, |_, _| None);
    assert_eq!((bench.replica.waiting(), bench.fault()), (0, None), "it goes on when the store does");
}

#[test]
fn a_store_that_begins_to_refuse_everything_in_the_middle_blames_no_event() {
    let mut bench = Bench::new(events(1..=100));
    bench.go();
    bench.write(events(101..=164));
    let mut appends = 0;
    bench.go_with(|step, _| match step {
        Step::Append(_) => {
            appends += 1;
            // The first half is taken, nothing after it.
            (appends != 2).then(|| Answer::Appended(Err(broken())))
        }
        _ => None,
    });
    assert_eq!(bench.replica.aside(), []);
    assert_eq!(bench.replica.waiting(), 32);
}

#[test]
fn a_lone_poison_event_waits_until_another_shows_that_the_store_takes_events() {
    let mut bench = Bench::new(events(1..=1));
    bench.go_with(refusing(&[1]));
    assert_eq!((bench.replica.waiting(), bench.replica.aside().len()), (1, 0), "nothing is known about the store");
    bench.write(events(2..=2));
    bench.go_for(600_000, refusing(&[1]));
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.replica.aside().len()), (1, 0, 1));
    bench.reopen();
    bench.write(events(3..=3));
    bench.go_with(refusing(&[3]));
    assert_eq!(bench.replica.aside().len(), 2, "an event it took before tells the same, in another session too");
}

#[test]
fn many_poison_events_before_a_sound_one_do_not_hold_it_up_for_ever() {
    let mut bench = Bench::new(events(1..=80));
    let bad: Vec<u64> = (1..=70).collect();
    bench.go_for(24 * 3_600_000, refusing(&bad));
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.replica.aside().len()), (10, 0, 70));
}

#[test]
fn a_rejected_event_is_set_aside_at_once() {
    let mut bench = Bench::new(events(1..=3));
    bench.go_with(|step, store| match step {
        Step::Append(batch) => {
            let mut acks = block_on(store.append(&batch[..1])).unwrap();
            acks.push(Ack::Rejected(Rejection { code: "too-old", message: "too old".into() }));
            acks.extend(block_on(store.append(&batch[2..])).unwrap());
            Some(Answer::Appended(Ok(acks)))
        }
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.replica.waiting()), (2, 0));
    assert_eq!(&*bench.replica.aside()[0].code, "too-old");
}

#[test]
fn a_lost_answer_costs_a_repetition() {
    let mut bench = Bench::new(events(1..=10));
    let mut lost = false;
    bench.go_for(60_000, |step, store| match step {
        Step::Append(batch) if !std::mem::replace(&mut lost, true) => {
            block_on(store.append(batch)).unwrap();
            Some(Answer::Appended(Err(unreachable_store())))
        }
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.fault()), (10, 0, None));
}

#[test]
fn a_batch_that_is_too_large_is_halved_and_the_size_remembered() {
    let mut bench = Bench::new(events(1..=400));
    let limit = |step: &Step, _: &MemoryStore| match step {
        Step::Append(batch) if batch.len() > 60 => Some(Answer::Appended(Err(StoreError::TooLarge { hint: None }))),
        _ => None,
    };
    bench.go_with(limit);
    assert_eq!((bench.store.len(), bench.replica.waiting()), (400, 0));
    bench.steps.clear();
    bench.reopen();
    bench.write(events(401..=800));
    let largest = |step: &Step, _: &MemoryStore| match step {
        Step::Append(batch) => {
            assert!(batch.len() <= 60, "{} events, although 60 were the most", batch.len());
            None
        }
        _ => None,
    };
    bench.go_with(largest);
    assert_eq!(bench.store.len(), 800);
}

#[test]
fn a_hint_of_the_size_is_taken() {
    let mut bench = Bench::new(events(1..=100));
    let mut sizes = Vec::new();
    bench.go_with(|step, _| match step {
        Step::Append(batch) => {
            sizes.push(batch.len());
            (batch.len() > 30).then_some(Answer::Appended(Err(StoreError::TooLarge { hint: Some(30) })))
        }
        _ => None,
    });
    assert_eq!(bench.store.len(), 100);
    assert!(sizes.iter().filter(|size| **size > 30).count() <= 3, "{sizes:?}");
}

#[test]
fn an_event_that_is_too_large_alone_is_set_aside() {
    let mut bench = Bench::new([event(1), event_with_note(2, 8000), event(3)]);
    bench.go_with(|step, _| match step {
        Step::Append(batch) if batch.iter().any(|event| event.note.is_some()) => {
            Some(Answer::Appended(Err(StoreError::TooLarge { hint: None })))
        }
        _ => None,
    });
    assert_eq!((bench.store.len(), &*bench.replica.aside()[0].code), (2, "event-too-large"));
    let mut bench =
        Bench::new([event(1), event_with_note(2, 8000), event(3)]).with_caps(|caps| caps.event_bytes = 4096);
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.aside().len()), (2, 1), "known beforehand, it is not even sent");
}

#[test]
fn batches_keep_to_what_the_store_takes() {
    let mut bench = Bench::new((1..=40).map(|n| event_with_note(n, 1000))).with_caps(|caps| {
        caps.batch_bytes = 5000;
        caps.batch_events = 7;
    });
    bench.go_with(|step, _| {
        if let Step::Append(batch) = step {
            let mut body = Vec::new();
            batch.iter().for_each(|event| crate::codec::encode(event, &mut body).unwrap());
            assert!(body.len() <= 5000 && batch.len() <= 7);
        }
        None
    });
    assert_eq!(bench.store.len(), 40);
}

#[test]
fn an_answer_for_too_few_events_acknowledges_none() {
    let mut bench = Bench::new(events(1..=10));
    bench.go_with(|step, _| match step {
        Step::Append(batch) => Some(Answer::Appended(Ok(vec![Ack::Stored; batch.len() - 1]))),
        _ => None,
    });
    assert_eq!((bench.replica.waiting(), bench.fault().as_deref()), (10, Some("bad-answer")));
    bench.go_for(600_000, |_, _| None);
    assert_eq!((bench.store.len(), bench.fault()), (10, None));
}

#[test]
fn a_store_that_only_takes_is_never_read() {
    let mut bench = Bench::new(events(1..=10)).with_caps(|caps| caps.pull = false);
    bench.go_for(3_600_000, |_, _| None);
    assert_eq!(bench.store.len(), 10);
    assert!(bench.syncer.status().last_success.is_some());
    assert_eq!(bench.count(|step| matches!(step, Step::Since { .. } | Step::Get(_))), 0);
}

#[test]
fn a_full_disk_delays_the_note_of_what_was_sent_and_loses_nothing() {
    let mut bench = Bench::new(events(1..=10));
    let mut commits = 0;
    bench.go_for(3_600_000, |step, _| match step {
        Step::Commit(_) => {
            commits += 1;
            (commits <= 5).then(|| Answer::Kept(Err(StoreError::permanent("storage-full", "the disk is full"))))
        }
        _ => None,
    });
    assert_eq!((bench.store.len(), bench.replica.waiting(), bench.fault()), (10, 0, None));
}

#[test]
fn a_cancelled_step_is_done_again() {
    let mut bench = Bench::new(events(1..=600));
    // Every step is abandoned once, as when a request hangs and is cancelled.
    let mut before = None;
    for _ in 0..200 {
        let step = bench.syncer.next(bench.now);
        if matches!(step, Step::Wait(_)) {
            break;
        }
        if before.as_ref() == Some(&step) {
            let answer = bench.perform(&step);
            bench.syncer.answer(answer, bench.now);
        }
        before = Some(step);
    }
    assert_eq!((bench.store.len(), bench.replica.waiting()), (600, 0));
}

#[test]
fn a_cancelled_round_ends_and_the_next_goes_on() {
    let mut bench = Bench::new(events(1..=2000));
    while bench.store.is_empty() {
        let step = bench.syncer.next(bench.now);
        let answer = bench.perform(&step);
        bench.syncer.answer(answer, bench.now);
    }
    bench.syncer.signal(Signal::Cancel);
    assert!(matches!(bench.go(), Step::Wait(_)));
    assert_eq!(bench.store.len(), 1000);
    bench.syncer.signal(Signal::SyncNow);
    bench.go();
    assert_eq!((bench.store.len(), bench.replica.waiting()), (2000, 0));
}
