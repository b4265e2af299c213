use crate::support::{community, drafts, open, sound};
use guildhall_browser::Change;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// A future of the next change that a hall reports.
fn next_change(hall: &guildhall_browser::Hall) -> (JsFuture, Rc<RefCell<Vec<Change>>>) {
    let changes = Rc::new(RefCell::new(Vec::new()));
    let promise = Promise::new(&mut |resolve, _| {
        let changes = changes.clone();
        hall.watch(move |change| {
            changes.borrow_mut().push(change);
            resolve.call0(&wasm_bindgen::JsValue::NULL).unwrap();
        });
    });
    (JsFuture::from(promise), changes)
}

#[wasm_bindgen_test]
async fn a_second_tab_hears_of_events_and_reads_them() {
    let community = community();
    let (here, _) = open(&community).await;
    let (there, _) = open(&community).await;
    for count in [1, 300] {
        let (heard, changes) = next_change(&there);
        let written = here.append_new(drafts(count)).await.unwrap();
        heard.await.unwrap();
        assert_eq!(*changes.borrow(), [Change::Newer]);
        let mut events = sound(there.newer().await.unwrap());
        events.sort_by_key(|event| event.n);
        assert_eq!(events, written);
    }
    let (heard, _) = next_change(&there);
    here.set_setting("theme", "dark").await.unwrap();
    heard.await.unwrap();
    assert_eq!(there.setting("theme").await.unwrap().as_deref(), Some("dark"));
}

#[wasm_bindgen_test]
async fn a_tab_that_missed_the_word_reads_everything_all_the_same() {
    let community = community();
    let (here, _) = open(&community).await;
    let (there, _) = open(&community).await;
    for count in [1, 40, 2, 260, 3] {
        here.append_new(drafts(count)).await.unwrap();
        there.append_new(drafts(1)).await.unwrap();
    }
    assert_eq!(sound(there.newer().await.unwrap()).len(), 306);
    assert_eq!(sound(here.newer().await.unwrap()).len(), 5);
}
