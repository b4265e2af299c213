//! The store in memory keeps the contract.

use guildhall_store::testing::{conformance, sharing};
use guildhall_store::{EventStore as _, MemoryStore, StoreError};
use std::rc::Rc;

#[test]
fn the_store_in_memory_conforms() {
    pollster::block_on(conformance::run(async || MemoryStore::new(), async |store| store));
}

#[test]
fn the_store_in_memory_can_be_shared() {
    pollster::block_on(sharing::run(async |count| {
        let store = Rc::new(MemoryStore::new());
        vec![store; count]
    }));
}

#[test]
fn a_cursor_beyond_the_end_is_lost() {
    let cursor = guildhall_store::Cursor::new("7");
    assert_eq!(pollster::block_on(MemoryStore::new().since(Some(&cursor), 1)), Err(StoreError::CursorLost));
}
