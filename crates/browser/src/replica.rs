//! A hall as the sync sees it, whether it is kept or not.

use crate::hall::Hall;
use crate::in_memory::InMemory;
use crate::indexed_db::KeptReplica;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::sync::{Aside, Commit, MemoryReplica, Pending, Replica, Requeue};
use guildhall_store::{Cursor, EventStore as _, StoreError};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The events of a hall, as they are exchanged with one store.
pub struct HallReplica(Inner);

enum Inner {
    Kept(Box<KeptReplica>),
    InMemory(Box<Passing>),
}

/// The replica of a hall in memory: what is written in the hall is fetched from there before it is asked for.
struct Passing {
    hall: Rc<InMemory>,
    replica: MemoryReplica,
    cursor: RefCell<Option<Cursor>>,
}

impl HallReplica {
    /// The replica of what was chosen to exchange events with, under any name. With another name than before the exchange
    /// begins anew; the events stay.
    ///
    /// # Errors
    /// When the choice could not be written down.
    pub async fn open(hall: &Hall, chosen: &str) -> Result<HallReplica, StoreError> {
        Ok(HallReplica(match hall {
            Hall::Kept(store) => Inner::Kept(Box::new(KeptReplica::open(store.clone(), chosen).await?)),
            Hall::InMemory(hall) => {
                let (replica, cursor) = (MemoryReplica::new(), RefCell::default());
                Inner::InMemory(Box::new(Passing { hall: hall.clone(), replica, cursor }))
            }
        }))
    }

    /// Ends the exchange, in every tab; the events stay.
    ///
    /// # Errors
    /// When it could not be written down.
    pub async fn leave(hall: &Hall) -> Result<(), StoreError> {
        match hall {
            Hall::Kept(store) => KeptReplica::leave(store).await,
            Hall::InMemory(_) => Ok(()),
        }
    }

    /// Everything that was set aside, with its reason.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub async fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.aside().await,
            Inner::InMemory(passing) => Ok(passing.replica.aside()),
        }
    }

    /// Puts events that were set aside into the outbox again.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn try_again(&self, ids: &[EventId]) -> Result<(), StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.try_again(ids).await,
            Inner::InMemory(passing) => {
                passing.replica.try_again(ids);
                Ok(())
            }
        }
    }
}

impl Passing {
    async fn fetch(&self) -> Result<(), StoreError> {
        loop {
            let cursor = self.cursor.borrow().clone();
            let page = self.hall.store.since(cursor.as_ref(), u32::MAX).await?;
            self.replica.write(page.events);
            self.cursor.replace(Some(page.cursor));
            if page.done {
                return Ok(());
            }
        }
    }

    async fn commit(&self, commit: &Commit) -> Result<u64, StoreError> {
        self.fetch().await?;
        let ids: Vec<EventId> = commit.events.iter().map(|event| event.id).collect();
        let known: BTreeSet<EventId> = self.hall.store.get(&ids).await?.into_iter().map(|event| event.id).collect();
        let waiting = self.replica.commit(commit).await?;
        let new: Vec<Event> = commit.events.iter().filter(|event| !known.contains(&event.id)).cloned().collect();
        if !new.is_empty() {
            self.hall.append(&new).await?;
            self.hall.bring(new);
        }
        Ok(waiting)
    }
}

impl Replica for HallReplica {
    async fn record(&self) -> Result<Option<Vec<u8>>, StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.record().await,
            Inner::InMemory(passing) => passing.replica.record().await,
        }
    }

    async fn pending(&self, skip: u32, limit: u32) -> Result<Pending, StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.pending(skip, limit).await,
            Inner::InMemory(passing) => {
                passing.fetch().await?;
                passing.replica.pending(skip, limit).await
            }
        }
    }

    async fn commit(&self, commit: &Commit) -> Result<u64, StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.commit(commit).await,
            Inner::InMemory(passing) => passing.commit(commit).await,
        }
    }

    async fn requeue(&self, requeue: &Requeue) -> Result<u64, StoreError> {
        match &self.0 {
            Inner::Kept(kept) => kept.requeue(requeue).await,
            Inner::InMemory(passing) => {
                passing.fetch().await?;
                passing.replica.requeue(requeue).await
            }
        }
    }
}
