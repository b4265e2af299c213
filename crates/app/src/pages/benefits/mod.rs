//! What tiers and points give.

mod badges;
mod held;
mod history;
mod locked;
mod matrix;
mod plans;
mod points;
mod rewards;
mod words;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use words::words;
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let standing = room.standing();
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }</p>
            </header>
            { held::section(session, room, &standing) }
            { locked::section(session, room, &standing) }
            { points::section(session, room, &standing) }
            { matrix::section(session, room, &standing) }
            { badges::section(session, room, &standing) }
            { plans::section(session, room, &standing) }
        </>
    }
}
