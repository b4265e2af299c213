//! Activity: every event and what it gave, and the files it came from or goes to.

mod import;
mod timeline;
mod verification;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use yew::prelude::*;

/// The member's history.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = session.words();
    html! {
        <>
            <header class="page-head">
                { heading(session, words.activity, None) }
                <p class="standfirst">{ words.activity_hint }</p>
            </header>
            <div class="with-aside">
                { timeline::section(session, room) }
                <aside class="aside" aria-label={words.event_files}>
                    { import::section(session, room) }
                    { verification::section(session, room) }
                </aside>
            </div>
        </>
    }
}
