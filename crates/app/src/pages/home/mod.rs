//! Home: where the member stands, and what is next.

mod badges;
mod benefits;
mod gatherings;
mod next;
mod plan;
mod points;
mod tier;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::item_row::item_row;
use crate::ui::link::link;
use crate::ui::{foreign, nothing};
use yew::prelude::*;

/// Picks of the shelf shown here.
const PICKS: usize = 3;

/// The member's standing.
pub fn page(session: &Session, room: &Room) -> Html {
    let (words, tag) = (session.words(), session.tag());
    let (standing, file) = (room.standing(), room.community.charter.file());
    html! {
        <>
            <header class="page-head">
                { heading(session, words.home_title, None) }
                <p class="standfirst" lang={foreign(&file.description, tag)}>{ file.description.get(tag).to_owned() }</p>
            </header>
            { tier::drop_warning(session, room, &standing) }
            <div class="home-top">
                { tier::card(session, room, &standing) }
                { next::section(session, room, &standing) }
            </div>
            { picks(session, room) }
            <div class="home-columns">
                { points::section(session, room, &standing) }
                <div class="stack">
                    { points::streak(session, &standing) }
                    { plan::section(session, room, &standing) }
                </div>
            </div>
            { benefits::section(session, room, &standing) }
            { gatherings::section(session, room) }
            { badges::section(session, room, &standing) }
        </>
    }
}

/// The rest of a list, folded away behind the number of its entries; nothing when there is no rest.
fn folded(session: &Session, rest: usize, list: Html) -> Html {
    if rest == 0 {
        return nothing();
    }
    html! {
        <details class="disclosure">
            <summary>{ (session.words().show_more)(&session.formats.count(rest)) }</summary>
            { list }
        </details>
    }
}

fn picks(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let shelf = room.shelf();
    let items = shelf.picks.iter().filter_map(|pick| room.community.catalogue.item(&pick.item)).take(PICKS);
    html! {
        <section class="section" aria-labelledby="picks">
            <div class="section-head">
                <h2 id="picks">{ words.for_you }</h2>
                { link(session, Route::Discover, "more-link", words.see_shelf.into()) }
            </div>
            <div class="item-grid">{ for items.map(|item| item_row(session, room, item, nothing())) }</div>
        </section>
    }
}
