//! Chance, and the identifiers made from it.

use crate::clock;
use guildhall_engine::id::EventId;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::Crypto;

/// Ten bytes nobody can foretell.
pub fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if strong(&mut bytes).is_err() {
        // Ids must differ, not be secret: weak chance is better than none where a page has no `crypto`.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    bytes
}

/// A new event's id, from the device's clock and chance.
pub fn event_id() -> EventId {
    EventId::v7(clock::now().0.unsigned_abs(), random())
}

fn strong(bytes: &mut [u8]) -> Result<(), JsValue> {
    // Looked up on the global object, because a worker has no `window`.
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into())?.dyn_into::<Crypto>()?;
    crypto.get_random_values_with_u8_array(bytes).map(drop)
}
