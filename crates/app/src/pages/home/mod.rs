//! Home: where the member stands at a glance, and what is next. Everything shown here has its page, one link away.

mod badges;
mod benefits;
mod celebration;
mod grid;
mod next;
mod plan;
mod points;
mod streak;
mod tier;
mod upcoming;
mod warning;
mod way;
mod welcome;
mod words;
mod year;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::item_row::item_row;
use crate::ui::link::link;
use crate::ui::nothing;
use crate::ui::onboarding::onboarding;
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::Verb;
use yew::prelude::*;

/// Picks of the shelf shown here.
const PICKS: usize = 3;

/// The member's standing.
pub fn page(session: &Session, room: &Room) -> Html {
    let standing = room.standing();
    let is_new = is_new(room);
    // While the first visit is led step by step, its words are enough.
    let is_led = session.state().onboarding.is_some();
    html! {
        <>
            <header class="page-head home-head">
                { heading(session, session.words().home_title, None) }
                <p class="quiet">{ session.formats.weekday(standing.day) }</p>
            </header>
            { onboarding(session) }
            { celebration::panel(session, room) }
            { warning::fallen(session, room, &standing) }
            { warning::drop(session, room, &standing) }
            { if is_new && !is_led { welcome::section(session, room) } else { nothing() } }
            <div class="home-top">
                { tier::card(session, room, &standing) }
                { next::section(session, room, &standing) }
            </div>
            { if is_new { nothing() } else { streak::section(session, room, &standing) } }
            <div class="home-middle">
                { if is_new && !is_led { nothing() } else { picks(session, room) } }
                { upcoming::section(session, room) }
            </div>
            <div class="home-strip">
                { points::panel(session, room, &standing) }
                { benefits::panel(session, room, &standing) }
                { badges::panel(session, room, &standing) }
                { plan::panel(session, room, &standing) }
            </div>
        </>
    }
}

/// Whether the member has done nothing yet but come in.
fn is_new(room: &Room) -> bool {
    let events = room.events();
    let ledger = events.ledger();
    let own = ledger.entries().iter().filter(|entry| entry.counts() && entry.event.member == *ledger.member());
    !own.map(|entry| &entry.event.verb).any(|verb| *verb != Verb::Login && !verb.is_administrative())
}

/// The top of the shelf.
fn picks(session: &Session, room: &Room) -> Html {
    let words = session.words();
    html! {
        <section class="home-picks" aria-labelledby="picks" data-testid="picks">
            <div class="section-head">
                <h2 id="picks">{ words.for_you }</h2>
                { link(session, Route::Discover, "more-link", words.see_shelf.into()) }
            </div>
            { shelf(session, room, |_| true) }
        </section>
    }
}

/// Stands where the picks will be while it is not known what there is.
fn waiting(session: &Session) -> Html {
    html! {
        <div class="item-grid shelf-waiting">
            <p class="visually-hidden" role="status">{ session.words().loading }</p>
            { for (0..PICKS).map(|at| html! { <div key={at} class="item"><div class="cover"></div><div class="item-body"></div></div> }) }
        </div>
    }
}

/// The first picks that fit. A shelf of what has come of the catalogue so far would be another one a moment later.
fn shelf(session: &Session, room: &Room, fits: fn(&Item) -> bool) -> Html {
    if !room.shelf_is_ready() {
        return waiting(session);
    }
    let shelf = room.shelf();
    let picks = shelf.picks.iter().filter_map(|pick| room.community.catalogue.item(&pick.item));
    let items = picks.filter(|item| fits(item)).take(PICKS);
    html! { <div class="item-grid">{ for items.map(|item| item_row(session, room, item, nothing())) }</div> }
}
