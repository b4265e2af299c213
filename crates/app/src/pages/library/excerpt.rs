//! Where a word stands in a text.

use super::words::words;
use crate::fetch;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::marked::marked;
use guildhall_engine::catalogue::Item;
use guildhall_engine::json;
use guildhall_engine::search::{excerpt, plain};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// About how long an excerpt is, in characters; Chinese says more in fewer.
const LONG: usize = 130;
const SHORT: usize = 60;

/// The line of a result that says it was found in the text of a language, with the place itself when the member may read it.
pub fn line(session: &Session, room: &Room, item: &Item, text: usize, found: &[Box<str>]) -> Html {
    let Some((language, _)) = room.texts.get(text) else { return super::nothing() };
    let is_readable = room.access(item).0 && (item.price.is_none() || room.acts(&item.id).bought.is_some());
    let address = [&room.community.folder, "texts/", language, "/", item.id.as_str(), ".json"].concat();
    let is_own = language.split('-').next() == session.tag().split('-').next();
    let lang = (!is_own).then(|| AttrValue::from(language.to_string()));
    html! {
        <p class="item-found">
            <span class="label">{ words(session.language()).in_text }</span>
            if is_readable {
                { " " }<Excerpt {address} {lang} words={Rc::<[Box<str>]>::from(found)} />
            }
        </p>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    /// Where the text lies.
    address: AttrValue,
    /// Its language, when it is not the interface's.
    lang: Option<AttrValue>,
    /// What was looked for, folded.
    words: Rc<[Box<str>]>,
}

/// A passage of a text, which stays in memory while the words change.
#[component]
fn Excerpt(props: &Props) -> Html {
    let text = use_state(|| None::<Rc<str>>);
    {
        let text = text.clone();
        use_effect_with(props.address.clone(), move |address| {
            let is_wanted = Rc::new(Cell::new(true));
            let (answer, still_wanted) = (fetch::text(address), is_wanted.clone());
            spawn_local(async move {
                let tree = answer.await.ok().and_then(|answer| json::parse(&answer).ok());
                if still_wanted.get() {
                    // What cannot be fetched is told on the item's own page.
                    text.set(tree.map(|tree| plain(&tree).into()));
                }
            });
            move || is_wanted.set(false)
        });
    }
    let is_chinese = props.address.contains("/zh");
    let passage = text.as_ref().and_then(|text| excerpt(text, &props.words, if is_chinese { SHORT } else { LONG }));
    match passage {
        Some(passage) => html! { <q lang={props.lang.clone()}>{ marked(&passage, &props.words) }</q> },
        None => super::nothing(),
    }
}
