//! The top of every page: whose hall it is, the pages where there is room for them, the languages, and the member.

use super::languages::languages;
use super::{leads_here, member};
use crate::pages;
use crate::route::Route;
use crate::session::Session;
use crate::ui::crest::crest;
use crate::ui::link::anchor;
use yew::prelude::*;

/// The header. On narrow screens the pages are in the bar at the bottom instead.
pub fn header(session: &Session, route: &Route) -> Html {
    let words = session.words();
    let name = session.room().map_or("Guildhall", |room| room.community.charter.file().name.get(session.tag()));
    let brand =
        html! { <>{ crest(session) }<span class="brand-name" title={name.to_owned()}>{ name.to_owned() }</span></> };
    let link = |to: Route, text: &'static str| {
        let is_current = leads_here(route, &to);
        html! { <li>{ anchor(session, to, "nav-link", is_current, None, text.into()) }</li> }
    };
    html! {
        <header class="header">
            { anchor(session, Route::Home, "brand", false, None, brand) }
            <nav class="nav" aria-label={words.pages}>
                <ul>
                    { link(Route::Home, words.home) }
                    { link(Route::Discover, words.discover) }
                    { link(Route::Library, words.library) }
                    { link(Route::Events, words.events) }
                    { link(Route::Benefits, words.benefits_page) }
                    { link(Route::Card, words.card) }
                    { link(Route::Activity, words.activity) }
                </ul>
            </nav>
            <div class="header-end">
                { pages::mark(session) }
                { languages(session, route) }
                { member::menu(session, route) }
            </div>
        </header>
    }
}
