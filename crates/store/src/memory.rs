//! A store in memory: for tests, for previews, and for a browser that lets nothing be kept.

use crate::{Ack, Caps, Cursor, EventStore, Page, StoreError, codec};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Keeps events in the order in which they came, for as long as it lives.
#[derive(Debug, Default)]
pub struct MemoryStore {
    kept: RefCell<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    events: Vec<Event>,
    /// Where each event lies in `events`.
    places: BTreeMap<EventId, usize>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> MemoryStore {
        MemoryStore::default()
    }

    /// Forgets every event.
    pub fn clear(&self) {
        self.kept.replace(Kept::default());
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.kept.borrow().events.len()
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl EventStore for MemoryStore {
    fn caps(&self) -> Caps {
        Caps {
            batch_events: u32::MAX,
            batch_bytes: u32::MAX,
            event_bytes: codec::LARGEST_EVENT as u32,
            ordered: true,
            pull: true,
        }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let mut kept = self.kept.borrow_mut();
        let acks = batch.iter().map(|event| kept.take(event));
        Ok(acks.collect())
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let kept = self.kept.borrow();
        let from = cursor.map_or(Ok(0), |cursor| cursor.as_str().parse::<usize>());
        let rest = from.ok().and_then(|from| kept.events.get(from..)).ok_or(StoreError::CursorLost)?;
        let page = &rest[..rest.len().min(limit.max(1) as usize)];
        let next = kept.events.len() - rest.len() + page.len();
        Ok(Page { events: page.to_vec(), cursor: Cursor::new(next.to_string()), done: page.len() == rest.len() })
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let kept = self.kept.borrow();
        Ok(ids.iter().filter_map(|id| kept.events.get(*kept.places.get(id)?)).cloned().collect())
    }
}

impl Kept {
    fn take(&mut self, event: &Event) -> Ack {
        if self.places.contains_key(&event.id) {
            return Ack::Duplicate;
        }
        if let Err(rejection) = codec::encode(event, &mut Vec::new()) {
            return Ack::Rejected(rejection);
        }
        self.places.insert(event.id, self.events.len());
        self.events.push(event.clone());
        Ack::Stored
    }
}
