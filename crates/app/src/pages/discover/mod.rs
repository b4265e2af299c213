//! Discover: the shelf with its reasons, and the taste behind it.

mod reasons;
mod taste;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::item_actions::opinions;
use crate::ui::item_row::item_row;
use crate::ui::nothing;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::requirement::requirements;
use guildhall_engine::shelf::{Locked, Pick};
use yew::prelude::*;

/// What the member might like.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let shelf = room.shelf();
    html! {
        <>
            <header class="page-head">
                { heading(session, words.discover, None) }
                <p class="standfirst">{ if shelf.personalised { words.discover_personal } else { words.discover_plain } }</p>
            </header>
            <div class="with-aside">
                <div>
                    <section class="shelf" aria-labelledby="shelf" data-testid="shelf">
                        <h2 id="shelf" class="visually-hidden">{ words.shelf }</h2>
                        if shelf.picks.is_empty() {
                            { placeholder(Absence::Empty, words.shelf_empty, html! { <p>{ words.shelf_empty_hint }</p> }) }
                        }
                        { for shelf.picks.iter().map(|pick| picked(session, room, pick)) }
                    </section>
                    { unlock_next(session, room, &shelf.unlock_next) }
                </div>
                <aside class="aside" aria-label={words.your_taste}>{ taste::section(session, room) }</aside>
            </div>
        </>
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
            <div class="section-head"><h2 id="unlock-next">{ icon(Icon::Lock) }{ words.unlock_next }</h2></div>
            <p class="quiet">{ words.unlock_next_hint }</p>
            { for locked.iter().filter_map(|locked| {
                let item = room.community.catalogue.item(&locked.item)?;
                Some(item_row(session, room, item, requirements(session, &room.community, &locked.missing)))
            }) }
        </section>
    }
}
