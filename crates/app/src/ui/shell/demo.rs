//! That what is shown is made up, and the way out.

use super::words::words;
use crate::session::Session;
use crate::ui::nothing;
use yew::prelude::*;

/// The banner of the demo; nothing outside it.
pub fn banner(session: &Session) -> Html {
    if !session.desk.is_demo() {
        return nothing();
    }
    let words = words(session.language());
    // A plain link: the own hall is opened from its own store, as on any other visit.
    html! {
        <aside class="demo" aria-label={words.demo} data-testid="demo">
            <p><strong>{ words.demo }</strong>{ words.demo_hint }</p>
            <a class="button" href={way_out(session)}>{ words.leave_demo }</a>
        </aside>
    }
}

/// The same page in the visitor's own hall.
fn way_out(session: &Session) -> String {
    let query = session.desk.query_without_demo();
    let question = if query.is_empty() { "" } else { "?" };
    ["./", &session.state().route.address(session.language()), question, &query].concat()
}
