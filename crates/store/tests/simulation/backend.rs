//! The store of the simulated world, in an honest and two careless kinds.

use super::chance::Chance;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, Caps, Cursor, Page, Rejection, StoreError};
use std::collections::HashMap;

/// What a cursor of the store is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A row number with the store's generation: after a restoration the store knows that it knows nothing.
    Honest,
    /// A row number alone: after a restoration it points at something else.
    Counting,
    /// The time at which a row was begun, by clocks that differ: what is committed late is overlooked. Nothing is looked up.
    Dating,
}

/// Objects of events that the store does not take.
pub const POISON: &str = "poison";
pub const REJECTED: &str = "rejected";

pub struct Backend {
    kind: Kind,
    rows: Vec<Row>,
    places: HashMap<EventId, usize>,
    generation: u32,
    copy: Option<usize>,
    /// More events in one batch are too large.
    pub most: usize,
    /// As many are sent at once.
    batch: u32,
}

struct Row {
    event: Event,
    /// By the clock of whoever took it.
    begun: i64,
    /// Nobody reads it before.
    committed: i64,
}

impl Backend {
    pub fn new(kind: Kind, batch: u32) -> Backend {
        Backend { kind, rows: Vec::new(), places: HashMap::new(), generation: 0, copy: None, most: 400, batch }
    }

    pub fn caps(&self) -> Caps {
        Caps { batch_events: self.batch, batch_bytes: 1 << 20, event_bytes: 1 << 14, ordered: false, pull: true }
    }

    pub fn append(&mut self, batch: &[Event], now: i64, chance: &mut Chance) -> Result<Vec<Ack>, StoreError> {
        if batch.len() > self.most {
            let hint = chance.happens(50_000).then_some(self.most as u32);
            return Err(StoreError::TooLarge { hint });
        }
        let is = |event: &Event, what: &str| event.object.as_ref().is_some_and(|object| object.as_str() == what);
        if batch.iter().any(|event| is(event, POISON)) {
            return Err(StoreError::permanent("invalid", "an event of the batch is not taken"));
        }
        let mut acks = Vec::new();
        for event in batch {
            acks.push(if self.places.contains_key(&event.id) {
                Ack::Duplicate
            } else if is(event, REJECTED) {
                Ack::Rejected(Rejection { code: "unwanted", message: "the event is not taken".into() })
            } else {
                let (begun, committed) = match self.kind {
                    Kind::Dating => (now + chance.between(-3000, 3000), now + chance.between(0, 4000)),
                    Kind::Honest | Kind::Counting => (now, now),
                };
                self.places.insert(event.id, self.rows.len());
                self.rows.push(Row { event: event.clone(), begun, committed });
                Ack::Stored
            });
        }
        Ok(acks)
    }

    pub fn since(&self, cursor: Option<&Cursor>, limit: u32, now: i64) -> Result<Page, StoreError> {
        let limit = limit as usize;
        if self.kind == Kind::Dating {
            let after = cursor.map_or(Ok(i64::MIN), |cursor| cursor.as_str().parse());
            let after = after.map_err(|_| StoreError::CursorLost)?;
            let mut rows: Vec<&Row> =
                self.rows.iter().filter(|row| row.begun > after && row.committed <= now).collect();
            rows.sort_by_key(|row| row.begun);
            // Rows of one instant come together, as they would with a good page size.
            let end =
                rows.get(limit - 1).map_or(rows.len(), |last| rows.partition_point(|row| row.begun <= last.begun));
            let last = rows[..end].last().map_or(after, |row| row.begun);
            let events = rows[..end].iter().map(|row| row.event.clone()).collect();
            return Ok(Page { events, cursor: Cursor::new(last.to_string()), done: end == rows.len() });
        }
        let at = match cursor {
            None => 0,
            Some(cursor) => {
                let (generation, at) = cursor.as_str().split_once('.').ok_or(StoreError::CursorLost)?;
                if self.kind == Kind::Honest && generation != self.generation.to_string() {
                    return Err(StoreError::CursorLost);
                }
                at.parse::<usize>().map_err(|_| StoreError::CursorLost)?
            }
        };
        let end = (at + limit).min(self.rows.len()).max(at);
        let events = self.rows.get(at..end).unwrap_or_default().iter().map(|row| row.event.clone()).collect();
        let cursor = Cursor::new(format!("{}.{end}", self.generation));
        Ok(Page { events, cursor, done: end >= self.rows.len() })
    }

    pub fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        if self.kind == Kind::Dating {
            return Err(StoreError::Unsupported);
        }
        Ok(ids.iter().filter_map(|id| Some(self.rows[*self.places.get(id)?].event.clone())).collect())
    }

    /// Any event of the store, to be delivered twice.
    pub fn any(&self, chance: &mut Chance) -> Option<Event> {
        (!self.rows.is_empty()).then(|| self.rows[chance.below(self.rows.len())].event.clone())
    }

    /// Makes a copy, which later restorations go back to.
    pub fn copy(&mut self) {
        self.copy = Some(self.rows.len());
    }

    /// Goes back to the copy; answers how many events are lost by it.
    pub fn restore(&mut self) -> usize {
        let Some(copy) = self.copy.take().filter(|copy| *copy < self.rows.len()) else { return 0 };
        let lost = self.rows.split_off(copy);
        for row in &lost {
            self.places.remove(&row.event.id);
        }
        self.generation += 1;
        lost.len()
    }

    pub fn has(&self, id: &EventId) -> bool {
        self.places.contains_key(id)
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }
}
