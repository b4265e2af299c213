use crate::support::{Raw, community, drafts, factory, ids, numbers, open, sound};
use futures_lite::future::{poll_once, zip};
use guildhall_browser::{Change, Hall, HallReplica};
use guildhall_engine::event::Event;
use guildhall_engine::id::CommunityId;
use guildhall_engine::time::Moment;
use guildhall_store::sync::{Aside, Commit, Replica, Requeue, Rest, Settings, Signal, Syncer, run};
use guildhall_store::testing::event;
use guildhall_store::{EventStore, MemoryStore};
use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: Moment = Moment(1_700_000_000_000);

/// A hall that exchanges its events with a server.
struct Device {
    hall: Hall,
    replica: HallReplica,
    syncer: RefCell<Syncer>,
}

impl Device {
    async fn open(hall: Hall, server: &impl EventStore) -> Device {
        Device::with(hall, server, Settings::default()).await
    }

    async fn with(hall: Hall, server: &impl EventStore, settings: Settings) -> Device {
        let replica = HallReplica::open(&hall, "server").await.unwrap();
        let record = replica.record().await.unwrap();
        let mut syncer = Syncer::new(server.caps(), settings, 7, record.as_deref(), NOW);
        syncer.signal(Signal::Consent(true));
        Device { hall, replica, syncer: RefCell::new(syncer) }
    }

    async fn go(&self, server: &impl EventStore) {
        self.syncer.borrow_mut().signal(Signal::SyncNow);
        let rest = run(&self.syncer, server, &self.replica, || NOW).await;
        assert!(matches!(rest, Rest::Until(_)), "{:?}", self.syncer.borrow().status());
    }

    fn pending(&self) -> u64 {
        self.syncer.borrow().status().pending
    }
}

/// Lets the browser do what it has at hand.
async fn turn() {
    let promise = Promise::new(&mut |resolve, _| {
        let set_timeout: Function = Reflect::get(&js_sys::global(), &"setTimeout".into()).unwrap().unchecked_into();
        set_timeout.call1(&wasm_bindgen::JsValue::NULL, &resolve).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
}

/// Everything in a database, read anew.
async fn all(community: &CommunityId) -> Vec<Event> {
    let mut events = open(community).await.1;
    events.sort();
    events
}

async fn on_server(server: &MemoryStore) -> Vec<Event> {
    let mut events = server.since(None, u32::MAX).await.unwrap().events;
    events.sort();
    events
}

#[wasm_bindgen_test]
async fn two_devices_come_to_hold_the_same() {
    let (here, there, server) = (community(), community(), MemoryStore::new());
    let a = Device::open(open(&here).await.0, &server).await;
    let b = Device::open(open(&there).await.0, &server).await;
    a.hall.append_new(drafts(300)).await.unwrap();
    b.hall.append_new(drafts(3)).await.unwrap();
    for device in [&a, &b, &a] {
        device.go(&server).await;
        assert_eq!(device.pending(), 0);
    }
    assert_eq!(server.len(), 303);
    assert_eq!(sound(a.hall.newer().await.unwrap()).len(), 3, "the open hall gets what came, and nothing of its own");
    assert_eq!(sound(b.hall.newer().await.unwrap()).len(), 300);
    let held = all(&here).await;
    assert_eq!(held.len(), 303);
    assert_eq!((held, on_server(&server).await), (all(&there).await, all(&there).await));
}

#[wasm_bindgen_test]
async fn what_was_there_before_is_sent_and_what_comes_is_told_in_every_tab() {
    let (here, server) = (community(), MemoryStore::new());
    let (first, second) = (open(&here).await.0, open(&here).await.0);
    first.append_new(drafts(40)).await.unwrap();
    let raw = Raw::open(&here).await;
    assert!(raw.keys("outbox").await.is_empty(), "nothing waits while nothing was chosen");
    server.append(&(1..=50).map(event).collect::<Vec<_>>()).await.unwrap();
    let heard = [Rc::new(Cell::new(0)), Rc::new(Cell::new(0))];
    for (hall, heard) in [&first, &second].into_iter().zip(&heard) {
        let heard = heard.clone();
        hall.watch(move |change| heard.set(heard.get() + u32::from(change == Change::Newer)));
    }
    let device = Device::open(first.clone(), &server).await;
    device.go(&server).await;
    assert_eq!(server.len(), 90);
    assert_eq!(heard[0].get(), 1, "the hall that is open here hears of it");
    assert_eq!(sound(first.newer().await.unwrap()).len(), 50);
    assert_eq!(sound(second.newer().await.unwrap()).len(), 90, "so do other tabs, of all that is new to them");
}

#[wasm_bindgen_test]
async fn two_tabs_that_sync_at_once_lose_and_double_nothing() {
    let (here, server) = (community(), MemoryStore::new());
    server.append(&(1..=600).map(event).collect::<Vec<_>>()).await.unwrap();
    let left = Device::open(open(&here).await.0, &server).await;
    let right = Device::open(open(&here).await.0, &server).await;
    for round in 0..8 {
        left.hall.append_new(drafts(1 + round * 9)).await.unwrap();
        right.hall.append_new(drafts(2)).await.unwrap();
        zip(left.go(&server), right.go(&server)).await;
    }
    left.go(&server).await;
    assert_eq!(left.replica.pending(0, 10).await.unwrap().total, 0);
    let held = all(&here).await;
    assert_eq!(held, on_server(&server).await);
    let raw = Raw::open(&here).await;
    assert!(raw.keys("outbox").await.is_empty());
    let rows = raw.keys("tail").await.len();
    let mut cursor = None;
    let (store, _) = guildhall_browser::indexed_db::IndexedDb::open(&here).await.unwrap();
    let mut written = 0;
    loop {
        let page = store.since(cursor.as_ref(), 1000).await.unwrap();
        written += page.events.len();
        cursor = Some(page.cursor);
        if page.done {
            break;
        }
    }
    assert_eq!(written, held.len(), "each event is written once, {rows} of them as rows");
}

#[wasm_bindgen_test]
async fn killed_at_any_point_it_goes_on_and_everything_arrives() {
    let (here, server) = (community(), MemoryStore::new());
    let hall = open(&here).await.0;
    let mut cut_off = 0;
    for round in 0..40 {
        server.append(&(round * 20 + 1..=round * 20 + 20).map(event).collect::<Vec<_>>()).await.unwrap();
        let settings = Settings { page_events: 7, batch_events: 3, ..Settings::default() };
        let device = Device::with(hall.clone(), &server, settings).await;
        device.hall.append_new(drafts(5)).await.unwrap();
        let mut going = pin!(device.go(&server));
        let mut is_done = false;
        for _ in 0..=round % 10 {
            is_done = is_done || poll_once(&mut going).await.is_some();
            turn().await;
        }
        cut_off += u32::from(!is_done);
    }
    assert!(cut_off > 5, "it was cut off {cut_off} times");
    Device::open(hall, &server).await.go(&server).await;
    let held = all(&here).await;
    assert_eq!(held.len(), 40 * 25);
    assert_eq!(held, on_server(&server).await);
}

#[wasm_bindgen_test]
async fn a_commit_is_kept_as_a_whole_or_not_at_all() {
    let (here, server) = (community(), MemoryStore::new());
    let device = Device::open(open(&here).await.0, &server).await;
    let own = device.hall.append_new(drafts(4)).await.unwrap();
    // An event that cannot be kept spoils the whole of it.
    let bad = guildhall_store::testing::event_with_note(9, 9000);
    let commit = Commit {
        events: vec![event(1), bad],
        acknowledged: vec![own[0].id],
        aside: Vec::new(),
        record: b"one".to_vec(),
    };
    assert!(device.replica.commit(&commit).await.is_err());
    assert_eq!(device.replica.record().await.unwrap(), None);
    assert_eq!(device.replica.pending(0, 10).await.unwrap().total, 4);
    assert_eq!(all(&here).await.len(), 4);
    let commit = Commit { events: vec![event(1), own[1].clone()], ..commit };
    for _ in 0..2 {
        assert_eq!(device.replica.commit(&commit).await.unwrap(), 2, "again it changes nothing");
    }
    assert_eq!(device.replica.record().await.unwrap().as_deref(), Some(&b"one"[..]));
    let pending = device.replica.pending(0, 1).await.unwrap();
    assert_eq!((numbers(&pending.events), pending.total), (vec![3], 2));
    assert_eq!(all(&here).await.len(), 5);
}

#[wasm_bindgen_test]
async fn what_is_set_aside_stays_with_its_reason_until_it_is_tried_again() {
    let (here, server) = (community(), MemoryStore::new());
    let device = Device::open(open(&here).await.0, &server).await;
    let own = device.hall.append_new(drafts(3)).await.unwrap();
    let aside = |event: &Event, foreign| Aside {
        id: event.id,
        device: event.device.clone(),
        n: event.n,
        foreign,
        code: "event-refused".into(),
        message: "the note is 过长".into(),
        at: NOW,
    };
    let mut refused = vec![aside(&own[1], false), aside(&event(5), true)];
    let commit = Commit { aside: refused.clone(), ..Commit::default() };
    assert_eq!(device.replica.commit(&commit).await.unwrap(), 2);
    refused.sort_by_key(|aside| aside.id);
    let again = HallReplica::open(&open(&here).await.0, "server").await.unwrap();
    assert_eq!(again.aside().await.unwrap(), refused);
    let requeue = Requeue { present: Vec::new(), record: b"all".to_vec() };
    assert_eq!(again.requeue(&requeue).await.unwrap(), 2, "what is set aside is not sent by itself");
    again.try_again(&[own[1].id]).await.unwrap();
    again.try_again(&[own[0].id]).await.unwrap();
    assert_eq!(again.pending(0, 10).await.unwrap().total, 3, "what is not set aside is not sent twice");
    assert_eq!(again.aside().await.unwrap(), [aside(&event(5), true)]);
    let commit = Commit { events: vec![event(5)], ..Commit::default() };
    again.commit(&commit).await.unwrap();
    assert_eq!(again.aside().await.unwrap(), [], "what the store gives in the end is no longer set aside");
}

#[wasm_bindgen_test]
async fn the_stores_version_of_an_event_takes_the_place_of_ours() {
    for count in [1, 300] {
        let here = community();
        let device = Device::open(open(&here).await.0, &MemoryStore::new()).await;
        let held: Vec<Event> = (1..=count).map(event).collect();
        device.hall.append(&held).await.unwrap();
        let theirs = Event { n: 1000, ..event(1) };
        let commit = |event: &Event| Commit { events: vec![event.clone()], ..Commit::default() };
        device.replica.commit(&commit(&theirs)).await.unwrap();
        assert!(all(&here).await.contains(&theirs) && !all(&here).await.contains(&event(1)));
        // Two versions of one store settle nothing: the lesser stays.
        let (lesser, greater) = (Event { n: 999, ..event(1) }, Event { n: 1001, ..event(1) });
        device.replica.commit(&commit(&greater)).await.unwrap();
        device.replica.commit(&commit(&lesser)).await.unwrap();
        let events = all(&here).await;
        assert!(events.contains(&lesser), "{count}");
        assert_eq!(events.len() as u64, count);
    }
}

#[wasm_bindgen_test]
async fn sealing_moves_nothing_out_of_reach() {
    let (here, server) = (community(), MemoryStore::new());
    let device = Device::open(open(&here).await.0, &server).await;
    for _ in 0..30 {
        device.hall.append_new(drafts(10)).await.unwrap();
    }
    device.go(&server).await;
    assert_eq!(server.len(), 300);
    assert_eq!(ids(&all(&here).await), ids(&on_server(&server).await));
}

#[wasm_bindgen_test]
async fn another_choice_begins_anew_and_the_end_leaves_the_events() {
    let (here, server) = (community(), MemoryStore::new());
    let device = Device::open(open(&here).await.0, &server).await;
    device.hall.append_new(drafts(3)).await.unwrap();
    device.go(&server).await;
    let other = HallReplica::open(&device.hall, "other").await.unwrap();
    assert_eq!(other.record().await.unwrap(), None);
    let late = device.replica.commit(&Commit::default()).await.unwrap_err();
    assert_eq!(late.code(), "disconnected", "what was under way for the former store changes nothing");
    assert_eq!(other.requeue(&Requeue::default()).await.unwrap(), 3);
    HallReplica::leave(&device.hall).await.unwrap();
    assert_eq!(other.pending(0, 1).await.unwrap_err().code(), "disconnected");
    device.hall.append_new(drafts(1)).await.unwrap();
    assert!(Raw::open(&here).await.keys("outbox").await.is_empty());
    assert_eq!(all(&here).await.len(), 4);
}

#[wasm_bindgen_test]
async fn a_damaged_outbox_is_made_good() {
    let (here, server) = (community(), MemoryStore::new());
    let device = Device::open(open(&here).await.0, &server).await;
    let own = device.hall.append_new(drafts(2)).await.unwrap();
    let raw = Raw::open(&here).await;
    let key = raw.keys("outbox").await[0];
    raw.put_bytes("outbox", key, &[1, 2, 3]).await;
    let commit = Commit { acknowledged: vec![own[1].id], ..Commit::default() };
    assert_eq!(device.replica.commit(&commit).await.unwrap(), 0);
    assert_eq!(device.replica.requeue(&Requeue { present: vec![own[1].id], record: Vec::new() }).await.unwrap(), 1);
    assert_eq!(device.replica.pending(0, 9).await.unwrap().events, own[..1]);
}

#[wasm_bindgen_test]
async fn a_database_of_the_first_form_is_brought_along() {
    let here = community();
    let request = factory().open_with_u32(&format!("guildhall:{here}"), 1).unwrap();
    let upgrading = request.clone();
    let upgrade = wasm_bindgen::prelude::Closure::once_into_js(move || {
        let database: web_sys::IdbDatabase = upgrading.result().unwrap().unchecked_into();
        let counted = web_sys::IdbObjectStoreParameters::new();
        counted.set_auto_increment(true);
        for name in ["chunks", "tail"] {
            database.create_object_store_with_optional_parameters(name, &counted).unwrap();
        }
        let meta = database.create_object_store("meta").unwrap();
        meta.put_with_key(&"old-device".into(), &"device".into()).unwrap();
        meta.put_with_key(&8.into(), &"next".into()).unwrap();
        meta.put_with_key(&"dark".into(), &"setting:theme".into()).unwrap();
        let mut body = Vec::new();
        (1..=7).for_each(|n| guildhall_store::codec::encode(&event(n), &mut body).unwrap());
        let chunks = upgrading.transaction().unwrap().object_store("chunks").unwrap();
        chunks.put(&js_sys::Uint8Array::from(guildhall_store::codec::seal(&body).as_slice())).unwrap();
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    drop(Raw { database: crate::support::done(&request).await.unchecked_into() });
    let (hall, events) = open(&here).await;
    assert_eq!((events.len(), hall.device().as_str()), (7, "old-device"));
    assert_eq!(hall.setting("theme").await.unwrap().as_deref(), Some("dark"));
    assert_eq!(numbers(&hall.append_new(drafts(1)).await.unwrap()), [8]);
    let server = MemoryStore::new();
    Device::open(hall, &server).await.go(&server).await;
    assert_eq!(server.len(), 8);
}

#[wasm_bindgen_test]
async fn a_hall_in_memory_is_exchanged_too() {
    let server = MemoryStore::new();
    server.append(&[event(1), event(2)]).await.unwrap();
    let hall = Hall::in_memory();
    let heard = Rc::new(Cell::new(0));
    let told = heard.clone();
    hall.watch(move |_| told.set(told.get() + 1));
    hall.append_new(drafts(3)).await.unwrap();
    let device = Device::open(hall, &server).await;
    device.go(&server).await;
    assert_eq!((server.len(), heard.get()), (5, 1));
    assert_eq!(numbers(&sound(device.hall.newer().await.unwrap())), [1, 2]);
    assert!(sound(device.hall.newer().await.unwrap()).is_empty());
    device.hall.append_new(drafts(1)).await.unwrap();
    device.syncer.borrow_mut().signal(Signal::Changed);
    device.go(&server).await;
    assert_eq!(server.len(), 6);
}
