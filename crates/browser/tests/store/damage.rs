use crate::support::{Raw, community, drafts, numbers, open};
use guildhall_browser::{Hall, Problem};
use guildhall_store::codec::Damage;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_damaged_chunk_is_set_aside_and_everything_else_is_read() {
    let community = community();
    let (hall, _) = open(&community).await;
    hall.append_new(drafts(750)).await.unwrap();
    hall.append_new(drafts(2)).await.unwrap();
    drop(hall);
    let raw = Raw::open(&community).await;
    let mut bytes = raw.bytes("chunks", 2.0).await;
    bytes[1000] ^= 4;
    raw.put_bytes("chunks", 2.0, &bytes).await;
    raw.put_bytes("tail", 1.0, b"").await;

    let (hall, loaded) = Hall::open(&community).await;
    assert_eq!(
        loaded.problems,
        [("chunks:2"), ("tail:1")].map(|name| Problem::SetAside { name: name.into(), damage: Damage::Checksum })
    );
    assert_eq!(loaded.problems[0].code(), "chunk-damaged");
    let expected: Vec<u64> = (1..251).chain(501..751).chain([752]).collect();
    assert_eq!(numbers(&loaded.events), expected);
    let aside = hall.set_aside().await.unwrap();
    assert_eq!(aside.iter().map(|aside| aside.name.as_str()).collect::<Vec<_>>(), ["chunks:2", "tail:1"]);
    assert_eq!(aside[0].bytes, bytes, "nothing of it is lost");

    let (hall, events) = open(&community).await;
    assert_eq!(numbers(&events), expected, "the next time there is nothing new to report");
    assert_eq!(hall.append_new(drafts(1)).await.unwrap()[0].n, 753, "and numbers go on behind the lost ones");
}

#[wasm_bindgen_test]
async fn a_damaged_row_met_while_sealing_is_set_aside_and_reported() {
    let community = community();
    let (store, _) = guildhall_browser::indexed_db::IndexedDb::open(&community).await.unwrap();
    for _ in 0..25 {
        store.append_new(drafts(10)).await.unwrap();
    }
    Raw::open(&community).await.put_bytes("tail", 7.0, b"\x01nonsense").await;
    let reported = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let changes = reported.clone();
    store.watch(move |change| changes.borrow_mut().push(change));
    store.seal().await.unwrap();
    let problem = Problem::SetAside { name: "tail:7".into(), damage: Damage::Checksum };
    assert_eq!(*reported.borrow(), [guildhall_browser::Change::Problem(problem)]);
    assert_eq!(store.set_aside().await.unwrap()[0].bytes, b"\x01nonsense");
    assert_eq!(open(&community).await.1.len(), 249);
}

#[wasm_bindgen_test]
async fn a_chunk_from_the_future_is_reported_and_left_alone() {
    let community = community();
    let (hall, _) = open(&community).await;
    hall.append_new(drafts(500)).await.unwrap();
    drop(hall);
    let raw = Raw::open(&community).await;
    let mut bytes = raw.bytes("chunks", 1.0).await;
    bytes[0] = 9;
    raw.put_bytes("chunks", 1.0, &bytes).await;
    for _ in 0..2 {
        let (hall, loaded) = Hall::open(&community).await;
        assert_eq!(loaded.problems, [Problem::Unread { name: "chunks:1".into(), damage: Damage::Future(9) }]);
        assert_eq!(loaded.events.len(), 250);
        assert_eq!(hall.set_aside().await.unwrap(), []);
    }
    assert_eq!(raw.bytes("chunks", 1.0).await, bytes);
}

#[wasm_bindgen_test]
async fn something_other_than_bytes_is_damage_too() {
    let community = community();
    let (hall, _) = open(&community).await;
    hall.append_new(drafts(1)).await.unwrap();
    drop(hall);
    Raw::open(&community).await.put("tail", &1.0.into(), &"a text".into()).await;
    let (_, loaded) = Hall::open(&community).await;
    assert_eq!(loaded.problems.len(), 1);
    assert!(loaded.events.is_empty());
}
