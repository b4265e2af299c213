use crate::support::{community, drafts, ids, numbers, open, sound};
use guildhall_store::testing::event;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn two_handles_that_write_at_once_leave_no_hole_and_no_double() {
    let community = community();
    let (left, _) = open(&community).await;
    let (right, _) = open(&community).await;
    assert_eq!(left.device(), right.device(), "tabs share the device");
    let write = async |hall: &guildhall_browser::Hall| {
        let mut written = Vec::new();
        for round in 0..60 {
            // Rows and bulk, so that both kinds of transaction compete.
            let count = if round % 10 == 0 { 40 } else { 1 + round % 3 };
            written.extend(hall.append_new(drafts(count)).await.unwrap());
        }
        written
    };
    let (of_left, of_right) = futures_lite::future::zip(write(&left), write(&right)).await;
    let total = of_left.len() + of_right.len();
    let expected: Vec<u64> = (1..=total as u64).collect();
    let both = [of_left.clone(), of_right.clone()].concat();
    assert_eq!(numbers(&both), expected);

    assert_eq!(ids(&sound(left.newer().await.unwrap())), ids(&of_right), "each handle gets exactly the other's events");
    assert_eq!(ids(&sound(right.newer().await.unwrap())), ids(&of_left));
    assert!(sound(left.newer().await.unwrap()).is_empty(), "and gets them once");

    let (_, reopened) = open(&community).await;
    assert_eq!(numbers(&reopened), expected);
    assert_eq!(ids(&reopened), ids(&both));
}

#[wasm_bindgen_test]
async fn tabs_that_open_at_once_agree_on_the_device() {
    let community = community();
    let ((a, _), (b, _)) = futures_lite::future::zip(open(&community), open(&community)).await;
    assert_eq!(a.device(), b.device());
    let (a, b) = futures_lite::future::zip(a.append_new(drafts(1)), b.append_new(drafts(1))).await;
    assert_eq!(numbers(&[a.unwrap(), b.unwrap()].concat()), [1, 2]);
}

#[wasm_bindgen_test]
async fn imported_events_keep_their_device_and_number() {
    let community = community();
    let (hall, _) = open(&community).await;
    let imported: Vec<_> = (100..103).chain(500..700).map(event).collect();
    assert!(hall.append(&imported[..3]).await.unwrap().iter().all(|ack| ack.is_durable()));
    assert!(hall.append(&imported).await.unwrap().iter().all(|ack| ack.is_durable()));
    assert_eq!(hall.append_new(drafts(1)).await.unwrap()[0].n, 1, "numbers of other devices do not count here");
    let (_, mut events) = open(&community).await;
    events.retain(|event| event.device.as_str() == "device-a");
    events.sort();
    let mut expected = imported;
    expected.sort();
    assert_eq!(events, expected);
}
