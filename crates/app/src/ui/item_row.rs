//! An item in a list.

use super::cover::cover;
use super::foreign;
use super::icon::{Icon, icon};
use super::link::link;
use super::marked::marked;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use guildhall_engine::catalogue::Item;
use yew::prelude::*;

/// An item with cover, title, facts and summary, and whatever else the page has to say about it.
pub fn item_row(session: &Session, room: &Room, item: &Item, more: Html) -> Html {
    found_row(session, room, item, &[], more)
}

/// The same with the places marked at which words were found.
pub fn found_row(session: &Session, room: &Room, item: &Item, words: &[Box<str>], more: Html) -> Html {
    let tag = session.tag();
    let (summary, author) = (item.summary.get(tag), item.author.get(tag));
    html! {
        <article key={item.id.as_str()} class="item" data-item={item.id.to_string()}>
            { cover(session, room, item) }
            <div class="item-body">
                <p class="item-facts">{ facts(session, room, item) }</p>
                <h3 class="item-title" lang={foreign(&item.title, tag)}>
                    { link(session, Route::Item { id: item.id.to_string() }, "", marked(item.title.get(tag), words)) }
                </h3>
                if !author.is_empty() {
                    <p class="item-author" lang={foreign(&item.author, tag)}>{ marked(author, words) }</p>
                }
                if !summary.is_empty() {
                    <p class="item-summary" lang={foreign(&item.summary, tag)}>{ marked(summary, words) }</p>
                }
                { more }
            </div>
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
