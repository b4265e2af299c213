//! Where every event lies, for whoever has to compare events with those that a store returns.

use super::reading::{self, At, Place};
use super::request::{Asked, Transaction, result};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{StoreError, codec};
use js_sys::Uint8Array;
use std::collections::HashMap;

/// Where every event lies, as far as it was read.
#[derive(Default)]
pub struct Index {
    lies: HashMap<EventId, At>,
    place: Place,
}

impl Index {
    /// Reads what was written since, also by others.
    pub async fn refresh(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        let found = reading::behind(transaction, self.place).await?;
        let place = found.place();
        let lies = &mut self.lies;
        lies.reserve(found.most_events());
        // Rows that were sealed are met again, in their chunk.
        found.decode(|at, events| lies.extend(events.drain(..).map(|event| (event.id, at)))).await?;
        self.place = self.place.max(place);
        Ok(())
    }

    /// Whether an event is kept.
    pub fn has(&self, id: EventId) -> bool {
        self.lies.contains_key(&id)
    }

    /// Every event that is kept.
    pub fn ids(&self) -> impl Iterator<Item = EventId> {
        self.lies.keys().copied()
    }

    /// Those values in which some events lie, one after the other.
    pub async fn values(
        &self,
        transaction: &Transaction,
        ids: impl Iterator<Item = EventId>,
    ) -> Result<Vec<Value>, StoreError> {
        let mut places: Vec<At> = ids.filter_map(|id| self.lies.get(&id).copied()).collect();
        places.sort_unstable_by(|a, b| a.store.cmp(b.store).then(a.key.total_cmp(&b.key)));
        places.dedup();
        let ask = |at: At| Ok((at, Asked::new(transaction.store(at.store)?.get(&at.key.into()))));
        let asked: Vec<(At, Asked)> = places.into_iter().map(ask).collect::<Result<_, StoreError>>()?;
        let mut values = Vec::with_capacity(asked.len());
        let mut bytes = Vec::new();
        for (at, asked) in asked {
            reading::copy(&asked.answer().await?, &mut bytes);
            let mut events = Vec::new();
            // What cannot be read is met when the store is opened.
            let _ = codec::decode(&bytes, &mut events);
            values.push(Value { at, events });
        }
        Ok(values)
    }
}

/// The events of one chunk or row.
pub struct Value {
    at: At,
    /// The events.
    pub events: Vec<Event>,
}

impl Value {
    /// Writes the events in place of those that were there.
    pub async fn write(&self, transaction: &Transaction) -> Result<(), StoreError> {
        let mut body = Vec::new();
        for event in &self.events {
            codec::encode(event, &mut body)
                .map_err(|rejection| StoreError::permanent(rejection.code, rejection.message))?;
        }
        let bytes = Uint8Array::from(codec::seal(&body).as_slice());
        result(transaction.store(self.at.store)?.put_with_key(&bytes, &self.at.key.into())).await.map(drop)
    }
}
