//! Answers: values of Rust as plain objects.

use crate::fault::Fault;
use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A value as its JSON reads: objects and not maps, `null` and not `undefined`, numbers and not `BigInt`.
///
/// By way of a JSON value and its text: the engine writes one anyway, for the digest, so that no second writer for every type
/// has to be shipped, and the browser reads it faster than objects are built from here field by field.
pub fn plain(value: &impl Serialize) -> Result<JsValue, Fault> {
    let failed = || Fault::new("internal", "the answer cannot be written");
    let value = serde_json::to_value(value).map_err(|_| failed())?;
    JSON::parse(&value.to_string()).map_err(|_| failed())
}
