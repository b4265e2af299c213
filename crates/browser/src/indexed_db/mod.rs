//! The store in the browser's database.
//!
//! Events written one by one are rows of the *tail*; 250 of them are sealed into one *chunk*, and events that come in
//! bulk are sealed at once. A chunk costs the browser as much as a row, which makes reading and bulk writing many times
//! faster. Both hold bytes of [`guildhall_store::codec`]. An event is acknowledged when its transaction is complete with
//! strict durability, that is, when it lies on the disk.

mod connection;
mod encoded;
mod index;
mod migration;
mod numbering;
mod opening;
mod outbox;
mod reading;
mod refused;
mod replica;
mod request;
mod view;

pub(crate) use connection::Notice;
pub use opening::OpenError;
pub use replica::KeptReplica;

use crate::hall::{Change, Loaded, Problem, SetAside, Unsaved};
use crate::tabs::Tabs;
use connection::Connection;
use encoded::{Encoded, put_all};
use guildhall_engine::event::Event;
use guildhall_engine::id::{CommunityId, DeviceId};
use guildhall_store::codec::{self, Damage, Sealer};
use guildhall_store::{Ack, Caps, Cursor, Draft, EventStore, Page, StoreError};
use js_sys::Array;
use migration::{CHUNKS, META, OUTBOX, TAIL};
use outbox::Outbox;
use reading::{Place, Unreadable};
use request::{Asked, Mode, Transaction, failure, result};
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use view::{Keys, View};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbKeyRange, IdbRequest};

/// As many events at once are sealed into chunks; fewer become rows of the tail.
const BULK: usize = 32;
/// What the names of settings begin with in `meta`.
const SETTING: &str = "setting:";
/// What the names of bytes set aside begin with in `meta`.
const ASIDE: &str = "aside:";

/// A community's events in the browser's database.
pub struct IndexedDb {
    connection: Connection,
    device: DeviceId,
    view: RefCell<View>,
    notice: Rc<Notice>,
    tabs: Tabs,
}

impl IndexedDb {
    /// Opens the store of a community and reads all of it.
    ///
    /// # Errors
    /// When there can be no store; what is there is left as it is.
    pub async fn open(community: &CommunityId) -> Result<(IndexedDb, Loaded), OpenError> {
        let name = ["guildhall:", community.as_str()].concat();
        let notice = Rc::new(Notice::default());
        let connection = Connection::open(name.clone(), notice.clone()).await?;
        let device = numbering::claim(&connection).await?;
        connection.belongs_to(device.clone());
        let listener = notice.clone();
        let tabs = Tabs::join(&name, Rc::new(move || listener.give(Change::Newer)));
        let store = IndexedDb { connection, device, view: RefCell::default(), notice, tabs };
        let loaded = store.newer().await?;
        Ok((store, loaded))
    }

    /// This installation.
    pub fn device(&self) -> &DeviceId {
        &self.device
    }

    /// Has `notice` called at every change, in place of the one given before.
    pub fn watch(&self, notice: impl Fn(Change) + 'static) {
        self.notice.set(notice);
    }

    /// Stores new events, all or none, and gives them back numbered.
    ///
    /// # Errors
    /// The drafts, with the reason.
    pub async fn append_new(&self, drafts: Vec<Draft>) -> Result<Vec<Event>, Unsaved> {
        let ids = || drafts.iter().map(|draft| draft.id);
        self.view.borrow_mut().begin_writing(ids());
        let outcome = self.write_new(&drafts).await;
        self.view.borrow_mut().end_writing(ids(), outcome.is_ok());
        outcome.map_err(|error| Unsaved { error, drafts })
    }

    async fn write_new(&self, drafts: &[Draft]) -> Result<Vec<Event>, StoreError> {
        let bulk = drafts.len() >= BULK;
        let transaction = self.begin_writing(bulk).await?;
        let waiting = Outbox::of(&transaction)?.open().await?;
        let first = numbering::take(&transaction.store(META)?, drafts.len()).await?;
        let number = |(draft, n): (&Draft, u64)| draft.clone().number(self.device.clone(), n);
        let events: Vec<Event> = drafts.iter().zip(first..).map(number).collect();
        let mut encoded = Encoded::default();
        for event in &events {
            encoded.push(event).map_err(|rejection| StoreError::permanent(rejection.code, rejection.message))?;
        }
        self.write(transaction, &encoded, bulk, waiting).await?;
        Ok(events)
    }

    /// Begins a transaction that writes new events.
    async fn begin_writing(&self, bulk: bool) -> Result<Transaction, StoreError> {
        self.connection.begin(&[if bulk { CHUNKS } else { TAIL }, META, OUTBOX], Mode::WriteStrict).await
    }

    /// Puts encoded events into a transaction, where they are kept and where they wait for being sent, and ends it.
    /// `waiting` was read before anything was written: a read behind a write that does not fit fails without saying why.
    async fn write(
        &self,
        transaction: Transaction,
        encoded: &Encoded,
        bulk: bool,
        waiting: Option<u64>,
    ) -> Result<(), StoreError> {
        let store = transaction.store(if bulk { CHUNKS } else { TAIL })?;
        let values = encoded.values(bulk);
        if let Some(waiting) = waiting {
            Outbox::of(&transaction)?.put(&values, waiting + encoded.len() as u64)?;
        }
        let keys = put_all(&store, &values)?;
        transaction.commit().await?;
        if let Some((first, last)) = keys.keys() {
            self.view.borrow_mut().wrote(if bulk { Keys::Chunks(first, last) } else { Keys::Rows(first, last) });
        }
        self.tabs.tell();
        Ok(())
    }

    /// What was stored since this handle last looked, by other tabs.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newer(&self) -> Result<Loaded, StoreError> {
        let seen = self.view.borrow().seen;
        let transaction = self.connection.begin(&[CHUNKS, TAIL], Mode::Read).await?;
        let found = reading::behind(&transaction, seen).await?;
        let (place, first_row) = (found.place(), found.first_row());
        // Room at once: growing step by step would move everything several times.
        let mut events = Vec::with_capacity(found.most_events());
        self.view.borrow_mut().expect(found.most_events());
        let take = |_, chunk: &mut Vec<Event>| {
            let mut view = self.view.borrow_mut();
            events.extend(chunk.drain(..).filter(|event| view.learn(event.id)));
        };
        let decoded = found.decode(take).await;
        let unreadable = decoded.inspect_err(|_| self.view.borrow_mut().forget(events.iter().map(|event| event.id)))?;
        {
            let mut view = self.view.borrow_mut();
            view.seen = view.seen.max(place);
            if seen == Place::default() {
                view.tail_begins(first_row);
            }
        }
        let problems = self.put_aside(unreadable).await;
        Ok(Loaded { events, problems })
    }

    /// Whether the tail should be sealed.
    pub fn tail_is_full(&self) -> bool {
        self.view.borrow().tail_is_full()
    }

    /// Seals the tail into chunks if it has as many rows as a chunk holds; rows of other tabs too.
    ///
    /// # Errors
    /// When it could not be written; everything is then as before.
    pub async fn seal(&self) -> Result<(), StoreError> {
        // If the disk loses this, the rows are still there.
        let transaction = self.connection.begin(&[CHUNKS, TAIL, META], Mode::WriteRelaxed).await?;
        let (chunks, tail, meta) = (transaction.store(CHUNKS)?, transaction.store(TAIL)?, transaction.store(META)?);
        let (keys, rows) = (Asked::new(tail.get_all_keys()), Asked::new(tail.get_all()));
        let (keys, rows): (Array, Array) =
            (keys.answer().await?.unchecked_into(), rows.answer().await?.unchecked_into());
        let (Some(first), Some(last)) = (keys.get(0).as_f64(), keys.get(keys.length().wrapping_sub(1)).as_f64()) else {
            self.view.borrow_mut().tail_begins(None);
            return Ok(());
        };
        if (keys.length() as usize) < codec::CHUNK_EVENTS {
            self.view.borrow_mut().tail_begins(Some(first));
            return Ok(());
        }
        let up_to = IdbKeyRange::upper_bound(&last.into()).map_err(|error| failure(&error))?;
        put(tail.delete(&up_to))?;
        let mut sealer = Sealer::new();
        let mut problems = Vec::new();
        let mut bytes = Vec::new();
        for (key, row) in keys.iter().zip(rows.iter()) {
            reading::copy(&row, &mut bytes);
            match codec::unseal(&bytes) {
                Ok(body) => sealer.push(body),
                Err(Damage::Future(_)) => drop(put(tail.put_with_key(&row, &key))?),
                Err(damage) => {
                    let name = place_name(TAIL, key.as_f64().unwrap_or_default());
                    put(meta.put_with_key(&row, &[ASIDE, &name].concat().into()))?;
                    problems.push(Problem::SetAside { name, damage });
                }
            }
        }
        let written = put_all(&chunks, &sealer.finish())?;
        transaction.commit().await?;
        {
            let mut view = self.view.borrow_mut();
            view.tail_begins(Some(last + 1.0));
            // Rows of another tab that were sealed unseen are met in the new chunk.
            if let (Some((first, last)), true) = (written.keys(), last <= view.seen.row) {
                view.wrote(Keys::Chunks(first, last));
            }
        }
        problems.into_iter().for_each(|problem| self.notice.give(Change::Problem(problem)));
        Ok(())
    }

    /// A setting.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let transaction = self.connection.begin(&[META], Mode::Read).await?;
        Ok(result(transaction.store(META)?.get(&[SETTING, key].concat().into())).await?.as_string())
    }

    /// Keeps a setting.
    ///
    /// # Errors
    /// When it could not be stored.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let transaction = self.connection.begin(&[META], Mode::WriteStrict).await?;
        put(transaction.store(META)?.put_with_key(&value.into(), &[SETTING, key].concat().into()))?;
        transaction.commit().await?;
        self.tabs.tell();
        Ok(())
    }

    /// Every setting, in the order of their keys.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let found = self.begins_with(SETTING).await?;
        Ok(found.into_iter().filter_map(|(key, value)| Some((key, value.as_string()?))).collect())
    }

    /// What lies in `meta` under names with a prefix, the prefix taken off.
    async fn begins_with(&self, prefix: &str) -> Result<Vec<(String, JsValue)>, StoreError> {
        let transaction = self.connection.begin(&[META], Mode::Read).await?;
        let meta = transaction.store(META)?;
        // Names compare by their UTF-16 units, so that this ends behind every name with the prefix.
        let range = IdbKeyRange::bound(&prefix.into(), &[prefix, "\u{ffff}"].concat().into());
        let range = range.map_err(|error| failure(&error))?;
        let names = Asked::new(meta.get_all_keys_with_key(&range));
        let values = Asked::new(meta.get_all_with_key(&range));
        let names: Array = names.answer().await?.unchecked_into();
        let values: Array = values.answer().await?.unchecked_into();
        let name = |name: JsValue| {
            let name = name.as_string().unwrap_or_default();
            name.strip_prefix(prefix).unwrap_or(&name).to_owned()
        };
        Ok(names.iter().map(name).zip(values.iter()).collect())
    }

    /// Everything that was set aside.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        let aside = self.begins_with(ASIDE).await?.into_iter().map(|(name, value)| {
            let mut bytes = Vec::new();
            reading::copy(&value, &mut bytes);
            SetAside { name, bytes }
        });
        Ok(aside.collect())
    }

    /// Deletes the database; this handle is closed then.
    ///
    /// # Errors
    /// When the browser did not delete it.
    pub async fn erase(&self) -> Result<(), StoreError> {
        self.connection.delete().await
    }

    /// Moves what is damaged out of the way, into `meta`, and says so. What a newer version wrote stays where it is, and so
    /// does everything when it cannot be moved.
    async fn put_aside(&self, unreadable: Vec<Unreadable>) -> Vec<Problem> {
        let is_damaged = |found: &Unreadable| !matches!(found.damage, Damage::Future(_));
        let moved = !unreadable.iter().any(is_damaged)
            || self.move_aside(unreadable.iter().filter(|found| is_damaged(found))).await.is_ok();
        let problem = |found: Unreadable| {
            let name = place_name(found.store, found.key);
            match found.damage {
                damage if moved && is_damaged(&found) => Problem::SetAside { name, damage },
                damage => Problem::Unread { name, damage },
            }
        };
        unreadable.into_iter().map(problem).collect()
    }

    async fn move_aside(&self, damaged: impl Iterator<Item = &Unreadable>) -> Result<(), StoreError> {
        let transaction = self.connection.begin(&[CHUNKS, TAIL, META], Mode::WriteStrict).await?;
        let meta = transaction.store(META)?;
        for found in damaged {
            let name = [ASIDE, &place_name(found.store, found.key)].concat();
            put(meta.put_with_key(&found.bytes, &name.into()))?;
            put(transaction.store(found.store)?.delete(&found.key.into()))?;
        }
        transaction.commit().await
    }
}

impl EventStore for IndexedDb {
    fn caps(&self) -> Caps {
        Caps {
            batch_events: u32::MAX,
            batch_bytes: u32::MAX,
            event_bytes: codec::LARGEST_EVENT as u32,
            ordered: false,
            pull: true,
        }
    }

    /// An event that another tab stored and this handle has not seen is stored again, which is harmless: it is read once.
    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let mut encoded = Encoded::default();
        let mut ids = HashSet::with_capacity(batch.len());
        let acks: Vec<Ack> = batch
            .iter()
            .map(|event| {
                if self.view.borrow().knows(event.id) || ids.contains(&event.id) {
                    return Ack::Duplicate;
                }
                match encoded.push(event) {
                    Ok(()) => {
                        ids.insert(event.id);
                        Ack::Stored
                    }
                    Err(rejection) => Ack::Rejected(rejection),
                }
            })
            .collect();
        if ids.is_empty() {
            return Ok(acks);
        }
        self.view.borrow_mut().begin_writing(ids.iter().copied());
        let written = self.write_known(&encoded).await;
        self.view.borrow_mut().end_writing(ids, written.is_ok());
        written.map(|()| acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let transaction = self.connection.begin(&[CHUNKS, TAIL], Mode::Read).await?;
        reading::page(&transaction, cursor, limit).await
    }
}

impl IndexedDb {
    async fn write_known(&self, encoded: &Encoded) -> Result<(), StoreError> {
        let bulk = encoded.len() >= BULK;
        let transaction = self.begin_writing(bulk).await?;
        let waiting = Outbox::of(&transaction)?.open().await?;
        self.write(transaction, encoded, bulk, waiting).await
    }
}

/// Lets a request run without waiting for it: if it fails, so does its transaction.
fn put(request: Result<IdbRequest, JsValue>) -> Result<IdbRequest, StoreError> {
    request.map_err(|error| failure(&error))
}

/// The name of a value in one of the object stores, such as `chunks:7`.
fn place_name(store: &str, key: f64) -> String {
    [store, ":", &(key as u64).to_string()].concat()
}
