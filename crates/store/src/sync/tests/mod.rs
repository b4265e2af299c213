//! Each fault by itself, with what comes of it.

mod access;
mod auditing;
mod driving;
mod meanwhile;
mod pulling;
mod pushing;
mod waiting;

use super::*;
use crate::testing::event;
use crate::{Ack, AuthReason, Caps, Cursor, EventStore, MemoryStore, Page, Rejection, StoreError};
use guildhall_engine::event::Event;
use guildhall_engine::id::DeviceId;
use guildhall_engine::time::Moment;
use pollster::block_on;
use std::time::Duration;

/// One replica, one store, and a clock that is set by hand.
struct Bench {
    syncer: Syncer,
    store: MemoryStore,
    replica: MemoryReplica,
    now: Moment,
    /// Every step since it was last looked at.
    steps: Vec<Step>,
}

impl Bench {
    /// With consent given and some events in the outbox.
    fn new(events: impl IntoIterator<Item = Event>) -> Bench {
        Bench::with(MemoryStore::new(), events)
    }

    fn with(store: MemoryStore, events: impl IntoIterator<Item = Event>) -> Bench {
        let replica = MemoryReplica::new();
        replica.write(events);
        let now = Moment(1_700_000_000_000);
        let mut syncer = Syncer::new(store.caps(), Settings::default(), 7, None, now);
        syncer.signal(Signal::Consent(true));
        Bench { syncer, store, replica, now, steps: Vec::new() }
    }

    fn with_caps(mut self, caps: impl FnOnce(&mut Caps)) -> Bench {
        let mut own = self.store.caps();
        caps(&mut own);
        self.syncer = Syncer::new(own, Settings::default(), 7, None, self.now);
        self.syncer.signal(Signal::Consent(true));
        self
    }

    /// The tab is killed and opened again.
    fn reopen(&mut self) {
        let record = block_on(self.replica.record()).unwrap();
        self.syncer = Syncer::new(self.store.caps(), Settings::default(), 8, record.as_deref(), self.now);
        self.syncer.signal(Signal::Consent(true));
    }

    fn write(&mut self, events: impl IntoIterator<Item = Event>) {
        self.replica.write(events);
        self.syncer.signal(Signal::Changed);
    }

    /// Steps until there is nothing to do; `meddle` may answer in place of store and replica.
    fn go_with(&mut self, mut meddle: impl FnMut(&Step, &MemoryStore) -> Option<Answer>) -> Step {
        for _ in 0..10_000 {
            let step = self.syncer.next(self.now);
            if matches!(step, Step::Wait(_) | Step::Idle) {
                return step;
            }
            self.steps.push(step.clone());
            let answer = meddle(&step, &self.store).unwrap_or_else(|| self.perform(&step));
            while let Some(step) = self.syncer.meanwhile() {
                self.steps.push(step.clone());
                let answer = meddle(&step, &self.store).unwrap_or_else(|| self.perform(&step));
                self.syncer.done_meanwhile(answer);
            }
            self.syncer.answer(answer, self.now);
        }
        panic!("the sync comes to rest; the last steps are {:?}", &self.steps[self.steps.len() - 5..]);
    }

    fn go(&mut self) -> Step {
        self.go_with(|_, _| None)
    }

    /// Goes on until everything is alike, or this many milliseconds went by.
    fn go_for(&mut self, span: i64, mut meddle: impl FnMut(&Step, &MemoryStore) -> Option<Answer>) {
        let end = Moment(self.now.0 + span);
        while let Step::Wait(until) = self.go_with(&mut meddle) {
            assert!(until > self.now, "a wait lies in the future");
            self.now = until.min(end);
            if self.now == end {
                break;
            }
        }
    }

    fn perform(&self, step: &Step) -> Answer {
        block_on(async {
            match step {
                Step::Load { skip, limit } => Answer::Loaded(self.replica.pending(*skip, *limit).await),
                Step::Commit(commit) => Answer::Kept(self.replica.commit(commit).await),
                Step::Requeue(requeue) => Answer::Kept(self.replica.requeue(requeue).await),
                Step::Append(batch) => Answer::Appended(self.store.append(batch).await),
                Step::Since { cursor, limit } => Answer::Read(self.store.since(cursor.as_ref(), *limit).await),
                Step::Get(ids) => Answer::Found(self.store.get(ids).await),
                Step::Authorize(why) => Answer::Authorized(self.store.authorize(*why).await),
                Step::Wait(_) | Step::Idle => panic!("nothing is performed"),
            }
        })
    }

    /// How many steps of a kind there were since the last time.
    fn count(&mut self, kind: impl Fn(&Step) -> bool) -> usize {
        std::mem::take(&mut self.steps).iter().filter(|step| kind(step)).count()
    }

    fn fault(&self) -> Option<Box<str>> {
        self.syncer.status().fault.map(|fault| fault.code)
    }
}

fn events(numbers: std::ops::RangeInclusive<u64>) -> Vec<Event> {
    numbers.map(event).collect()
}

/// Events of another device.
fn others(numbers: std::ops::RangeInclusive<u64>) -> Vec<Event> {
    let other = |n| Event { device: DeviceId::from("device-b"), n, ..event(n + 100_000) };
    numbers.map(other).collect()
}

fn store_with(events: &[Event]) -> MemoryStore {
    let store = MemoryStore::new();
    block_on(store.append(events)).unwrap();
    store
}

fn unreachable_store() -> StoreError {
    StoreError::Retryable { after: None }
}

fn broken() -> StoreError {
    StoreError::permanent("invalid", "this is not taken")
}
