//! No such address.

use crate::route::Route;
use crate::session::Session;
use crate::ui::heading::heading;
use crate::ui::link::link;
use yew::prelude::*;

/// Says so, and leads back.
pub fn page(session: &Session) -> Html {
    let words = session.words();
    html! {
        <div class="column">
            { heading(session, words.not_found, None) }
            <p>{ words.not_found_hint }</p>
            <p>{ link(session, Route::Library, "button", words.to_library.into()) }</p>
        </div>
    }
}
