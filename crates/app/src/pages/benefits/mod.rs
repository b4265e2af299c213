//! What tiers and points give.

mod words;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use words::words;
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, _room: &Room) -> Html {
    let words = words(session.language());
    html! {
        <header class="page-head">
            { heading(session, words.title, None) }
            <p class="standfirst">{ words.standfirst }</p>
        </header>
    }
}
