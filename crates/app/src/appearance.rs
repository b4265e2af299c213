//! The community's look on the page: its accent and its ground. The marks and letters are drawn by [`crate::ui::crest`].

use guildhall_engine::charter::AppearanceRule;
use guildhall_engine::charter::appearance::Shades;
use guildhall_engine::document::Shape as _;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// The tokens of the style sheet that an accent takes the place of, as pairs of name and value.
pub fn tokens(rule: &AppearanceRule) -> Vec<(&'static str, String)> {
    let Some((light, dark)) = rule.shades() else { return Vec::new() };
    let token = |name, of: fn(&Shades) -> String| (name, ["light-dark(", &of(&light), ", ", &of(&dark), ")"].concat());
    vec![
        token("--lamp", |shades| shades.ink.hex()),
        token("--lamp-fill", |shades| shades.fill.hex()),
        token("--lamp-wash", |shades| shades.wash.hex()),
        token("--on-lamp", |shades| shades.on_ink.hex()),
    ]
}

/// Has the page look as the community wants it.
pub fn wear(rule: &AppearanceRule) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    let root: HtmlElement = root.unchecked_into();
    // Both fail only for names that are none.
    let _ = root.set_attribute("data-paper", rule.paper.write().as_str().unwrap_or_default());
    for (name, value) in tokens(rule) {
        let _ = root.style().set_property(name, &value);
    }
}
