//! The text of an item, fetched when the page is opened.

use super::text;
use crate::fetch;
use crate::session::use_session;
use crate::ui::nothing;
use crate::ui::placeholder::{Absence, Placeholder};
use guildhall_engine::catalogue::Item;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What a [`Reading`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The item's identifier.
    pub id: AttrValue,
}

/// A text on its way to the page.
#[derive(Clone, PartialEq)]
enum Arrival {
    Awaited,
    Missing,
    There(Rc<Vec<Value>>),
}

/// The text, or what stands for it.
#[component]
pub fn Reading(props: &Props) -> Html {
    let session = use_session();
    let words = session.words();
    let arrival = use_state(|| Arrival::Awaited);
    let attempt = use_state(|| 0u32);
    let room = session.room();
    let item = room.and_then(|room| room.community.catalogue.item(&props.id.as_str().into()));
    let language = item.and_then(|item| language(item, session.tag()));
    let address = language
        .as_ref()
        .zip(room)
        .map(|(language, room)| [&room.community.folder, "texts/", language, "/", &props.id, ".json"].concat());
    {
        let arrival = arrival.clone();
        use_effect_with((address, *attempt), move |(address, _)| {
            arrival.set(Arrival::Awaited);
            let is_wanted = Rc::new(std::cell::Cell::new(true));
            if let Some(address) = address {
                let (answer, is_wanted) = (fetch::text(address), is_wanted.clone());
                spawn_local(async move {
                    let text = answer.await.ok().and_then(|text| serde_json::from_str::<Vec<Value>>(&text).ok());
                    // Whoever has turned to another text meanwhile must not be given this one.
                    if is_wanted.get() {
                        arrival.set(text.map_or(Arrival::Missing, |blocks| Arrival::There(Rc::new(blocks))));
                    }
                });
            }
            move || is_wanted.set(false)
        });
    }
    let (Some(item), Some(language)) = (item, language) else {
        let link = item.and_then(|item| item.link.as_ref());
        return match link {
            Some(link) => {
                html! { <p><a class="button" href={link.to_string()} rel="noreferrer">{ words.open_elsewhere }</a></p> }
            }
            None => nothing(),
        };
    };
    let is_foreign = primary(&language) != primary(session.tag());
    match &*arrival {
        Arrival::Awaited => html! { <Placeholder absence={Absence::Loading} /> },
        Arrival::Missing => html! {
            <Placeholder absence={Absence::Failed} title={words.text_missing}>
                <p><button type="button" class="button" onclick={move |_| attempt.set(*attempt + 1)}>{ words.try_again }</button></p>
            </Placeholder>
        },
        Arrival::There(blocks) => html! {
            <div class="text" lang={is_foreign.then(|| language.to_string())} key={item.id.as_str()} data-testid="text">
                if is_foreign {
                    <p class="quiet" lang={session.tag()}>{ words.only_in_other_language }</p>
                }
                { text::blocks(blocks) }
            </div>
        },
    }
}

/// The language to read an item in: the member's, or else the first it exists in; none without a text.
fn language(item: &Item, tag: &str) -> Option<Box<str>> {
    if !item.text {
        return None;
    }
    let same = item.languages.iter().find(|language| primary(language) == primary(tag));
    same.or(item.languages.first()).cloned().or_else(|| Some(primary(tag).into()))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}
