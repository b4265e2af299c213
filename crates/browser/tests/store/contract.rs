use crate::support::{community, drafts, open};
use guildhall_browser::indexed_db::IndexedDb;
use guildhall_browser::{Hall, persist, usage};
use guildhall_engine::id::CommunityId;
use guildhall_store::testing::conformance;
use guildhall_store::{Ack, Caps, Cursor, EventStore, Page, StoreError};
use wasm_bindgen_test::wasm_bindgen_test;

/// The store with the name under which it is opened again.
struct Named {
    community: CommunityId,
    store: IndexedDb,
}

impl Named {
    async fn open(community: CommunityId) -> Named {
        let (store, loaded) = IndexedDb::open(&community).await.unwrap();
        assert_eq!(loaded.problems, []);
        Named { community, store }
    }
}

impl EventStore for Named {
    fn caps(&self) -> Caps {
        self.store.caps()
    }

    async fn append(&self, batch: &[guildhall_engine::event::Event]) -> Result<Vec<Ack>, StoreError> {
        self.store.append(batch).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.store.since(cursor, limit).await
    }
}

#[wasm_bindgen_test]
async fn the_store_in_the_database_conforms() {
    let reopen = async |named: Named| {
        // Sealing in between must not disturb anybody's cursor.
        named.store.seal().await.unwrap();
        let community = named.community.clone();
        drop(named);
        Named::open(community).await
    };
    conformance::run(async || Named::open(community()).await, reopen).await;
}

#[wasm_bindgen_test]
async fn a_hall_keeps_events_and_settings() {
    let community = community();
    let (hall, events) = open(&community).await;
    assert!(events.is_empty());
    let mut written = hall.append_new(drafts(3)).await.unwrap();
    written.extend(hall.append_new(drafts(500)).await.unwrap());
    hall.set_setting("theme", "{\"dark\":true}").await.unwrap();
    hall.set_setting("member", "ada").await.unwrap();
    let settings = [("member", "ada"), ("theme", "{\"dark\":true}")];
    assert_eq!(hall.settings().await.unwrap(), settings.map(|(key, value)| (key.to_owned(), value.to_owned())));
    assert_eq!(hall.append_new(Vec::new()).await.unwrap(), []);
    let device = hall.device().clone();
    drop(hall);

    let (hall, mut events) = open(&community).await;
    events.sort_by_key(|event| event.n);
    assert_eq!(events, written);
    assert_eq!(hall.device(), &device);
    assert!(events.iter().all(|event| event.device == device));
    assert_eq!(hall.setting("theme").await.unwrap().as_deref(), Some("{\"dark\":true}"));
    assert_eq!(hall.setting("other").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn communities_do_not_see_each_other() {
    let (one, other) = (community(), community());
    open(&one).await.0.append_new(drafts(2)).await.unwrap();
    assert!(open(&other).await.1.is_empty());
    assert_eq!(open(&one).await.1.len(), 2);
}

#[wasm_bindgen_test]
async fn a_hall_in_memory_answers_like_a_kept_one() {
    let hall = Hall::in_memory();
    assert!(!hall.is_kept() && hall == hall.clone() && hall != Hall::in_memory());
    let events = hall.append_new(drafts(2)).await.unwrap();
    assert_eq!(events.iter().map(|event| event.n).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(hall.append(&events).await.unwrap(), [Ack::Duplicate, Ack::Duplicate]);
    hall.set_setting("a", "1").await.unwrap();
    assert_eq!(hall.setting("a").await.unwrap().as_deref(), Some("1"));
    assert!(hall.newer().await.unwrap().events.is_empty());
    hall.erase().await.unwrap();
    assert_eq!(hall.append_new(drafts(1)).await.unwrap()[0].n, 3, "numbers are not used twice");
}

#[wasm_bindgen_test]
async fn an_unsound_draft_comes_back_with_the_reason() {
    for hall in [open(&community()).await.0, Hall::in_memory()] {
        let mut unsound = drafts(2);
        unsound[1].note = Some("x".repeat(10_000).into());
        let unsaved = hall.append_new(unsound.clone()).await.unwrap_err();
        assert_eq!((unsaved.error.code(), unsaved.drafts), ("note-too-long", unsound));
        let event = &hall.append_new(drafts(1)).await.unwrap()[0];
        assert_eq!(event.n, 1, "what was not stored takes no number");
    }
}

#[wasm_bindgen_test]
async fn the_browser_says_how_much_it_keeps() {
    let told = usage().await.expect("this browser tells");
    assert!(told.quota > told.used && told.used >= 0.0);
    // Whether it is granted is the browser's decision; it must answer.
    let granted = persist().await;
    assert_eq!(granted, usage().await.unwrap().persisted);
}
