//! An item in a list.

use super::foreign;
use super::icon::{Icon, icon};
use super::link::link;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use guildhall_engine::catalogue::Item;
use yew::prelude::*;

/// An item with title, facts and summary, and whatever else the page has to say about it.
pub fn item_row(session: &Session, room: &Room, item: &Item, more: Html) -> Html {
    let tag = session.tag();
    let summary = item.summary.get(tag);
    html! {
        <article key={item.id.as_str()} class="item" data-item={item.id.to_string()}>
            <p class="item-facts">{ facts(session, room, item) }</p>
            <h3 class="item-title" lang={foreign(&item.title, tag)}>
                { link(session, Route::Item { id: item.id.to_string() }, "", item.title.get(tag).to_owned().into()) }
            </h3>
            if !summary.is_empty() {
                <p class="item-summary" lang={foreign(&item.summary, tag)}>{ summary.to_owned() }</p>
            }
            { more }
        </article>
    }
}

/// Kind, length, price and what the member has to do with it.
pub fn facts(session: &Session, room: &Room, item: &Item) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let acts = room.acts(&item.id);
    let (is_open, _) = room.access(item);
    let price = item.price.filter(|_| acts.bought.is_none());
    let price = price.map(|price| formats.money(room.price(&item.id, &item.tags, price).pays));
    html! {
        <>
            <span>{ (words.kind)(&item.kind).unwrap_or(&item.kind).to_owned() }</span>
            if let Some(minutes) = item.minutes {
                <span>{ (words.minutes)(&formats.count(minutes as usize)) }</span>
            }
            if let Some(price) = price {
                <span class="figures">{ price }</span>
            }
            if acts.bought.is_some() {
                <span class="fact-good">{ words.bought }</span>
            }
            if acts.finished.is_some() {
                <span class="fact-good">{ icon(Icon::Check) }{ words.finished }</span>
            }
            if !is_open {
                <span class="fact-locked">{ icon(Icon::Lock) }{ words.locked }</span>
            }
        </>
    }
}
