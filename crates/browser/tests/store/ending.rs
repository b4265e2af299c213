use crate::support::{Raw, community, drafts, numbers, open};
use guildhall_browser::{Change, Ending, Hall, OpenError, Problem};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn watched(hall: &Hall) -> Rc<RefCell<Vec<Change>>> {
    let changes = Rc::new(RefCell::new(Vec::new()));
    let heard = changes.clone();
    hall.watch(move |change| heard.borrow_mut().push(change));
    changes
}

#[wasm_bindgen_test]
async fn a_newer_database_is_refused_and_left_as_it_is() {
    let community = community();
    let (hall, _) = open(&community).await;
    hall.append_new(drafts(3)).await.unwrap();
    drop(hall);
    drop(Raw::at_version(&community, 99).await);

    let (hall, loaded) = Hall::open(&community).await;
    assert_eq!(loaded.problems, [Problem::NotKept(OpenError::Newer)]);
    assert_eq!(loaded.problems[0].code(), "storage-newer");
    assert!(!hall.is_kept() && loaded.events.is_empty());
    assert_eq!(hall.append_new(drafts(1)).await.unwrap().len(), 1, "everything goes on in memory");

    let raw = Raw::open(&community).await;
    assert_eq!((raw.database.version(), raw.keys("tail").await.len()), (99.0, 3));
}

#[wasm_bindgen_test]
async fn an_upgrade_in_another_tab_ends_the_hall_and_is_not_held_up() {
    let community = community();
    let (hall, _) = open(&community).await;
    let changes = watched(&hall);
    // Opens only once every older connection is closed.
    let raw = Raw::at_version(&community, 99).await;
    assert_eq!(*changes.borrow(), [Change::Ended(Ending::Superseded)]);
    let kept = drafts(2);
    let unsaved = hall.append_new(kept.clone()).await.unwrap_err();
    assert_eq!((unsaved.error.code(), unsaved.drafts), ("store-superseded", kept));
    assert_eq!(hall.newer().await.unwrap_err().code(), "store-superseded");
    assert_eq!(changes.borrow().len(), 1, "it is said once");
    drop(raw);
}

#[wasm_bindgen_test]
async fn without_storage_everything_goes_on_in_memory() {
    // What a private window, a blocked frame and a browser without a database answer.
    let cases = [
        ("throw new DOMException('', 'SecurityError')", OpenError::Denied),
        ("return { open() { throw new DOMException('', 'SecurityError') } }", OpenError::Denied),
        ("return { open() { throw new DOMException('', 'QuotaExceededError') } }", OpenError::Full),
        ("return null", OpenError::Unavailable),
        ("return undefined", OpenError::Unavailable),
    ];
    run("self.trueIndexedDB = Object.getOwnPropertyDescriptor(self, 'indexedDB')");
    for (answer, expected) in cases {
        run(&format!("Object.defineProperty(self, 'indexedDB', {{ configurable: true, get() {{ {answer} }} }})"));
        // It is answered at once, before any other test could meet the changed browser.
        let opened = futures_lite::future::poll_once(Hall::open(&community())).await;
        run("Object.defineProperty(self, 'indexedDB', self.trueIndexedDB)");
        let (hall, loaded) = opened.expect("a refusal is answered at once");
        assert_eq!(loaded.problems, [Problem::NotKept(expected)], "{answer}");
        assert!(!hall.is_kept());
        assert_eq!(hall.append_new(drafts(1)).await.unwrap().len(), 1);
    }
    open(&community()).await;
}

fn run(script: &str) {
    js_sys::Function::new_no_args(script).call0(&wasm_bindgen::JsValue::NULL).unwrap();
}

#[wasm_bindgen_test]
async fn erasing_leaves_nothing_and_is_seen_by_other_tabs() {
    let community = community();
    let (here, _) = open(&community).await;
    let (there, _) = open(&community).await;
    here.append_new(drafts(300)).await.unwrap();
    let (told_here, told_there) = (watched(&here), watched(&there));
    here.erase().await.unwrap();
    assert!(told_there.borrow().contains(&Change::Ended(Ending::Erased)));
    assert_eq!(*told_here.borrow(), [], "whoever erases needs no notice of it");
    for hall in [here, there] {
        assert_eq!(hall.append_new(drafts(1)).await.unwrap_err().error.code(), "store-erased");
    }
    let (hall, events) = open(&community).await;
    assert!(events.is_empty());
    assert_eq!(numbers(&hall.append_new(drafts(1)).await.unwrap()), [1], "a new device begins at 1");
}
