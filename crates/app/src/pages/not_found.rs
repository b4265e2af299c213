//! No such address.

use crate::route::Route;
use crate::session::use_session;
use crate::ui::heading::Heading;
use crate::ui::link::RouteLink;
use yew::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFound() -> Html {
    let words = use_session().words();
    html! {
        <div class="column">
            <Heading title={words.not_found} />
            <p>{ words.not_found_hint }</p>
            <p><RouteLink to={Route::Library} class="button">{ words.to_library }</RouteLink></p>
        </div>
    }
}
