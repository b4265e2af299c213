//! The community's look on the page: its accent and its ground. The marks and letters are drawn by [`crate::ui::crest`].

use guildhall_engine::charter::AppearanceRule;
use guildhall_engine::document::Shape as _;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Has the page look as the community wants it.
pub fn wear(rule: &AppearanceRule) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    let root: HtmlElement = root.unchecked_into();
    // Both fail only for names that are none.
    let _ = root.set_attribute("data-paper", rule.paper.write().as_str().unwrap_or_default());
    // The built styles hold the accent of the site's own community; who has none of their own wears the lamp's gold.
    let tokens = rule.tokens();
    let _ = if tokens.is_empty() { root.set_attribute("data-gold", "") } else { root.remove_attribute("data-gold") };
    for (name, value) in tokens {
        let _ = root.style().set_property(name, &value);
    }
}
