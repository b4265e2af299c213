//! The page without personal recommendations: what the editors chose, what is new, what is read.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::item_actions::opinions;
use crate::ui::item_row::item_row;
use crate::ui::nothing;
use guildhall_engine::id::ItemId;
use yew::prelude::*;

/// The three sections, each as long as it has something to show.
pub fn sections(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let plain = room.plain();
    html! {
        <>
            { section(session, room, "starter", words.plain_starter, words.plain_starter_hint, &plain.starter) }
            { section(session, room, "newest", words.plain_newest, words.plain_newest_hint, &plain.newest) }
            { section(session, room, "popular", words.plain_popular, words.plain_popular_hint, &plain.popular) }
            <p class="quiet">{ words.plain_note }</p>
        </>
    }
}

fn section(session: &Session, room: &Room, id: &'static str, title: &str, hint: &str, items: &[ItemId]) -> Html {
    if items.is_empty() {
        return nothing();
    }
    html! {
        <section key={id} class="plain-section" aria-labelledby={id}>
            <div class="section-head">
                <h2 {id}>{ title.to_owned() }</h2>
                <p class="quiet">{ hint.to_owned() }</p>
            </div>
            <div class="card-grid">
                { for items.iter().filter_map(|item| room.community.catalogue.item(item)).map(|item| {
                    item_row(session, room, item, opinions(session, item, &room.acts(&item.id)))
                }) }
            </div>
        </section>
    }
}
