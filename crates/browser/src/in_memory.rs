//! The store of last resort: a browser that lets nothing be kept still shows everything until the tab closes.

use crate::hall::{Change, Unsaved};
use crate::indexed_db::Notice;
use crate::random;
use guildhall_engine::digest::hex;
use guildhall_engine::event::Event;
use guildhall_engine::id::DeviceId;
use guildhall_store::{Ack, Draft, EventStore as _, MemoryStore, StoreError};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Events and settings that live as long as the tab.
pub struct InMemory {
    /// A new one each time, so that its numbers cannot meet those of a store that was kept.
    pub device: DeviceId,
    pub(crate) store: MemoryStore,
    /// Events that came by the sync and were not given to the callers yet.
    fresh: RefCell<Vec<Event>>,
    pub(crate) notice: Notice,
    settings: RefCell<BTreeMap<String, String>>,
    written: RefCell<u64>,
}

impl InMemory {
    pub fn new() -> InMemory {
        InMemory {
            device: new_device(),
            store: MemoryStore::new(),
            fresh: RefCell::default(),
            notice: Notice::default(),
            settings: RefCell::default(),
            written: RefCell::new(0),
        }
    }

    pub async fn append_new(&self, drafts: Vec<Draft>) -> Result<Vec<Event>, Unsaved> {
        let first = *self.written.borrow() + 1;
        let numbered = drafts.iter().zip(first..).map(|(draft, n)| draft.clone().number(self.device.clone(), n));
        let events: Vec<Event> = numbered.collect();
        let mut body = Vec::new();
        for event in &events {
            if let Err(rejection) = guildhall_store::codec::encode(event, &mut body) {
                return Err(Unsaved { error: StoreError::permanent(rejection.code, rejection.message), drafts });
            }
        }
        match self.store.append(&events).await {
            Ok(_) => {
                *self.written.borrow_mut() += events.len() as u64;
                Ok(events)
            }
            Err(error) => Err(Unsaved { error, drafts }),
        }
    }

    pub async fn append(&self, events: &[Event]) -> Result<Vec<Ack>, StoreError> {
        self.store.append(events).await
    }

    /// What came by the sync since the last look.
    pub fn newer(&self) -> Vec<Event> {
        self.fresh.take()
    }

    /// Has events that came by the sync given to the callers.
    pub(crate) fn bring(&self, events: Vec<Event>) {
        self.fresh.borrow_mut().extend(events);
        self.notice.give(Change::Newer);
    }

    pub fn setting(&self, key: &str) -> Option<String> {
        self.settings.borrow().get(key).cloned()
    }

    pub fn settings(&self) -> Vec<(String, String)> {
        self.settings.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    pub fn set_setting(&self, key: &str, value: &str) {
        self.settings.borrow_mut().insert(key.to_owned(), value.to_owned());
    }

    pub fn erase(&self) {
        self.settings.borrow_mut().clear();
        self.store.clear();
        self.fresh.take();
    }
}

/// A name for this installation that no other one has.
pub fn new_device() -> DeviceId {
    DeviceId::from(hex(&random::random()[..8]))
}
