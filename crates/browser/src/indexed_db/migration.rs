//! The steps by which a database reaches the current form.
//!
//! A database of version `v` has run the first `v` steps. A step is never changed once it was released: a new form is a
//! new step at the end, here and in [`STEPS`], which brings every older database along when it is opened.

use wasm_bindgen::JsValue;
use web_sys::{IdbDatabase, IdbObjectStoreParameters, IdbTransaction};

/// Sealed chunks by ascending key.
pub const CHUNKS: &str = "chunks";
/// Events written one by one, each a chunk of its own, by ascending key; they wait for being sealed together.
pub const TAIL: &str = "tail";
/// Single values by name: the device, the next number, settings, what was set aside.
pub const META: &str = "meta";

/// Copies of the events that wait for being sent, sealed as they were written, by ascending key; empty while no store is
/// chosen to send them to.
pub const OUTBOX: &str = "outbox";

/// Brings a database from one version to the next, within the transaction that opens it.
pub type Step = fn(&IdbDatabase, &IdbTransaction) -> Result<(), JsValue>;

/// Every step; the number of steps is the version of the database.
pub const STEPS: &[Step] = &[v1, v2];

/// The outbox of the sync.
fn v2(database: &IdbDatabase, _: &IdbTransaction) -> Result<(), JsValue> {
    let counted = IdbObjectStoreParameters::new();
    counted.set_auto_increment(true);
    database.create_object_store_with_optional_parameters(OUTBOX, &counted).map(drop)
}

/// The first three object stores. Keys are given by the database, ascend, and are never given twice.
fn v1(database: &IdbDatabase, _: &IdbTransaction) -> Result<(), JsValue> {
    let counted = IdbObjectStoreParameters::new();
    counted.set_auto_increment(true);
    database.create_object_store_with_optional_parameters(CHUNKS, &counted)?;
    database.create_object_store_with_optional_parameters(TAIL, &counted)?;
    database.create_object_store(META).map(drop)
}
