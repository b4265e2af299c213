//! Activity: every event and what it gave, and the files it came from or goes to.

mod import;
mod timeline;
mod verification;

use crate::session::use_session;
use crate::ui::heading::Heading;
use crate::ui::nothing;
use yew::prelude::*;

/// The member's history.
#[component]
pub fn Activity() -> Html {
    let session = use_session();
    let words = session.words();
    let Some(room) = session.room() else { return nothing() };
    html! {
        <>
            <header class="page-head">
                <Heading title={words.activity} />
                <p class="standfirst">{ words.activity_hint }</p>
            </header>
            <div class="with-aside">
                <timeline::Timeline />
                <aside class="aside">
                    { import::section(&session, room) }
                    <verification::Verification />
                </aside>
            </div>
        </>
    }
}
