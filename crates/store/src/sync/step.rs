//! What the sync asks of its host, and what it is told.

use crate::{Ack, AuthReason, Cursor, Page, StoreError};
use guildhall_engine::event::Event;
use guildhall_engine::id::{DeviceId, EventId};
use guildhall_engine::time::Moment;

/// What the host does next; it reports the outcome with the [`Answer`] named with each step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Read events from the outbox: [`Answer::Loaded`].
    Load {
        /// Leave out so many of the first ones.
        skip: u32,
        /// The most events wanted.
        limit: u32,
    },
    /// Write to the replica, in one transaction: [`Answer::Kept`].
    Commit(Commit),
    /// Compare what the replica holds with what the store has: [`Answer::Kept`].
    Requeue(Requeue),
    /// Call [`EventStore::append`](crate::EventStore::append): [`Answer::Appended`].
    Append(Vec<Event>),
    /// Call [`EventStore::since`](crate::EventStore::since): [`Answer::Read`].
    Since {
        /// Where to go on.
        cursor: Option<Cursor>,
        /// The most events wanted.
        limit: u32,
    },
    /// Call [`EventStore::get`](crate::EventStore::get): [`Answer::Found`].
    Get(Vec<EventId>),
    /// Call [`EventStore::authorize`](crate::EventStore::authorize): [`Answer::Authorized`].
    Authorize(AuthReason),
    /// Nothing until this moment or a [`Signal`], whichever comes first; nothing is answered.
    Wait(Moment),
    /// Nothing until a [`Signal`]; nothing is answered.
    Idle,
}

/// The outcome of a [`Step`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Of [`Step::Load`].
    Loaded(Result<Pending, StoreError>),
    /// Of [`Step::Commit`] and [`Step::Requeue`]: the number of events in the outbox now.
    Kept(Result<u64, StoreError>),
    /// Of [`Step::Append`].
    Appended(Result<Vec<Ack>, StoreError>),
    /// Of [`Step::Since`].
    Read(Result<Page, StoreError>),
    /// Of [`Step::Get`].
    Found(Result<Vec<Event>, StoreError>),
    /// Of [`Step::Authorize`].
    Authorized(Result<(), StoreError>),
}

/// Events of the outbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pending {
    /// The first ones but for those left out, in the order in which they came.
    pub events: Vec<Event>,
    /// The number of all.
    pub total: u64,
}

/// One transaction on the replica: all of it is kept, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commit {
    /// Events that the store returned, to be kept; those that wait in the outbox leave it, because the store has them.
    pub events: Vec<Event>,
    /// Events that the store took, which leave the outbox.
    pub acknowledged: Vec<EventId>,
    /// Events that nobody will take, which leave the outbox and are shown.
    pub aside: Vec<Aside>,
    /// The memory of the sync, in place of the one before.
    pub record: Vec<u8>,
}

/// What the store has, after all of it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requeue {
    /// The ids of all events in the store, ascending. What the replica holds beside them and has not set aside goes back
    /// into the outbox: a store that was restored from an old copy gets it again.
    pub present: Vec<EventId>,
    /// The memory of the sync, kept in the same transaction.
    pub record: Vec<u8>,
}

/// An event that cannot be exchanged, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its identity.
    pub id: EventId,
    /// The installation that wrote it.
    pub device: DeviceId,
    /// Its number there.
    pub n: u64,
    /// The store gave it and the replica cannot take it; otherwise it is the other way round.
    pub foreign: bool,
    /// Stable, kebab-case name of the reason; programs match on this.
    pub code: Box<str>,
    /// What is wrong, for people.
    pub message: Box<str>,
    /// When it was set aside.
    pub at: Moment,
}

impl Aside {
    pub(super) fn of(event: &Event, code: &str, message: &str, at: Moment) -> Aside {
        let Event { id, device, n, .. } = event;
        Aside { id: *id, device: device.clone(), n: *n, foreign: false, code: code.into(), message: message.into(), at }
    }
}

/// What happens around the sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Events were added to the outbox.
    Changed,
    /// The store is said to have something new.
    News,
    /// The device is connected, or not.
    Online(bool),
    /// Somebody is looking, or not.
    Visible(bool),
    /// The member agreed that events leave the device, or takes it back. Without consent nothing is sent.
    Consent(bool),
    /// The member signed in.
    SignedIn,
    /// The member asks for it: waits are over, except those that the store asked for.
    SyncNow,
    /// The member asks that everything be compared.
    CheckAll,
    /// The member has had enough for now: the round ends, and the next one comes in its time.
    Cancel,
}
