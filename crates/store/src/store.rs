//! The contract of a store.

use crate::{Ack, Cursor, Page, StoreError};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use std::rc::Rc;

/// What a store can take and give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// The most events in one batch.
    pub batch_events: u32,
    /// The most bytes in one batch, all events encoded.
    pub batch_bytes: u32,
    /// The most bytes of one encoded event; a larger one is rejected.
    pub event_bytes: u32,
    /// Pages come in the order in which the store took the events.
    pub ordered: bool,
    /// Events can be read back; otherwise `since` is [`StoreError::Unsupported`].
    pub pull: bool,
}

/// Why a store is asked to renew its authorization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthReason {
    /// Nothing was sent yet.
    First,
    /// The store answered [`StoreError::Auth`].
    Expired,
}

/// Anything that keeps events.
///
/// A store gives up by itself on what takes too long, with [`StoreError::Retryable`]: nobody else can tell slow from lost.
///
/// The two required methods are at-least-once: every batch and every page may be repeated, and events are a set by id.
/// Futures need not be `Send`, because in a browser they cannot be.
#[allow(async_fn_in_trait)]
pub trait EventStore {
    /// What the store can take and give.
    fn caps(&self) -> Caps;

    /// Takes a batch and answers one outcome for each of its events, in order.
    ///
    /// Under one id the first event stays: another one with the same id is a [`Ack::Duplicate`].
    /// [`Ack::Stored`] and [`Ack::Duplicate`] promise that the event is durable and that some chain of
    /// [`since`](EventStore::since) returns it. An unsound event is rejected alone and does not hold up its neighbours.
    ///
    /// # Errors
    /// When the batch as a whole could not be taken; the caller keeps it and may send it again as it is.
    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError>;

    /// The next events after a cursor (from the beginning without one), at most `limit`, which is at least 1.
    ///
    /// Order is free and events may repeat; the one promise is completeness: whoever follows the cursors until a page
    /// is `done`, again and again, sees every durable event in the end. An empty page is always `done`.
    ///
    /// # Errors
    /// [`StoreError::CursorLost`] when the cursor means nothing any more, and whatever else can go wrong.
    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError>;

    /// Renews whatever lets the caller in; stores open to everybody have nothing to do.
    ///
    /// # Errors
    /// [`StoreError::Auth`] when there is no way in.
    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        Ok(())
    }

    /// Those of the named events that are here, in any order: the repair of a gap.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] when the store cannot look events up, which is the default.
    async fn get(&self, _ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        Err(StoreError::Unsupported)
    }
}

/// Several users of one store.
impl<S: EventStore> EventStore for Rc<S> {
    fn caps(&self) -> Caps {
        (**self).caps()
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        (**self).append(batch).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        (**self).since(cursor, limit).await
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        (**self).authorize(why).await
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        (**self).get(ids).await
    }
}
