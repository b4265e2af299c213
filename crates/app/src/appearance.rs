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
    for (name, value) in rule.tokens() {
        let _ = root.style().set_property(name, &value);
    }
}
