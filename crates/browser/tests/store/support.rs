//! Communities, drafts and a look behind the store's back.

use guildhall_browser::{Hall, Loaded, event_id, random};
use guildhall_engine::digest::hex;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::CommunityId;
use guildhall_engine::time::Moment;
use guildhall_store::Draft;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbRequest, IdbTransactionMode};

/// A community nobody has used before.
pub fn community() -> CommunityId {
    CommunityId::from(format!("test-{}", hex(&random())))
}

/// Opens a hall that must be kept and sound.
pub async fn open(community: &CommunityId) -> (Hall, Vec<Event>) {
    let (hall, loaded) = Hall::open(community).await;
    assert_eq!(loaded.problems, [], "the hall opens without problems");
    assert!(hall.is_kept());
    (hall, loaded.events)
}

pub fn drafts(count: usize) -> Vec<Draft> {
    (0..count).map(|_| Draft::new(event_id(), Moment(1_700_000_000_000), "ada".into(), Verb::Login)).collect()
}

pub fn numbers(events: &[Event]) -> Vec<u64> {
    let mut numbers: Vec<u64> = events.iter().map(|event| event.n).collect();
    numbers.sort_unstable();
    numbers
}

pub fn ids(events: &[Event]) -> BTreeSet<String> {
    events.iter().map(|event| event.id.to_string()).collect()
}

/// The events of something loaded without problems.
pub fn sound(loaded: Loaded) -> Vec<Event> {
    assert_eq!(loaded.problems, []);
    loaded.events
}

/// The database of a community, opened without the store.
pub struct Raw {
    pub database: IdbDatabase,
}

impl Raw {
    pub async fn open(community: &CommunityId) -> Raw {
        let request = factory().open(&format!("guildhall:{community}")).unwrap();
        Raw { database: done(&request).await.unchecked_into() }
    }

    /// Opens the database at a version, as other software would.
    pub async fn at_version(community: &CommunityId, version: u32) -> Raw {
        let request = factory().open_with_u32(&format!("guildhall:{community}"), version).unwrap();
        Raw { database: done(&request).await.unchecked_into() }
    }

    fn store(&self, name: &str) -> IdbObjectStore {
        let transaction = self.database.transaction_with_str_and_mode(name, IdbTransactionMode::Readwrite).unwrap();
        transaction.object_store(name).unwrap()
    }

    pub async fn keys(&self, store: &str) -> Vec<f64> {
        let keys: Array = done(&self.store(store).get_all_keys().unwrap()).await.unchecked_into();
        keys.iter().filter_map(|key| key.as_f64()).collect()
    }

    pub async fn bytes(&self, store: &str, key: f64) -> Vec<u8> {
        done(&self.store(store).get(&key.into()).unwrap()).await.unchecked_into::<Uint8Array>().to_vec()
    }

    pub async fn put(&self, store: &str, key: &JsValue, value: &JsValue) {
        done(&self.store(store).put_with_key(value, key).unwrap()).await;
    }

    pub async fn put_bytes(&self, store: &str, key: f64, bytes: &[u8]) {
        self.put(store, &key.into(), &Uint8Array::from(bytes)).await;
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.database.close();
    }
}

pub fn factory() -> IdbFactory {
    Reflect::get(&js_sys::global(), &"indexedDB".into()).unwrap().unchecked_into()
}

pub async fn done(request: &IdbRequest) -> JsValue {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.expect("the request succeeds");
    request.result().unwrap()
}
