//! Activity: every event and what it gave, how the score went, and why it is what it is.

mod chart;
mod reasons;
mod timeline;
mod verification;
mod words;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::link::link;
use yew::prelude::*;

/// The member's history.
pub fn page(session: &Session, room: &Room) -> Html {
    let shared = session.words();
    let words = words::words(session.language());
    html! {
        <>
            <header class="page-head">
                { heading(session, shared.activity, None) }
                <p class="standfirst">{ shared.activity_hint }</p>
            </header>
            <div class="looking-back">
                { chart::section(session, room) }
                { reasons::section(session, room) }
            </div>
            <div class="with-aside section">
                { timeline::section(session, room) }
                <aside class="aside" aria-label={shared.verification}>
                    { verification::section(session, room) }
                    <section class="panel" aria-labelledby="files">
                        <h2 id="files">{ words.files }</h2>
                        <p class="quiet">{ words.files_hint }</p>
                        <p>{ link(session, Route::Privacy, "button", shared.privacy_page.into()) }</p>
                    </section>
                </aside>
            </div>
        </>
    }
}
