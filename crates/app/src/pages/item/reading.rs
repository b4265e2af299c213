//! The text of an item, fetched when the page is opened.

use super::text;
use crate::fetch;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::nothing;
use crate::ui::placeholder::{Absence, loading, placeholder};
use guildhall_engine::catalogue::Item;
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The text in the best language there is, or a link to where it lies; nothing for an item without either.
pub fn text(session: &Session, room: &Room, item: &Item) -> Html {
    if let Some(language) = language(item, session.tag()) {
        let address = [&room.community.folder, "texts/", language, "/", item.id.as_str(), ".json"].concat();
        let foreign = (primary(language) != primary(session.tag())).then(|| language.to_owned());
        return html! { <Reading session={session.clone()} {address} {foreign} /> };
    }
    match &item.link {
        Some(link) => {
            html! { <p><a class="button" href={link.to_string()} rel="noreferrer">{ session.words().open_elsewhere }</a></p> }
        }
        None => nothing(),
    }
}

/// The language to read an item in: the member's, or else the first it exists in; none without a text.
fn language<'a>(item: &'a Item, tag: &'a str) -> Option<&'a str> {
    let same = item.languages.iter().find(|language| primary(language) == primary(tag));
    let found = same.or(item.languages.first()).map_or(primary(tag), AsRef::as_ref);
    item.text.then_some(found)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    /// Where the text lies.
    address: AttrValue,
    /// Its language, when it is not the interface's.
    foreign: Option<AttrValue>,
}

/// A text on its way to the page.
#[derive(Clone, PartialEq)]
enum Arrival {
    Awaited,
    Missing,
    There(Rc<Vec<Value>>),
}

#[component]
fn Reading(props: &Props) -> Html {
    let words = props.session.words();
    let arrival = use_state(|| Arrival::Awaited);
    let attempt = use_state(|| 0u32);
    {
        let arrival = arrival.clone();
        use_effect_with((props.address.clone(), *attempt), move |(address, _)| {
            arrival.set(Arrival::Awaited);
            let is_wanted = Rc::new(Cell::new(true));
            let (answer, still_wanted) = (fetch::text(address), is_wanted.clone());
            spawn_local(async move {
                let text = answer.await.ok().and_then(|text| serde_json::from_str::<Vec<Value>>(&text).ok());
                // Whoever has turned to another text meanwhile must not be given this one.
                if still_wanted.get() {
                    arrival.set(text.map_or(Arrival::Missing, |blocks| Arrival::There(Rc::new(blocks))));
                }
            });
            move || is_wanted.set(false)
        });
    }
    match &*arrival {
        Arrival::Awaited => loading(&props.session),
        Arrival::Missing => placeholder(
            Absence::Failed,
            words.text_missing,
            html! {
                <p><button type="button" class="button" onclick={move |_| attempt.set(*attempt + 1)}>{ words.try_again }</button></p>
            },
        ),
        Arrival::There(blocks) => html! {
            <div class="text" lang={props.foreign.clone()} data-testid="text">
                if props.foreign.is_some() {
                    <p class="quiet" lang={props.session.tag()}>{ words.only_in_other_language }</p>
                }
                { text::blocks(blocks) }
            </div>
        },
    }
}
