//! The port to the events of this device.

use super::step::{Commit, Pending, Requeue};
use crate::StoreError;

/// The events of this device as the sync needs them: a set by id, an outbox, what was set aside, and one record.
///
/// The outbox is a part of the set. Two tabs may use one replica at once, each with a sync of its own: every commit is
/// sound by itself, and what both do is done twice, which sets do not notice.
///
/// Where the store's version of an event differs from the one held, as when two devices import the same row and number
/// it each in its own way, the store's takes its place, so that all replicas end up with the same.
#[allow(async_fn_in_trait)]
pub trait Replica {
    /// The record of the last commit; `None` before the first one, and after the member chose another store.
    ///
    /// # Errors
    /// When the replica cannot be read.
    async fn record(&self) -> Result<Option<Vec<u8>>, StoreError>;

    /// The first events of the outbox behind the first `skip`, at most `limit`, and how many there are in all.
    ///
    /// # Errors
    /// When the replica cannot be read.
    async fn pending(&self, skip: u32, limit: u32) -> Result<Pending, StoreError>;

    /// Keeps all of a commit in one transaction, and answers how many events are in the outbox then. The same commit may come
    /// again; one that a power cut took back as a whole does.
    ///
    /// # Errors
    /// When nothing of it was kept, such as `storage-full`.
    async fn commit(&self, commit: &Commit) -> Result<u64, StoreError>;

    /// Puts back into the outbox what is held, but neither present in the store nor set aside, keeps the record, and
    /// answers how many events are in the outbox then.
    ///
    /// # Errors
    /// When nothing of it was done.
    async fn requeue(&self, requeue: &Requeue) -> Result<u64, StoreError>;
}
