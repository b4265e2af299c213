//! The events of this device as the sync needs them.
//!
//! Everything that belongs together is written in one transaction. Several tabs may do it at once: transactions that write
//! exclude each other, and each reads first what the others wrote.

use super::encoded::{Encoded, put_all};
use super::index::Index;
use super::migration::{CHUNKS, META, OUTBOX, TAIL};
use super::outbox::{CHOSEN, Outbox};
use super::reading;
use super::refused;
use super::request::{Mode, Transaction, failure, result};
use super::{BULK, IndexedDb, put};
use crate::hall::Change;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::StoreError;
use guildhall_store::sync::{Aside, Commit, Pending, Replica, Requeue, was_returned};
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use web_sys::IdbObjectStore;

/// Name of the value in `meta` that holds the memory of the sync.
const RECORD: &str = "sync:record";
/// All object stores.
const ALL: &[&str] = &[CHUNKS, TAIL, META, OUTBOX];

/// The events in the browser's database, as they are exchanged with one store.
pub struct KeptReplica {
    store: Rc<IndexedDb>,
    /// The store that was chosen.
    chosen: Box<str>,
    index: RefCell<Index>,
    /// What the store returned since this replica was made.
    returned: RefCell<HashSet<EventId>>,
}

impl KeptReplica {
    /// The replica of what was chosen to exchange events with, under any name. Another one than before makes the sync begin
    /// anew; the events stay.
    ///
    /// # Errors
    /// When it could not be written down.
    pub async fn open(store: Rc<IndexedDb>, chosen: &str) -> Result<KeptReplica, StoreError> {
        let transaction = store.connection.begin(&[META, OUTBOX], Mode::WriteStrict).await?;
        let outbox = Outbox::of(&transaction)?;
        if outbox.chosen().await?.as_deref() != Some(chosen) {
            let meta = transaction.store(META)?;
            forget(&meta, &outbox).await?;
            put(meta.put_with_key(&chosen.into(), &CHOSEN.into()))?;
        }
        transaction.commit().await?;
        let (index, returned) = Default::default();
        Ok(KeptReplica { store, chosen: chosen.into(), index, returned })
    }

    /// Ends the exchange for every tab: nothing waits any more, and the events stay.
    ///
    /// # Errors
    /// When it could not be written down; everything is then as before.
    pub async fn leave(store: &IndexedDb) -> Result<(), StoreError> {
        let transaction = store.connection.begin(&[META, OUTBOX], Mode::WriteStrict).await?;
        let meta = transaction.store(META)?;
        forget(&meta, &Outbox::of(&transaction)?).await?;
        put(meta.delete(&CHOSEN.into()))?;
        transaction.commit().await
    }

    /// Begins a transaction, if the store is still the chosen one.
    async fn begin(&self, stores: &[&str], mode: Mode) -> Result<Transaction, StoreError> {
        let transaction = self.store.connection.begin(stores, mode).await?;
        let chosen = result(transaction.store(META)?.get(&CHOSEN.into())).await?.as_string();
        if chosen.as_deref() == Some(&*self.chosen) {
            return Ok(transaction);
        }
        Err(StoreError::permanent("disconnected", "the exchange with this store was ended, here or in another tab"))
    }

    /// Has the index know everything that is kept, without holding up who writes.
    async fn index(&self) -> Result<Index, StoreError> {
        let mut index = self.index.take();
        let reading = self.store.connection.begin(&[CHUNKS, TAIL], Mode::Read).await?;
        index.refresh(&reading).await?;
        Ok(index)
    }

    /// Everything that was set aside, in the order of the ids.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub async fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        let transaction = self.begin(&[META], Mode::Read).await?;
        refused::all(&transaction.store(META)?).await
    }

    /// Puts events that were set aside into the outbox again. What the store gave and cannot be kept is met again when
    /// everything is read again.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn try_again(&self, ids: &[EventId]) -> Result<(), StoreError> {
        let mut index = self.index().await?;
        let transaction = self.begin(ALL, Mode::WriteStrict).await?;
        index.refresh(&transaction).await?;
        let (meta, outbox) = (transaction.store(META)?, Outbox::of(&transaction)?);
        let aside: HashSet<EventId> = refused::all(&meta).await?.into_iter().map(|aside| aside.id).collect();
        let wanted: HashSet<EventId> = ids.iter().copied().filter(|id| aside.contains(id)).collect();
        let mut again: Vec<Event> = Vec::new();
        for value in index.values(&transaction, wanted.iter().copied()).await? {
            again.extend(value.events.into_iter().filter(|event| wanted.contains(&event.id)));
        }
        outbox.add_events(&again).await?;
        for id in &wanted {
            refused::remove(&meta, *id)?;
        }
        transaction.commit().await?;
        self.index.replace(index);
        self.store.tabs.tell();
        Ok(())
    }

    /// Has events that the store returned in place of those that are held, where they differ; answers the unknown ones.
    async fn settle<'a>(
        &self,
        transaction: &Transaction,
        index: &Index,
        came: &'a [Event],
    ) -> Result<Vec<&'a Event>, StoreError> {
        let (mut known, mut new): (Vec<&Event>, Vec<&Event>) = (Vec::new(), Vec::new());
        for event in came {
            if index.has(event.id) {
                known.push(event);
            } else if let Some(twin) = new.iter_mut().find(|twin| twin.id == event.id) {
                *twin = (*twin).min(event);
            } else {
                new.push(event);
            }
        }
        let mut record = None;
        // Stable, so that of two versions the one that came first is settled first.
        known.sort_by_key(|event| event.id);
        let mut in_page = HashSet::new();
        for mut value in index.values(transaction, known.iter().map(|event| event.id)).await? {
            let mut differs = false;
            for held in &mut value.events {
                let id = held.id;
                let first = known.partition_point(|event| event.id < id);
                for event in known.iter().skip(first).take_while(|event| event.id == id) {
                    let was_returned = !in_page.insert(id) || self.returned.borrow().contains(&id);
                    if *held == **event {
                        continue;
                    }
                    if record.is_none() {
                        record = Some(self.read_record(transaction).await?.unwrap_or_default());
                    }
                    let is_settled =
                        was_returned || record.as_ref().is_some_and(|record| self::was_returned(record, held));
                    // A store that returns two versions settles nothing; then the lesser one stays, as in a ledger.
                    if !is_settled || **event < *held {
                        *held = (*event).clone();
                        differs = true;
                    }
                }
            }
            if differs {
                value.write(transaction).await?;
            }
        }
        Ok(new)
    }

    async fn read_record(&self, transaction: &Transaction) -> Result<Option<Vec<u8>>, StoreError> {
        let found = result(transaction.store(META)?.get(&RECORD.into())).await?;
        let mut bytes = Vec::new();
        reading::copy(&found, &mut bytes);
        Ok(if bytes.is_empty() { None } else { Some(bytes) })
    }
}

impl Replica for KeptReplica {
    async fn record(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let transaction = self.begin(&[META], Mode::Read).await?;
        self.read_record(&transaction).await
    }

    async fn pending(&self, skip: u32, limit: u32) -> Result<Pending, StoreError> {
        let transaction = self.begin(&[META, OUTBOX], Mode::Read).await?;
        Outbox::of(&transaction)?.after(skip, limit).await
    }

    async fn commit(&self, commit: &Commit) -> Result<u64, StoreError> {
        let mut index = if commit.events.is_empty() { Index::default() } else { self.index().await? };
        // What a power cut takes back it takes back as a whole, and the sync does it again.
        let transaction = self.begin(ALL, Mode::WriteRelaxed).await?;
        let (meta, outbox) = (transaction.store(META)?, Outbox::of(&transaction)?);
        let mut encoded = Encoded::default();
        if !commit.events.is_empty() {
            index.refresh(&transaction).await?;
            for event in self.settle(&transaction, &index, &commit.events).await? {
                encoded.push(event).map_err(|rejection| StoreError::permanent(rejection.code, rejection.message))?;
            }
            let bulk = encoded.len() >= BULK;
            put_all(&transaction.store(if bulk { CHUNKS } else { TAIL })?, &encoded.values(bulk))?;
        }
        let came = commit.events.iter().map(|event| event.id);
        let left =
            came.clone().chain(commit.acknowledged.iter().copied()).chain(commit.aside.iter().map(|aside| aside.id));
        let waiting = outbox.take_out(&left.collect()).await?;
        refused::take_out(&meta, &came.clone().collect()).await?;
        for aside in &commit.aside {
            refused::add(&meta, aside)?;
        }
        put_record(&meta, &commit.record)?;
        transaction.commit().await?;
        if !commit.events.is_empty() {
            self.index.replace(index);
            self.returned.borrow_mut().extend(came);
        }
        if encoded.len() > 0 {
            self.store.tabs.tell();
            self.store.notice.give(Change::Newer);
        }
        Ok(waiting)
    }

    async fn requeue(&self, requeue: &Requeue) -> Result<u64, StoreError> {
        let mut index = self.index().await?;
        let transaction = self.begin(ALL, Mode::WriteStrict).await?;
        index.refresh(&transaction).await?;
        let (meta, outbox) = (transaction.store(META)?, Outbox::of(&transaction)?);
        let mut here = outbox.ids().await?;
        here.extend(refused::all(&meta).await?.into_iter().map(|aside| aside.id));
        let is_missing = |id: &EventId| requeue.present.binary_search(id).is_err() && !here.contains(id);
        let missing: HashSet<EventId> = index.ids().filter(is_missing).collect();
        let mut events: Vec<Event> = Vec::with_capacity(missing.len());
        for value in index.values(&transaction, missing.iter().copied()).await? {
            events.extend(value.events.into_iter().filter(|event| missing.contains(&event.id)));
        }
        // In the order in which they happened, so that what is sent first makes sense by itself.
        events.sort_unstable_by(|a, b| (&a.device, a.n, a.id).cmp(&(&b.device, b.n, b.id)));
        events.dedup_by_key(|event| event.id);
        outbox.add_events(&events).await?;
        put_record(&meta, &requeue.record)?;
        let waiting = outbox.waiting().await?;
        transaction.commit().await?;
        self.index.replace(index);
        Ok(waiting)
    }
}

/// Forgets everything about the exchange with a store.
async fn forget(meta: &IdbObjectStore, outbox: &Outbox) -> Result<(), StoreError> {
    outbox.clear()?;
    for aside in refused::all(meta).await? {
        refused::remove(meta, aside.id)?;
    }
    meta.delete(&RECORD.into()).map(drop).map_err(|error| failure(&error))
}

fn put_record(meta: &IdbObjectStore, record: &[u8]) -> Result<(), StoreError> {
    put(meta.put_with_key(&Uint8Array::from(record), &RECORD.into())).map(drop)
}
