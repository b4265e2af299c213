//! Keeping a replica and a store alike, without doing any I/O.
//!
//! [`Syncer`] is a state machine. Its host asks for the [`Step`] to do, does it, and reports the [`Answer`]; [`run`] is that
//! loop. Time comes with every call and chance from a seed, so that every run can be repeated.
//!
//! # How it goes
//!
//! A round sends what is in the outbox, then reads from the cursor on until a page is `done`. While a batch is on its way, the one
//! before it is written down and the next one read ([`Syncer::meanwhile`]); everything else is done one after the other.
//!
//! - **Outbox.** An event leaves it when the store acknowledged or returned it, or when it was set aside with a reason.
//!   A refused batch is halved until the events to blame are alone. They are set aside only once the store took another
//!   event, because a store that refuses everything blames none.
//! - **Cursor.** It is kept in one transaction with its page. Whatever is interrupted is done again; events are a set.
//! - **Audit.** Every event bears the number that its device gave it, without gaps. A number that is missing below a larger one
//!   is a hole. Whether a store loses rows between two pages, loses its cursor or was restored from an old copy: reading
//!   everything again (a *scan*) finds what is missing here, and what is missing there goes back into the outbox. Ids do
//!   not follow from numbers, so a hole cannot be asked for by id. A scan comes when
//!   - a hole is still there after a grace, in which events under way arrive;
//!   - an event that was stored is not returned by the reading that follows;
//!   - the last event that was returned is not there any more ([`EventStore::get`](crate::EventStore::get), where offered);
//!   - the store lost the cursor;
//!   - a week has gone by.
//! - **Holes that a scan leaves** are shown. An event set aside elsewhere leaves one for ever, so they hold nothing up,
//!   and scans in vain become rarer each time.
//!
//! A scan that is interrupted begins anew, because the ids it met are in memory only (16 bytes each). What it brought is kept.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)]

mod backoff;
mod chance;
mod meanwhile;
mod memory_replica;
mod numbers;
mod pull;
mod push;
mod record;
mod replica;
mod run;
mod settings;
mod status;
mod step;
mod syncer;
#[cfg(test)]
mod tests;
mod timer;

pub use memory_replica::MemoryReplica;
pub use numbers::Hole;
pub use record::was_returned;
pub use replica::Replica;
pub use run::{Rest, run, step};
pub use settings::Settings;
pub use status::{Fault, State, Status};
pub use step::{Answer, Aside, Commit, Pending, Requeue, Signal, Step};
pub use syncer::Syncer;
