//! The sync as `tests/bench/sync` measures it beside another library: events in the browser's database, a real server.

#![cfg(target_arch = "wasm32")]

use guildhall_backends::{Account, Backend, Kind, Settings, WebFetch};
use guildhall_browser::{Hall, HallReplica, event_id, now};
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::CommunityId;
use guildhall_store::EventStore as _;
use guildhall_store::sync::{self, Replica as _, Signal, Syncer};
use std::cell::RefCell;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A hall, and a server to exchange its events with.
#[wasm_bindgen]
pub struct SyncBench {
    hall: Hall,
    settings: Settings,
}

#[wasm_bindgen]
impl SyncBench {
    /// Opens the hall of a community.
    pub async fn open(
        community: String,
        url: String,
        place: String,
        user: String,
        secret: String,
    ) -> Result<SyncBench, JsError> {
        let (hall, loaded) = Hall::open(&CommunityId::from(community)).await;
        if let Some(problem) = loaded.problems.first() {
            return Err(JsError::new(problem.code()));
        }
        let account = Account { user, secret };
        Ok(SyncBench { hall, settings: Settings { kind: Kind::CouchDb, url, place, account } })
    }

    /// Begins the exchange while there is nothing, and writes events then, as a member does who was away for long.
    pub async fn prepare(&self, count: u32) -> Result<(), JsError> {
        self.exchange(false).await?;
        let events: Vec<Event> = (1..=count).map(event).collect();
        for events in events.chunks(1000) {
            self.hall.append(events).await?;
        }
        Ok(())
    }

    /// Exchanges events with the server: until nothing waits to be sent, or until both are alike.
    /// Answers how many were sent, and how many came.
    pub async fn exchange(&self, only_send: bool) -> Result<Vec<u32>, JsError> {
        let backend = Backend::new(self.settings.clone(), WebFetch::new(60_000))?;
        let replica = HallReplica::open(&self.hall, &self.settings.place).await?;
        let record = replica.record().await?;
        let syncer = Syncer::new(backend.caps(), sync::Settings::default(), 1, record.as_deref(), now());
        let syncer = RefCell::new(syncer);
        syncer.borrow_mut().signal(Signal::Consent(true));
        while sync::step(&syncer, &backend, &replica, now).await.is_none() {
            let status = syncer.borrow().status();
            if only_send && status.sent > 0 && status.pending == 0 {
                break;
            }
        }
        let status = syncer.borrow().status();
        match status.fault {
            Some(fault) => Err(JsError::new(&fault.message)),
            None => Ok(vec![status.sent as u32, status.received as u32]),
        }
    }
}

/// What a reading member leaves behind, as in `events.mjs`.
fn event(n: u32) -> Event {
    let verb = match n % 4 {
        0 => Verb::View,
        1 => Verb::Finish,
        2 => Verb::Like,
        _ => Verb::Rate,
    };
    Event {
        id: event_id(),
        at: now(),
        member: format!("member-{}", n % 50).into(),
        value: (verb == Verb::Rate).then(|| Quantity::new(4.0)).flatten(),
        verb,
        object: Some(format!("item-{}", n % 1000).into()),
        owner: None,
        note: None,
        source: Source::Import,
        device: "device-0123456789".into(),
        n: n.into(),
    }
}
