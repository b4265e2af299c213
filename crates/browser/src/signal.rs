//! What the browser says on the member's behalf.

use wasm_bindgen::JsValue;

/// Whether the browser sends the Global Privacy Control signal (<https://w3c.github.io/gpc/>).
pub fn asks_for_privacy() -> bool {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into());
    let signal = get(&js_sys::global(), "navigator").and_then(|navigator| get(&navigator, "globalPrivacyControl"));
    signal.is_ok_and(|signal| signal.as_bool() == Some(true))
}
