//! The loop that every host runs.

use super::*;
use std::cell::{Cell, RefCell};
use std::task::{Context, Waker};

fn consenting(store: &MemoryStore, record: Option<&[u8]>) -> RefCell<Syncer> {
    let mut syncer = Syncer::new(store.caps(), Settings::default(), 3, record, Moment(0));
    syncer.signal(Signal::Consent(true));
    RefCell::new(syncer)
}

#[test]
fn the_loop_runs_until_there_is_nothing_to_do() {
    let (store, replica) = (store_with(&others(1..=2100)), MemoryReplica::new());
    replica.write(events(1..=700));
    let syncer = consenting(&store, None);
    let rest = block_on(run(&syncer, &store, &replica, || Moment(0)));
    assert_eq!(rest, Rest::Until(Moment(60_000)));
    assert_eq!((store.len(), replica.events().len()), (2800, 2800));
    syncer.borrow_mut().signal(Signal::Online(false));
    assert_eq!(block_on(run(&syncer, &store, &replica, || Moment(1))), Rest::Idle);
    // What is done without a connection waits, and that is told.
    replica.write(events(701..=703));
    syncer.borrow_mut().signal(Signal::Changed);
    assert_eq!(block_on(run(&syncer, &store, &replica, || Moment(2))), Rest::Idle);
    assert_eq!((syncer.borrow().status().pending, store.len()), (3, 2800));
    syncer.borrow_mut().signal(Signal::Online(true));
    block_on(run(&syncer, &store, &replica, || Moment(3)));
    assert_eq!((syncer.borrow().status().pending, store.len()), (0, 2803));
}

/// Answers nothing while it hangs.
struct Hanging<'a> {
    store: &'a MemoryStore,
    hangs: Cell<bool>,
}

impl EventStore for Hanging<'_> {
    fn caps(&self) -> Caps {
        self.store.caps()
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let acks = self.store.append(batch).await;
        if self.hangs.get() { std::future::pending().await } else { acks }
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.store.since(cursor, limit).await
    }
}

#[test]
fn a_request_that_hangs_can_be_dropped_and_signals_reach_the_sync_meanwhile() {
    let (kept, replica) = (MemoryStore::new(), MemoryReplica::new());
    replica.write(events(1..=20));
    let store = Hanging { store: &kept, hangs: Cell::new(true) };
    let syncer = consenting(&kept, None);
    {
        let mut running = std::pin::pin!(run(&syncer, &store, &replica, || Moment(0)));
        assert!(running.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(syncer.borrow().status().state, State::Pushing);
        syncer.borrow_mut().signal(Signal::Cancel);
    }
    assert_eq!((kept.len(), replica.waiting()), (20, 20), "taken, but not acknowledged");
    store.hangs.set(false);
    syncer.borrow_mut().signal(Signal::SyncNow);
    assert!(matches!(block_on(run(&syncer, &store, &replica, || Moment(0))), Rest::Until(_)));
    assert_eq!((kept.len(), replica.waiting()), (20, 0));
}

#[test]
fn two_tabs_with_one_replica_do_the_work_twice_and_no_harm() {
    let (store, replica) = (store_with(&others(1..=1500)), MemoryReplica::new());
    replica.write(events(1..=1200));
    let tabs = [consenting(&store, None), consenting(&store, None)];
    for _ in 0..200 {
        for tab in &tabs {
            block_on(step(tab, &store, &replica, || Moment(0)));
        }
    }
    assert_eq!((store.len(), replica.events().len(), replica.waiting()), (2700, 2700, 0));
}
