//! What this tab knows of the store.

use super::reading::Place;
use guildhall_engine::id::EventId;
use guildhall_store::codec::CHUNK_EVENTS;
use std::collections::HashSet;

/// The events this tab has, and how far it has read.
#[derive(Default)]
pub struct View {
    /// Events the callers were given, or gave and got acknowledged.
    known: HashSet<EventId>,
    /// Events being written now; their callers get them when they are durable.
    writing: HashSet<EventId>,
    /// Every event up to here is known.
    pub seen: Place,
    /// Rows up to this key are no longer in the tail.
    sealed: f64,
}

impl View {
    /// Whether an event is durable already.
    pub fn knows(&self, id: EventId) -> bool {
        self.known.contains(&id)
    }

    /// Takes note of an event that was read; answers whether it is new to the callers.
    pub fn learn(&mut self, id: EventId) -> bool {
        !self.writing.contains(&id) && self.known.insert(id)
    }

    /// Takes back that events were learnt, because the callers did not get them after all.
    pub fn forget(&mut self, ids: impl IntoIterator<Item = EventId>) {
        for id in ids {
            self.known.remove(&id);
        }
    }

    /// Makes room for that many more events at once.
    pub fn expect(&mut self, events: usize) {
        self.known.reserve(events);
    }

    /// Takes note of events that are about to be written.
    pub fn begin_writing(&mut self, ids: impl IntoIterator<Item = EventId>) {
        self.writing.extend(ids);
    }

    /// Takes note of how the writing of events ended.
    pub fn end_writing(&mut self, ids: impl IntoIterator<Item = EventId>, stored: bool) {
        for id in ids {
            self.writing.remove(&id);
            if stored {
                self.known.insert(id);
            }
        }
    }

    /// Takes note of own rows or chunks under the keys `first` to `last`. They are seen if nothing lies between them and
    /// what was seen; otherwise another tab wrote, and all of it is read again.
    pub fn wrote(&mut self, keys: Keys) {
        let (seen, first, last) = match keys {
            Keys::Chunks(first, last) => (&mut self.seen.chunk, first, last),
            Keys::Rows(first, last) => (&mut self.seen.row, first, last),
        };
        if first <= *seen + 1.0 {
            *seen = seen.max(last);
        }
    }

    /// Takes note of the first row of the tail, or that there is none.
    pub fn tail_begins(&mut self, first: Option<f64>) {
        self.sealed = first.map_or(self.seen.row, |first| first - 1.0);
    }

    /// Whether the tail has as many rows as a chunk.
    pub fn tail_is_full(&self) -> bool {
        self.seen.row - self.sealed >= CHUNK_EVENTS as f64
    }
}

/// The first and the last key of something written at once.
#[derive(Clone, Copy)]
pub enum Keys {
    /// Sealed chunks.
    Chunks(f64, f64),
    /// Rows of the tail.
    Rows(f64, f64),
}
