//! The community's crest.

use crate::session::Session;
use guildhall_engine::charter::AppearanceRule;
use yew::prelude::*;

/// Draws the mark that the charter gives, for the eye only, or else the first character of the community's name.
pub fn crest(session: &Session) -> Html {
    let Some(room) = session.room() else { return html! { <span class="crest" aria-hidden="true">{ "G" }</span> } };
    let (file, folder) = (room.community.charter.file(), &*room.community.folder);
    if let Some(path) = file.appearance.picture() {
        let src = [folder, path].concat();
        return html! { <span class="crest" aria-hidden="true"><img {src} alt="" width="36" height="36" /></span> };
    }
    let letters = letters(&file.appearance, file.name.get(session.tag()));
    let class = classes!("crest", (letters.chars().count() > 1).then_some("crest-wide"));
    html! { <span {class} aria-hidden="true">{ letters }</span> }
}

/// The mark in letters: the charter's, or else the first character of the community's name.
pub fn letters(rule: &AppearanceRule, name: &str) -> String {
    rule.letters().map_or_else(|| name.chars().take(1).collect(), str::to_owned)
}
