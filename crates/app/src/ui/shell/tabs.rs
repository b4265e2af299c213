//! The bar at the bottom of narrow screens: the pages that are wanted most, and a sheet with the others.

use super::leads_here;
use super::sheet::{links, sheet};
use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::anchor;
use yew::prelude::*;

const SHEET: &str = "more-sheet";

/// The bar and its sheet.
pub fn tabs(session: &Session, route: &Route) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let tabs = [
        (Route::Home, Icon::Home, shared.home),
        (Route::Discover, Icon::Compass, shared.discover),
        (Route::Library, Icon::Book, shared.library),
        (Route::Events, Icon::Calendar, shared.events),
    ];
    let others = [
        (Route::Benefits, Icon::Gift, shared.benefits_page),
        (Route::Card, Icon::Card, shared.card),
        (Route::Activity, Icon::Pulse, shared.activity),
        (Route::Settings, Icon::Gear, shared.settings),
        (Route::Privacy, Icon::Shield, shared.privacy_page),
    ];
    let is_among_others = others.iter().any(|(to, ..)| leads_here(route, to));
    let content = |drawing: Icon, text: &'static str| html! { <>{ icon(drawing) }<span>{ text }</span></> };
    html! {
        <nav class="tabs" aria-label={shared.pages}>
            <ul>
                { for tabs.into_iter().map(|(to, drawing, text)| {
                    let is_current = leads_here(route, &to);
                    html! { <li key={text}>{ anchor(session, to, "tab", is_current, None, content(drawing, text)) }</li> }
                }) }
                <li key="more">
                    <button type="button" class={classes!("tab", is_among_others.then_some("is-current"))} popovertarget={SHEET}>
                        { content(Icon::More, words.more) }
                    </button>
                    { sheet(SHEET, "more-sheet", words.more_pages, links(session, route, &others)) }
                </li>
            </ul>
        </nav>
    }
}
