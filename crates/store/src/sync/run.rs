//! The host's loop, which is the same everywhere.

use super::replica::Replica;
use super::step::{Answer, Step};
use super::syncer::Syncer;
use crate::EventStore;
use guildhall_engine::time::Moment;
use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

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
        && let Ok(pending) = replica.pending(0, 1).await
    {
        syncer.borrow_mut().waits(pending.total);
    }
}

/// Writes down and reads on the replica what can be done while the store answers.
async fn meanwhile<R: Replica>(syncer: &RefCell<Syncer>, replica: &R) {
    loop {
        let step = syncer.borrow_mut().meanwhile();
        let Some(step) = step else { return };
        let Some(answer) = keep(replica, &step).await else { return };
        syncer.borrow_mut().done_meanwhile(answer);
    }
}

/// Does what concerns the replica alone.
async fn keep<R: Replica>(replica: &R, step: &Step) -> Option<Answer> {
    Some(match step {
        Step::Load { skip, limit } => Answer::Loaded(replica.pending(*skip, *limit).await),
        Step::Commit(commit) => Answer::Kept(replica.commit(commit).await),
        Step::Requeue(requeue) => Answer::Kept(replica.requeue(requeue).await),
        _ => return None,
    })
}

/// Waits for both, which go on at the same time.
async fn both<T>(first: impl Future<Output = T>, second: impl Future<Output = ()>) -> T {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut answer, mut is_done) = (None, false);
    poll_fn(|context| {
        if answer.is_none()
            && let Poll::Ready(ready) = first.as_mut().poll(context)
        {
            answer = Some(ready);
        }
        is_done = is_done || second.as_mut().poll(context).is_ready();
        if is_done { answer.take().map_or(Poll::Pending, Poll::Ready) } else { Poll::Pending }
    })
    .await
}

/// Does one thing that the sync asks for; answers how long it rests, if that is what it asks for.
pub async fn step<S: EventStore, R: Replica>(
    syncer: &RefCell<Syncer>,
    store: &S,
    replica: &R,
    clock: impl Fn() -> Moment,
) -> Option<Rest> {
    // Its own statement, so that the borrow ends before anything is waited for.
    let step = syncer.borrow_mut().next(clock());
    let answer = match step {
        Step::Append(batch) => Answer::Appended(both(store.append(&batch), meanwhile(syncer, replica)).await),
        Step::Since { cursor, limit } => Answer::Read(store.since(cursor.as_ref(), limit).await),
        Step::Get(ids) => Answer::Found(store.get(&ids).await),
        Step::Authorize(why) => Answer::Authorized(store.authorize(why).await),
        Step::Wait(until) => {
            count(syncer, replica).await;
            return Some(Rest::Until(until));
        }
        Step::Idle => {
            count(syncer, replica).await;
            return Some(Rest::Idle);
        }
        Step::Load { .. } | Step::Commit(_) | Step::Requeue(_) => keep(replica, &step).await?,
    };
    syncer.borrow_mut().answer(answer, clock());
    None
}

/// Does what the sync asks for until it rests.
///
/// Needs no runtime. The sync is never borrowed while something is waited for, so that signals reach it while a step is under way;
/// consent taken back is seen before the next step. Dropping the future cancels: nothing is lost and the next call goes on.
/// A store that never answers holds the loop up, so a store has to give up by itself.
pub async fn run<S: EventStore, R: Replica>(
    syncer: &RefCell<Syncer>,
    store: &S,
    replica: &R,
    clock: impl Fn() -> Moment,
) -> Rest {
    loop {
        if let Some(rest) = step(syncer, store, replica, &clock).await {
            return rest;
        }
    }
}
