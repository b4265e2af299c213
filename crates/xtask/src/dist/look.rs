//! The community's look in the built page, so that nothing changes its colour once the app has read the charter.

use guildhall_engine::charter::{AppearanceRule, Charter};
use guildhall_engine::document::Shape as _;
use std::path::Path;

/// The look that the charter of a built site asks for; the usual one where the charter cannot be read, of which the app
/// will say why.
pub fn read(community: &Path) -> AppearanceRule {
    let text = std::fs::read_to_string(community.join("charter.json")).unwrap_or_default();
    Charter::parse_text(&text).0.map(|charter| charter.file().appearance.clone()).unwrap_or_default()
}

/// Scheme and host of the server that the charter of a built site offers for syncing, if it offers one.
pub fn server(community: &Path) -> Option<String> {
    let text = std::fs::read_to_string(community.join("charter.json")).ok()?;
    let charter = Charter::parse_text(&text).0?;
    let url = charter.file().sync.as_ref()?.rule()?.url.to_string();
    super::page::origin(&url).map(str::to_owned)
}

/// What comes after all other styles. A page that shows another community or the demo, as `early.js` has marked it, asks
/// its own charter first, and wears gold where that names no accent.
pub fn styles(rule: &AppearanceRule) -> String {
    let tokens = rule.tokens();
    if tokens.is_empty() {
        return String::new();
    }
    let tokens: String = tokens.iter().map(|(name, value)| format!("{name}:{value};")).collect();
    format!(":root:not([data-elsewhere],[data-gold]){{{tokens}}}\n")
}

/// The attribute of the root element that names the ground, as the app sets it.
pub fn attribute(rule: &AppearanceRule) -> String {
    format!(" data-paper=\"{}\"", rule.paper.write().as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place;

    fn of(appearance: &str) -> AppearanceRule {
        let charter = format!(
            r#"{{"guildhall": 1, "id": "c", "name": "C", "offset": "+08:00", "metrics": {{}}, "score": {{}},
                "tiers": [{{"id": "a", "name": "A"}}]{appearance}}}"#
        );
        Charter::parse_text(&charter).0.unwrap().file().appearance.clone()
    }

    #[test]
    fn an_accent_stands_in_the_styles_as_the_app_would_set_it() {
        let rule = of(r##", "appearance": {"accent": "#2f6d5b", "paper": "cool"}"##);
        let styles = styles(&rule);
        for (name, value) in rule.tokens() {
            assert!(styles.contains(&format!("{name}:{value};")), "{name} is missing from {styles}");
        }
        assert_eq!(styles.matches("light-dark(").count(), 4);
        assert_eq!(attribute(&rule), " data-paper=\"cool\"");
    }

    #[test]
    fn without_an_accent_the_style_sheet_stays_as_it_is() {
        assert_eq!(styles(&of("")), "");
        assert_eq!(styles(&read(&place::root().join("crates"))), "");
    }
}
