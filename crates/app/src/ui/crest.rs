//! The community's crest.

use crate::session::Session;
use yew::prelude::*;

/// Draws the crest, for the eye only: the first character of the community's name.
pub fn crest(session: &Session) -> Html {
    let name = session.room().map_or("Guildhall", |room| room.community.charter.file().name.get(session.tag()));
    let first: String = name.chars().take(1).collect();
    html! { <span class="crest" aria-hidden="true">{ first }</span> }
}
