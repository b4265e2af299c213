//! The browser's history: where the visit is, going on, and hearing of going back.

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsValue;

/// The path of the present address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The query of the present address, without its question mark.
pub fn query() -> String {
    let search = window().location().search().unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

/// Goes to an address, from which one can go back to the present one.
pub fn push(url: &str) {
    let pushed = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(url)));
    if pushed.is_err() {
        // Browsers refuse more than a few steps a second. The page is then loaded anew; where that is refused, too, there
        // is nothing left to try.
        let _ = window().location().set_href(url);
    }
}

/// Gives the page that is shown another address.
pub fn replace(url: &str) {
    // Where it is refused the address merely stays behind.
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(url)));
}

/// Calls back whenever the visitor has gone back or forth.
pub fn on_return(mut call: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| call())
}
