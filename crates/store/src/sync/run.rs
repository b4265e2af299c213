//! The host's loop, which is the same everywhere.

use super::replica::Replica;
use super::step::{Answer, Step};
use super::syncer::Syncer;
use crate::EventStore;
use guildhall_engine::time::Moment;
use std::cell::RefCell;

/// When there is something to do again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// At this moment, or at the next signal.
    Until(Moment),
    /// At the next signal.
    Idle,
}

/// Counts what waits in the outbox while nothing can be sent: what is done meanwhile is told, too.
async fn count<R: Replica>(syncer: &RefCell<Syncer>, replica: &R) {
    if syncer.borrow().holds_back()
        && let Ok(pending) = replica.pending(1).await
    {
        syncer.borrow_mut().waits(pending.total);
    }
}

/// Does what the sync asks for until it rests.
///
/// Needs no runtime. The sync is borrowed between two steps only, so that signals reach it while a step is under way;
/// consent taken back is seen before the next step. Dropping the future cancels: nothing is lost and the next call goes on.
/// A store that never answers holds the loop up, so a store has to give up by itself.
pub async fn run<S: EventStore, R: Replica>(
    syncer: &RefCell<Syncer>,
    store: &S,
    replica: &R,
    clock: impl Fn() -> Moment,
) -> Rest {
    loop {
        // Its own statement, so that the borrow ends before anything is waited for.
        let step = syncer.borrow_mut().next(clock());
        let answer = match step {
            Step::Load { limit } => Answer::Loaded(replica.pending(limit).await),
            Step::Commit(commit) => Answer::Kept(replica.commit(&commit).await),
            Step::Requeue(requeue) => Answer::Kept(replica.requeue(&requeue).await),
            Step::Append(batch) => Answer::Appended(store.append(&batch).await),
            Step::Since { cursor, limit } => Answer::Read(store.since(cursor.as_ref(), limit).await),
            Step::Get(ids) => Answer::Found(store.get(&ids).await),
            Step::Authorize(why) => Answer::Authorized(store.authorize(why).await),
            Step::Wait(until) => {
                count(syncer, replica).await;
                return Rest::Until(until);
            }
            Step::Idle => {
                count(syncer, replica).await;
                return Rest::Idle;
            }
        };
        syncer.borrow_mut().answer(answer, clock());
    }
}
