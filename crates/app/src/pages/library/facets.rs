//! What narrows the library: words, kind, tags, order.

use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use crate::state::search::{Query, Sort, kinds};
use crate::ui::does;
use crate::ui::icon::{Icon, icon};
use crate::ui::shell::chosen;
use guildhall_engine::id::TagId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The search form.
pub fn section(session: &Session, room: &Room, query: &Query) -> Html {
    let words = session.words();
    let oninput = change(session, query, |query, event: InputEvent| {
        query.text = event.target_unchecked_into::<HtmlInputElement>().value();
    });
    let on_kind = change(session, query, |query, event: Event| {
        query.kind = Some(chosen(&event)).filter(|kind| !kind.is_empty()).map(Box::from);
    });
    let on_sort = change(session, query, |query, event: Event| {
        let word = chosen(&event);
        query.sort = Sort::ALL.into_iter().find(|sort| sort.word() == word).unwrap_or_default();
    });
    html! {
        <search class="facets">
            <label class="search-field">
                { icon(Icon::Search) }
                <span class="visually-hidden">{ words.search_library }</span>
                <input type="search" class="input" placeholder={words.search_library} value={query.text.clone()} {oninput}
                    autocomplete="off" spellcheck="false" />
            </label>
            <div class="facet-row">
                <label class="field">
                    <span>{ words.kind_label }</span>
                    <select class="select" onchange={on_kind}>
                        <option value="" selected={query.kind.is_none()}>{ words.any_kind }</option>
                        { for kinds(&room.community.catalogue).into_iter().map(|kind| {
                            let name = (words.kind)(&kind).unwrap_or(&kind).to_owned();
                            html! { <option key={kind.to_string()} value={kind.to_string()} selected={query.kind.as_ref() == Some(&kind)}>{ name }</option> }
                        }) }
                    </select>
                </label>
                <label class="field">
                    <span>{ words.sort_label }</span>
                    <select class="select" onchange={on_sort}>
                        { for Sort::ALL.map(|sort| html! {
                            <option key={sort.word()} value={sort.word()} selected={query.sort == sort}>{ (words.sort)(sort) }</option>
                        }) }
                    </select>
                </label>
            </div>
            { tags(session, room, query) }
        </search>
    }
}

fn tags(session: &Session, room: &Room, query: &Query) -> Html {
    let words = session.words();
    let tag = session.tag();
    html! {
        <details class="disclosure tag-facet" open={!query.tags.is_empty()}>
            <summary>
                { words.tags_label }
                if !query.tags.is_empty() {
                    <span class="quiet">{ chosen_tags(session, room, query) }</span>
                }
            </summary>
            <div class="chips" role="group" aria-label={words.tags_label}>
                { for room.community.catalogue.tags().iter().map(|(id, name)| {
                    let is_on = query.tags.contains(id);
                    let (id, present) = (id.clone(), query.clone());
                    html! {
                        <button key={id.as_str()} type="button" class="chip" aria-pressed={is_on.to_string()} data-tag={id.to_string()}
                            onclick={does(session, move |session| session.tell(Action::Search(toggled(&present, &id))))}>
                            { name.get(tag).to_owned() }
                        </button>
                    }
                }) }
            </div>
        </details>
    }
}

fn chosen_tags(session: &Session, room: &Room, query: &Query) -> String {
    let names = query.tags.iter().map(|id| room.community.catalogue.tag_name(id, session.tag()));
    names.collect::<Vec<_>>().join(session.words().comma)
}

fn toggled(query: &Query, tag: &TagId) -> Query {
    let mut query = query.clone();
    if query.tags.contains(tag) {
        query.tags.retain(|other| other != tag);
    } else {
        query.tags.push(tag.clone());
    }
    query
}

fn change<E: 'static>(session: &Session, query: &Query, alter: impl Fn(&mut Query, E) + 'static) -> Callback<E> {
    let (session, query) = (session.clone(), query.clone());
    Callback::from(move |event: E| {
        let mut query = query.clone();
        alter(&mut query, event);
        query.shown = Query::PAGE;
        session.tell(Action::Search(query));
    })
}
