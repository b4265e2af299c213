//! Discover: the shelf with its reasons, and the taste behind it.

mod hidden;
mod plain;
mod reasons;
mod taste;
mod words;

use crate::session::{Deed, Session};
use crate::state::consent::{Purpose, answer};
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::item_actions::opinions;
use crate::ui::item_row::item_row;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::requirement::requirements;
use crate::ui::{does, nothing};
use guildhall_engine::event::Verb;
use guildhall_engine::shelf::{Locked, Pick, Shelf};
use words::words;
use yew::prelude::*;

/// Topics offered to a member of whom nothing is known.
const TOPICS: usize = 10;

/// What the member might like.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let shelf = room.shelf();
    html! {
        <>
            <header class="page-head">
                { heading(session, words.discover, None) }
                <p class="standfirst">{ if shelf.personalised { words.discover_personal } else { words.discover_plain } }</p>
                if room.is_reserved() && !shelf.personalised && answer(room.events().ledger(), Purpose::Personalisation).is_none() {
                    <p class="quiet" data-testid="privacy-signal">{ self::words::words(session.language()).signal }</p>
                }
            </header>
            <div class="with-aside">
                <div class="shelf" data-testid="shelf">
                    if !room.shelf_is_ready() {
                        { waiting(session) }
                    } else if shelf.personalised {
                        { personal(session, room, &shelf) }
                    } else {
                        { plain::sections(session, room) }
                    }
                </div>
                <aside class="aside" aria-label={words.your_taste}>{ taste::section(session, room) }</aside>
            </div>
            if room.shelf_is_ready() {
                { unlock_next(session, room, &shelf.unlock_next) }
                { hidden::section(session, room) }
            }
        </>
    }
}

/// The best pick large, the others beside one another.
fn personal(session: &Session, room: &Room, shelf: &Shelf) -> Html {
    let words = words(session.language());
    let Some((first, rest)) = shelf.picks.split_first() else { return empty(session, room) };
    let is_cold = room.taste().tags.is_empty() && session.may_act();
    html! {
        <>
            if is_cold {
                { cold(session, room) }
            }
            <section class="lead" aria-labelledby="shelf">
                <h2 id="shelf" class="eyebrow">{ words.first_pick }</h2>
                { picked(session, room, first) }
            </section>
            if !rest.is_empty() {
                <section aria-labelledby="more-picks">
                    <h2 id="more-picks" class="visually-hidden">{ words.more_picks }</h2>
                    <div class="card-grid">{ for rest.iter().map(|pick| picked(session, room, pick)) }</div>
                </section>
            }
        </>
    }
}

/// Stands where the shelf will be while it is not known what there is: in the places of the lead and of the first cards.
fn waiting(session: &Session) -> Html {
    html! {
        <div class="shelf-waiting">
            <p class="quiet" role="status">{ words(session.language()).waiting }</p>
            <div class="lead"><div class="cover"></div></div>
            <div class="card-grid">{ for (0..4).map(|at| html! { <div key={at} class="item"><div class="cover"></div></div> }) }</div>
        </div>
    }
}

/// A shelf on which nothing is left.
fn empty(session: &Session, room: &Room) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let (title, hint) = if room.community.catalogue.items().is_empty() {
        (shared.shelf_empty, shared.shelf_empty_hint)
    } else if hidden::count(room) > 0 {
        (words.all_hidden, words.all_hidden_hint)
    } else {
        (words.all_gone, words.all_gone_hint)
    };
    placeholder(Absence::Empty, title, html! { <p class="quiet">{ hint }</p> })
}

/// A few topics to choose from, for a member of whom nothing is known.
fn cold(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let tag = session.tag();
    html! {
        <section class="cold" aria-labelledby="cold">
            <h2 id="cold">{ words.cold }</h2>
            <p class="quiet">{ words.cold_hint }</p>
            <div class="chips" role="group" aria-label={words.cold_topics}>
                { for room.community.catalogue.tags().iter().take(TOPICS).map(|(id, name)| {
                    let chosen = id.clone();
                    html! {
                        <button type="button" key={id.as_str()} class="chip"
                            onclick={does(session, move |session| session.set(Deed::about(Verb::Interest, chosen.as_str()).worth(1.0)))}>
                            { name.get(tag).to_owned() }
                        </button>
                    }
                }) }
            </div>
        </section>
    }
}

fn picked(session: &Session, room: &Room, pick: &Pick) -> Html {
    let Some(item) = room.community.catalogue.item(&pick.item) else { return nothing() };
    let more = html! {
        <>
            if pick.explored {
                <p class="label label-explored">{ session.words().explored }</p>
            }
            { reasons::disclosure(session, room, pick) }
            { opinions(session, item, &room.acts(&item.id)) }
        </>
    };
    item_row(session, room, item, more)
}

/// Items the member cannot open yet, marked as such.
fn unlock_next(session: &Session, room: &Room, locked: &[Locked]) -> Html {
    if locked.is_empty() {
        return nothing();
    }
    let words = session.words();
    html! {
        <section class="section unlock-next" aria-labelledby="unlock-next" data-testid="unlock-next">
            <div class="section-head">
                <h2 id="unlock-next">{ icon(Icon::Lock) }{ words.unlock_next }</h2>
                <p class="quiet">{ words.unlock_next_hint }</p>
            </div>
            <div class="item-grid">
                { for locked.iter().filter_map(|locked| {
                    let item = room.community.catalogue.item(&locked.item)?;
                    Some(item_row(session, room, item, requirements(session, &room.community, &locked.missing)))
                }) }
            </div>
        </section>
    }
}
