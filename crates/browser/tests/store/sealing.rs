use crate::support::{Raw, community, drafts, ids, numbers, open, sound};
use guildhall_browser::indexed_db::IndexedDb;
use wasm_bindgen_test::wasm_bindgen_test;

async fn store(community: &guildhall_engine::id::CommunityId) -> IndexedDb {
    IndexedDb::open(community).await.unwrap().0
}

#[wasm_bindgen_test]
async fn a_long_tail_becomes_one_chunk() {
    let community = community();
    let store = store(&community).await;
    for _ in 0..25 {
        assert!(!store.tail_is_full());
        store.append_new(drafts(10)).await.unwrap();
    }
    assert!(store.tail_is_full());
    let raw = Raw::open(&community).await;
    assert_eq!((raw.keys("chunks").await.len(), raw.keys("tail").await.len()), (0, 250));
    store.seal().await.unwrap();
    assert_eq!((raw.keys("chunks").await.len(), raw.keys("tail").await.len()), (1, 0));
    assert!(!store.tail_is_full());
    assert!(sound(store.newer().await.unwrap()).is_empty(), "own events are not news");

    store.append_new(drafts(1)).await.unwrap();
    store.seal().await.unwrap();
    assert_eq!((raw.keys("chunks").await.len(), raw.keys("tail").await.len()), (1, 1), "a short tail stays");
    let (_, events) = open(&community).await;
    assert_eq!(numbers(&events), (1..=251).collect::<Vec<_>>());
}

#[wasm_bindgen_test]
async fn the_hall_seals_by_itself() {
    let community = community();
    let (hall, _) = open(&community).await;
    for _ in 0..30 {
        hall.append_new(drafts(20)).await.unwrap();
    }
    // Sealing was begun before this transaction, and transactions that write follow each other.
    hall.append_new(drafts(1)).await.unwrap();
    let raw = Raw::open(&community).await;
    assert!(!raw.keys("chunks").await.is_empty());
    assert!(raw.keys("tail").await.len() < 300);
    assert_eq!(open(&community).await.1.len(), 601);
}

#[wasm_bindgen_test]
async fn a_tail_found_long_is_sealed_when_the_hall_opens() {
    let community = community();
    let kept = store(&community).await;
    for _ in 0..26 {
        kept.append_new(drafts(10)).await.unwrap();
    }
    drop(kept);
    let (hall, events) = open(&community).await;
    assert_eq!(events.len(), 260);
    hall.append_new(drafts(1)).await.unwrap();
    let raw = Raw::open(&community).await;
    assert!(!raw.keys("chunks").await.is_empty());
    assert!(raw.keys("tail").await.len() < 2, "the new event may have been sealed with the others");
}

#[wasm_bindgen_test]
async fn sealing_while_another_handle_writes_loses_and_doubles_nothing() {
    let community = community();
    let (writer, sealer, reader) = (store(&community).await, store(&community).await, store(&community).await);
    let mut seen = Vec::new();
    let mut written = Vec::new();
    for _ in 0..6 {
        let write = async {
            let mut events = Vec::new();
            for _ in 0..30 {
                events.extend(writer.append_new(drafts(9)).await.unwrap());
            }
            events
        };
        let seal = async {
            let mut events = Vec::new();
            for _ in 0..12 {
                events.extend(sealer.append_new(drafts(5)).await.unwrap());
                sealer.seal().await.unwrap();
            }
            events
        };
        let read = async {
            for _ in 0..10 {
                seen.extend(sound(reader.newer().await.unwrap()));
            }
        };
        let ((a, b), ()) = futures_lite::future::zip(futures_lite::future::zip(write, seal), read).await;
        written.extend(a);
        written.extend(b);
    }
    seen.extend(sound(reader.newer().await.unwrap()));
    assert!(Raw::open(&community).await.keys("chunks").await.len() > 2, "there was something to seal");
    let expected: Vec<u64> = (1..=written.len() as u64).collect();
    assert_eq!(numbers(&written), expected);
    assert_eq!(numbers(&seen), expected, "the reader saw every event once");
    assert_eq!(ids(&seen), ids(&written));
    let of_sealer = sound(writer.newer().await.unwrap());
    assert_eq!(of_sealer.len(), 6 * 12 * 5, "the writer gets the sealer's events and none of its own");
    assert_eq!(numbers(&open(&community).await.1), expected);
}
