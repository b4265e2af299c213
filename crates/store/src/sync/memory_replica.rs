//! A replica in memory: for tests, and for a browser that lets nothing be kept.

use super::replica::Replica;
use super::step::{Aside, Commit, Pending, Requeue};
use crate::StoreError;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Holds events, outbox and record for as long as it lives.
#[derive(Debug, Default)]
pub struct MemoryReplica {
    kept: RefCell<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    events: BTreeMap<EventId, Held>,
    /// By the order in which they came.
    outbox: BTreeMap<u64, EventId>,
    aside: BTreeMap<EventId, Aside>,
    record: Option<Vec<u8>>,
    next: u64,
}

#[derive(Debug)]
struct Held {
    event: Event,
    /// Its place in the outbox.
    waiting: Option<u64>,
    /// The store returned it as it is here.
    returned: bool,
}

impl MemoryReplica {
    /// An empty replica.
    pub fn new() -> MemoryReplica {
        MemoryReplica::default()
    }

    /// Adds events of this device, which wait in the outbox from now on; known ones change nothing.
    pub fn write(&self, events: impl IntoIterator<Item = Event>) {
        let mut kept = self.kept.borrow_mut();
        for event in events {
            let id = event.id;
            if let Entry::Vacant(place) = kept.events.entry(id) {
                place.insert(Held { event, waiting: None, returned: false });
                kept.wait(id);
            }
        }
    }

    /// Everything held, by id.
    pub fn events(&self) -> Vec<Event> {
        self.kept.borrow().events.values().map(|held| held.event.clone()).collect()
    }

    /// Number of events in the outbox.
    pub fn waiting(&self) -> u64 {
        self.kept.borrow().outbox.len() as u64
    }

    /// Everything set aside, by id.
    pub fn aside(&self) -> Vec<Aside> {
        self.kept.borrow().aside.values().cloned().collect()
    }

    /// Puts events that were set aside into the outbox again.
    pub fn try_again(&self, ids: &[EventId]) {
        let mut kept = self.kept.borrow_mut();
        for id in ids {
            if kept.aside.remove(id).is_some() {
                kept.wait(*id);
            }
        }
    }

    /// Forgets the record, as when another store is chosen.
    pub fn forget_record(&self) {
        self.kept.borrow_mut().record = None;
    }
}

impl Kept {
    fn wait(&mut self, id: EventId) {
        if let Some(held) = self.events.get_mut(&id)
            && held.waiting.is_none()
        {
            held.waiting = Some(self.next);
            self.outbox.insert(self.next, id);
            self.next += 1;
        }
    }

    fn leave(&mut self, id: EventId) {
        if let Some(place) = self.events.get_mut(&id).and_then(|held| held.waiting.take()) {
            self.outbox.remove(&place);
        }
    }

    fn keep(&mut self, event: &Event) {
        let id = event.id;
        match self.events.entry(id) {
            Entry::Vacant(place) => {
                place.insert(Held { event: event.clone(), waiting: None, returned: true });
            }
            Entry::Occupied(mut held) => {
                let held = held.get_mut();
                // A store that returns two versions settles nothing; then the lesser one stays, as in a ledger.
                if !held.returned || *event < held.event {
                    held.event = event.clone();
                }
                held.returned = true;
            }
        }
        self.leave(id);
        self.aside.remove(&id);
    }
}

impl Replica for MemoryReplica {
    async fn record(&self) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.kept.borrow().record.clone())
    }

    async fn pending(&self, skip: u32, limit: u32) -> Result<Pending, StoreError> {
        let kept = self.kept.borrow();
        let held = kept.outbox.values().filter_map(|id| kept.events.get(id));
        let events = held.skip(skip as usize).take(limit as usize).map(|held| held.event.clone()).collect();
        Ok(Pending { events, total: kept.outbox.len() as u64 })
    }

    async fn commit(&self, commit: &Commit) -> Result<u64, StoreError> {
        let mut kept = self.kept.borrow_mut();
        commit.events.iter().for_each(|event| kept.keep(event));
        commit.acknowledged.iter().for_each(|id| kept.leave(*id));
        for aside in &commit.aside {
            kept.leave(aside.id);
            kept.aside.insert(aside.id, aside.clone());
        }
        kept.record = Some(commit.record.clone());
        Ok(kept.outbox.len() as u64)
    }

    async fn requeue(&self, requeue: &Requeue) -> Result<u64, StoreError> {
        let mut kept = self.kept.borrow_mut();
        let absent = |id: &EventId| requeue.present.binary_search(id).is_err();
        let missing: Vec<EventId> =
            kept.events.keys().filter(|id| absent(id) && !kept.aside.contains_key(*id)).copied().collect();
        missing.into_iter().for_each(|id| kept.wait(id));
        kept.record = Some(requeue.record.clone());
        Ok(kept.outbox.len() as u64)
    }
}
