//! Answers: values of Rust as plain objects.

use crate::fault::Fault;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value as its JSON reads: objects and not maps, `null` and not `undefined`, numbers and not `BigInt`.
///
/// By way of a JSON value, which the engine makes anyway, for the digest: so that one serializer is shipped and not one for
/// every type.
pub fn plain(value: &impl Serialize) -> Result<JsValue, Fault> {
    let failed = || Fault::new("internal", "the answer cannot be written");
    let value = serde_json::to_value(value).map_err(|_| failed())?;
    value.serialize(&Serializer::json_compatible()).map_err(|_| failed())
}
