//! Library: everything there is, to be searched.

mod address;
mod announcer;
mod excerpt;
mod facets;
mod texts;
mod words;

use crate::format::order;
use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use crate::state::search::{Found, Hit, Query, Sort};
use crate::ui::heading::heading;
use crate::ui::item_row::found_row;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::shell::chosen;
use crate::ui::{does, more, nothing};
use address::Address;
use announcer::Announcer;
use words::words;
use yew::prelude::*;

/// Search, facets and results.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let query = &session.state().query;
    let found = room.found(query, session.tag(), |items| {
        let titles: Vec<&str> = items.iter().map(|item| item.title.get(session.tag())).collect();
        order(session.language(), &titles).into()
    });
    let is_growing = room.community.is_growing;
    let count = (words.found)(found.hits.len(), &session.formats.count(found.hits.len()));
    let count = if is_growing { session.words().loading.to_owned() } else { count };
    let further = Query { shown: query.shown + Query::PAGE, ..query.clone() };
    html! {
        <>
            <Address session={session.clone()} />
            <header class="page-head">
                { heading(session, session.words().library, None) }
                <p class="standfirst">{ words.standfirst }</p>
            </header>
            { facets::section(session, room, query, &found) }
            <h2 class="visually-hidden">{ words.results }</h2>
            <div class="result-bar">
                <p class="result-count">{ count.clone() }</p>
                if query.narrows() && !found.hits.is_empty() {
                    <button type="button" class="button button-quiet" onclick={clear(session)}>{ words.clear }</button>
                }
                { sorting(session, query) }
            </div>
            <Announcer text={count} />
            if found.hits.is_empty() && !is_growing {
                { none(session, room, query) }
            }
            <div class="item-grid results" data-testid="results">
                { for found.hits.iter().take(query.shown).map(|hit| result(session, room, &found, *hit)) }
            </div>
            { more(session, found.hits.len().saturating_sub(query.shown), Query::PAGE, move |s| s.tell(Action::Search(further.clone()))) }
        </>
    }
}

fn result(session: &Session, room: &Room, found: &Found, hit: Hit) -> Html {
    let Some(item) = room.community.catalogue.items().get(hit.place) else { return nothing() };
    let more = hit.in_text.map_or_else(nothing, |text| excerpt::line(session, room, item, text, &found.words));
    found_row(session, room, item, &found.words, more)
}

fn sorting(session: &Session, query: &Query) -> Html {
    let words = words(session.language());
    let onchange = {
        let (session, query) = (session.clone(), query.clone());
        Callback::from(move |event: Event| {
            session.tell(Action::Search(Query { sort: Sort::of(&chosen(&event)), ..query.clone() }));
        })
    };
    let present = query.order();
    // Without words nothing fits better than anything else.
    let orders = Sort::ALL.into_iter().filter(|sort| *sort != Sort::Best || !query.text.trim().is_empty());
    html! {
        <label class="result-order">
            <span class="visually-hidden">{ words.order }</span>
            <select class="select" {onchange}>
                { for orders.map(|sort| html! {
                    <option key={sort.word()} value={sort.word()} selected={sort == present}>{ (words.sort)(sort) }</option>
                }) }
            </select>
        </label>
    }
}

fn clear(session: &Session) -> Callback<MouseEvent> {
    does(session, |session| session.tell(Action::Search(Query::default())))
}

/// What to do when nothing was found.
fn none(session: &Session, room: &Room, query: &Query) -> Html {
    let words = words(session.language());
    if room.community.catalogue.items().is_empty() {
        return placeholder(Absence::Empty, words.empty, html! { <p class="quiet">{ words.empty_hint }</p> });
    }
    let asked = query.text.trim();
    let title = if asked.is_empty() { words.nothing.to_owned() } else { (words.nothing_for)(asked) };
    let everywhere = Query { text: query.text.clone(), ..Query::default() };
    let is_narrowed = everywhere.narrows() && *query != everywhere;
    placeholder(
        Absence::Empty,
        &title,
        html! {
            <>
                <p class="quiet">{ if is_narrowed { words.nothing_hint_filters } else { words.nothing_hint } }</p>
                <p class="placeholder-actions">
                    if is_narrowed {
                        <button type="button" class="button" onclick={does(session, move |s| s.tell(Action::Search(everywhere.clone())))}>
                            { words.everywhere }
                        </button>
                    }
                    <button type="button" class="button" onclick={clear(session)}>{ words.clear }</button>
                </p>
            </>
        },
    )
}
