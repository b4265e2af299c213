//! What narrows the library: words, facets, topics.

use super::texts;
use super::words::words;
use crate::format::language_name;
use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use crate::state::search::{Facet, Found, Query, within};
use crate::ui::icon::{Icon, icon};
use crate::ui::shell::chosen;
use guildhall_engine::id::TagId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The search form.
pub fn section(session: &Session, room: &Room, query: &Query, found: &Found) -> Html {
    let words = words(session.language());
    let oninput = {
        let (session, room, query) = (session.clone(), room.clone(), query.clone());
        Callback::from(move |event: InputEvent| {
            texts::want(&session, &room);
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            session.tell(Action::Search(Query { text: within(&text).to_owned(), shown: Query::PAGE, ..query.clone() }));
        })
    };
    let onfocus = {
        let (session, room) = (session.clone(), room.clone());
        Callback::from(move |_: FocusEvent| texts::want(&session, &room))
    };
    if !query.text.is_empty() {
        // Who came by an address with words in it has typed nothing.
        texts::want(session, room);
    }
    html! {
        <search class="facets">
            <label class="search-field">
                { icon(Icon::Search) }
                <span class="visually-hidden">{ words.search }</span>
                <input type="search" class="input" placeholder={words.search} value={query.text.clone()} {oninput} {onfocus}
                    autocomplete="off" spellcheck="false" enterkeyhint="search" />
            </label>
            <div class="facet-row">{ for Facet::ALL.map(|facet| choice(session, query, found, facet)) }</div>
            { topics(session, room, query, found) }
        </search>
    }
}

/// A facet as a choice; nothing when there is nothing to choose.
fn choice(session: &Session, query: &Query, found: &Found, facet: Facet) -> Html {
    let words = words(session.language());
    let present = query.facet(facet);
    let values = found.facets.get(facet as usize).map(Vec::as_slice).unwrap_or_default();
    let tells_apart = values.iter().any(|(_, count)| (1..found.hits.len()).contains(count));
    if present.is_none() && !tells_apart {
        return super::nothing();
    }
    let onchange = {
        let (session, query) = (session.clone(), query.clone());
        Callback::from(move |event: Event| {
            let value = Some(chosen(&event)).filter(|value| !value.is_empty()).map(Box::from);
            session.tell(Action::Search(query.with(facet, value)));
        })
    };
    let is_unknown = present.is_some_and(|present| !values.iter().any(|(value, _)| **value == *present));
    html! {
        <label key={facet.word()} class={classes!("facet", present.map(|_| "is-chosen"))}>
            <span class="visually-hidden">{ (words.facet)(facet) }</span>
            <select class="select" {onchange}>
                <option value="" selected={present.is_none()}>{ (words.any)(facet) }</option>
                if let Some(present) = present.filter(|_| is_unknown) {
                    <option value={present.to_owned()} selected={true}>{ present.to_owned() }</option>
                }
                { for values.iter().filter(|(value, count)| *count > 0 || Some(&**value) == present).map(|(value, count)| html! {
                    <option key={value.to_string()} value={value.to_string()} selected={Some(&**value) == present}>
                        { (words.counted)(&name(session, facet, value), &session.formats.count(*count)) }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// What people call a value.
fn name(session: &Session, facet: Facet, value: &str) -> String {
    let known = match facet {
        Facet::Kind => (session.words().kind)(value),
        Facet::Language => return language_name(session.language(), value),
        _ => (words(session.language()).value)(value),
    };
    known.unwrap_or(value).to_owned()
}

fn topics(session: &Session, room: &Room, query: &Query, found: &Found) -> Html {
    let (words, tag) = (words(session.language()), session.tag());
    let count = |id: &TagId| found.tags.get(id).copied().unwrap_or(0);
    let is_offered = |id: &TagId| count(id) > 0 || query.tags.contains(id);
    let names: Vec<&str> = query.tags.iter().map(|id| room.community.catalogue.tag_name(id, tag)).collect();
    html! {
        <details class="disclosure tag-facet" open={!query.tags.is_empty()}>
            <summary>
                { words.topics }
                if !names.is_empty() {
                    <span class="quiet">{ (words.chosen_topics)(&names.join(session.words().comma)) }</span>
                }
            </summary>
            <div class="chips" role="group" aria-label={words.topics}>
                { for room.community.catalogue.tags().iter().filter(|(id, _)| is_offered(id)).map(|(id, name)| {
                    let is_on = query.tags.contains(id);
                    let figure = session.formats.count(count(id));
                    let (session, toggled) = (session.clone(), toggled(query, id));
                    let onclick = Callback::from(move |_: MouseEvent| session.tell(Action::Search(toggled.clone())));
                    html! {
                        <button type="button" key={id.as_str()} class="chip" aria-pressed={is_on.to_string()} {onclick}>
                            { name.get(tag).to_owned() }
                            <span class="chip-count figures" aria-hidden="true">{ figure }</span>
                        </button>
                    }
                }) }
            </div>
        </details>
    }
}

fn toggled(query: &Query, tag: &TagId) -> Query {
    let mut query = Query { shown: Query::PAGE, ..query.clone() };
    if query.tags.contains(tag) {
        query.tags.retain(|known| known != tag);
    } else {
        query.tags.push(tag.clone());
    }
    query
}
