//! Discover: the shelf with its reasons, and the taste behind it.

mod reasons;
mod taste;

use crate::session::{Session, use_session};
use crate::state::room::Room;
use crate::ui::heading::Heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::item_actions::opinions;
use crate::ui::item_row::item_row;
use crate::ui::nothing;
use crate::ui::placeholder::{Absence, Placeholder};
use crate::ui::requirement::requirements;
use guildhall_engine::shelf::{Locked, Pick};
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the member might like.
#[component]
pub fn Discover() -> Html {
    let session = use_session();
    let words = session.words();
    let list = use_node_ref();
    let shown: Vec<_> = session
        .room()
        .map(|room| room.shelf())
        .iter()
        .flat_map(|shelf| &shelf.picks)
        .map(|pick| pick.item.clone())
        .collect();
    {
        let list = list.clone();
        use_effect_with(shown, move |_| {
            // An item that was hidden took the focused button with it; go on from the list, not from the page's top.
            let document = gloo::utils::document();
            let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
            if let Some(list) = list.cast::<HtmlElement>().filter(|_| is_lost) {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = list.focus_with_options(&options);
            }
        });
    }
    let Some(room) = session.room() else { return nothing() };
    let shelf = room.shelf();
    html! {
        <>
            <header class="page-head">
                <Heading title={words.discover} />
                <p class="standfirst">{ if shelf.personalised { words.discover_personal } else { words.discover_plain } }</p>
            </header>
            <div class="with-aside">
                <div>
                    <section ref={list} tabindex="-1" class="shelf" aria-label={words.shelf} data-testid="shelf">
                        if shelf.picks.is_empty() {
                            <Placeholder absence={Absence::Empty} title={words.shelf_empty}>
                                <p>{ words.shelf_empty_hint }</p>
                            </Placeholder>
                        }
                        { for shelf.picks.iter().map(|pick| picked(&session, room, pick)) }
                    </section>
                    { unlock_next(&session, room, &shelf.unlock_next) }
                </div>
                <aside class="aside">{ taste::section(&session, room) }</aside>
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
