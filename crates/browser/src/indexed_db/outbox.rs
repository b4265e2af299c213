//! Events that wait for being sent: copies, in the order in which they came.
//!
//! While no store is chosen there is no outbox and nothing is written to it: whoever chooses a store has everything that is
//! held put into it once.

use super::encoded::{Encoded, put_all};
use super::migration::{META, OUTBOX};
use super::reading;
use super::request::{Asked, Transaction, failure, result};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::codec;
use guildhall_store::{StoreError, sync};
use js_sys::{Array, Uint8Array};
use std::collections::HashSet;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbKeyRange, IdbObjectStore};

/// Name of the value in `meta` that says which store was chosen; without it there is no outbox.
pub const CHOSEN: &str = "sync:chosen";
/// Name of the value in `meta` that counts the events of the outbox.
const WAITING: &str = "sync:waiting";
/// As many values are read at first: what was written at once lies in a few, and four of them are a batch.
const FEW: u32 = 4;
/// As many values are read at once at most.
const TOGETHER: u32 = 64;

/// The outbox within a transaction.
pub struct Outbox {
    store: IdbObjectStore,
    meta: IdbObjectStore,
}

impl Outbox {
    /// The outbox in a transaction over `outbox` and `meta`.
    pub fn of(transaction: &Transaction) -> Result<Outbox, StoreError> {
        Ok(Outbox { store: transaction.store(OUTBOX)?, meta: transaction.store(META)? })
    }

    /// The store that was chosen, if one was.
    pub async fn chosen(&self) -> Result<Option<String>, StoreError> {
        Ok(result(self.meta.get(&CHOSEN.into())).await?.as_string())
    }

    /// How many events wait, if a store was chosen; otherwise there is no outbox.
    pub async fn open(&self) -> Result<Option<u64>, StoreError> {
        if self.chosen().await?.is_none() {
            return Ok(None);
        }
        self.waiting().await.map(Some)
    }

    /// Adds sealed values, with which so many events wait.
    pub fn put(&self, values: &[Vec<u8>], waiting: u64) -> Result<(), StoreError> {
        put_all(&self.store, values)?;
        self.count(waiting)
    }

    /// How many events wait.
    pub async fn waiting(&self) -> Result<u64, StoreError> {
        Ok(result(self.meta.get(&WAITING.into())).await?.as_f64().unwrap_or_default() as u64)
    }

    fn count(&self, waiting: u64) -> Result<(), StoreError> {
        let put = self.meta.put_with_key(&(waiting as f64).into(), &WAITING.into());
        put.map(drop).map_err(|error| failure(&error))
    }

    /// Empties the outbox.
    pub fn clear(&self) -> Result<(), StoreError> {
        self.store.clear().map_err(|error| failure(&error))?;
        self.count(0)
    }

    /// The events behind the first `skip`, at most `limit`, and how many wait in all.
    pub async fn after(&self, skip: u32, limit: u32) -> Result<sync::Pending, StoreError> {
        let total = self.waiting().await?;
        let (mut skip, limit) = (skip as usize, limit as usize);
        let mut events = Vec::new();
        let batches = 1 + skip / limit.max(1);
        // One more, for what was written by itself.
        let most = (FEW as usize * batches + 1).min(TOGETHER as usize) as u32;
        let mut walk = Walk { most, ..Walk::default() };
        while events.len() < limit {
            let Some(values) = self.next(&mut walk).await? else { break };
            for mut value in values.into_iter().filter_map(|(_, events)| events) {
                let left_out = skip.min(value.len());
                skip -= left_out;
                events.extend(value.drain(left_out..));
            }
        }
        events.truncate(limit);
        Ok(sync::Pending { events, total })
    }

    /// The ids of all events that wait.
    pub async fn ids(&self) -> Result<HashSet<EventId>, StoreError> {
        let mut ids = HashSet::new();
        let mut walk = Walk::default();
        while let Some(values) = self.next(&mut walk).await? {
            ids.extend(values.into_iter().filter_map(|(_, events)| events).flatten().map(|event| event.id));
        }
        Ok(ids)
    }

    /// Takes events out, wherever they wait, and answers how many are left.
    ///
    /// A value that cannot be read is taken out too: the events are still where they are kept, and what the store lacks is
    /// found when everything is read again.
    pub async fn take_out(&self, ids: &HashSet<EventId>) -> Result<u64, StoreError> {
        let waiting = self.waiting().await?;
        let (mut walk, mut found, mut passed, mut damaged) = (Walk::default(), 0, 0, false);
        // Whoever takes the first ones out, as mostly, need not read the others.
        while (waiting > 0 || damaged) && found < ids.len() {
            let Some(values) = self.next(&mut walk).await? else { break };
            for (key, events) in values {
                let before = events.as_ref().map_or(0, Vec::len);
                damaged |= events.is_none();
                let left: Vec<Event> = events.into_iter().flatten().filter(|event| !ids.contains(&event.id)).collect();
                found += before - left.len();
                passed += left.len() as u64;
                if left.is_empty() {
                    self.store.delete(&key.into()).map_err(|error| failure(&error))?;
                } else if left.len() < before {
                    self.put_again(key, &left)?;
                }
            }
        }
        let mut left = waiting.saturating_sub(found as u64);
        if damaged {
            // How many there were in the damaged value nobody knows.
            left = passed;
            while let Some(values) = self.next(&mut walk).await? {
                left += values.iter().filter_map(|(_, events)| events.as_ref()).map(Vec::len).sum::<usize>() as u64;
            }
        }
        if left != waiting {
            self.count(left)?;
        }
        Ok(left)
    }

    fn put_again(&self, key: f64, events: &[Event]) -> Result<(), StoreError> {
        let mut body = Vec::new();
        for event in events {
            // It was encoded before.
            let _ = codec::encode(event, &mut body);
        }
        let value = Uint8Array::from(codec::seal(&body).as_slice());
        self.store.put_with_key(&value, &key.into()).map(drop).map_err(|error| failure(&error))
    }

    /// Adds events.
    pub async fn add_events(&self, events: &[Event]) -> Result<(), StoreError> {
        let mut encoded = Encoded::default();
        for event in events {
            encoded.push(event).map_err(|rejection| StoreError::permanent(rejection.code, rejection.message))?;
        }
        let waiting = self.waiting().await?;
        self.put(&encoded.values(true), waiting + encoded.len() as u64)
    }

    /// The next values, each with its key and none for one that cannot be read; `None` at the end.
    async fn next(&self, walk: &mut Walk) -> Result<Option<Vec<Value>>, StoreError> {
        let range = IdbKeyRange::lower_bound_with_open(&walk.behind.into(), true).map_err(|error| failure(&error))?;
        let keys = Asked::new(self.store.get_all_keys_with_key_and_limit(&range, walk.most));
        let values = Asked::new(self.store.get_all_with_key_and_limit(&range, walk.most));
        let (keys, values): (Array, Array) =
            (keys.answer().await?.unchecked_into(), values.answer().await?.unchecked_into());
        let read = |(key, value): (JsValue, JsValue)| {
            let (mut bytes, mut events) = (Vec::new(), Vec::new());
            reading::copy(&value, &mut bytes);
            let events = codec::decode(&bytes, &mut events).is_ok().then_some(events);
            (key.as_f64().unwrap_or_default(), events)
        };
        let values: Vec<Value> = keys.iter().zip(values.iter()).map(read).collect();
        let Some((last, _)) = values.last() else { return Ok(None) };
        *walk = Walk { behind: *last, most: (4 * walk.most).min(TOGETHER) };
        Ok(Some(values))
    }
}

/// A value of the outbox: its key, and its events.
type Value = (f64, Option<Vec<Event>>);

/// A reading of the outbox from its beginning. Whoever wants the first events does not read all that wait.
struct Walk {
    /// The last key that was read.
    behind: f64,
    /// Values to read next.
    most: u32,
}

impl Default for Walk {
    fn default() -> Walk {
        Walk { behind: 0.0, most: FEW }
    }
}
