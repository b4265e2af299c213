//! Library: everything there is, to be searched.

mod facets;

use crate::format::compare;
use crate::session::Session;
use crate::state::Action;
use crate::state::room::Room;
use crate::state::search::Query;
use crate::ui::heading::heading;
use crate::ui::item_row::item_row;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::{does, more, nothing};
use guildhall_engine::catalogue::Item;
use yew::prelude::*;

/// Search, facets and results.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let query = &session.state().query;
    let found = found(session, room, query);
    let items = room.community.catalogue.items();
    let count = (words.found)(found.len(), &session.formats.count(found.len()));
    let further = Query { shown: query.shown + Query::PAGE, ..query.clone() };
    html! {
        <>
            <header class="page-head">
                { heading(session, words.library, None) }
                <p class="standfirst">{ words.library_hint }</p>
            </header>
            { facets::section(session, room, query) }
            <h2 class="visually-hidden">{ words.results }</h2>
            <p class="result-count" role="status">{ if room.community.is_growing { words.loading.to_owned() } else { count } }</p>
            if found.is_empty() && !room.community.is_growing {
                { placeholder(Absence::Empty, words.nothing_found, html! {
                    <p><button type="button" class="button" onclick={does(session, |s| s.tell(Action::Search(Query::default())))}>
                        { words.clear_search }
                    </button></p>
                }) }
            }
            <div class="item-grid" data-testid="results">
                { for found.iter().take(query.shown).filter_map(|place| items.get(*place)).map(|item| item_row(session, room, item, nothing())) }
            </div>
            { more(session, found.len().saturating_sub(query.shown), Query::PAGE, move |s| s.tell(Action::Search(further.clone()))) }
        </>
    }
}

fn found(session: &Session, room: &Room, query: &Query) -> Vec<usize> {
    // Chinese titles are ordered by their sound, which only the browser knows.
    let by_title = |one: &Item, other: &Item| {
        compare(session.language(), one.title.get(session.tag()), other.title.get(session.tag()))
    };
    query.find(&room.community.catalogue, &room.community.index, &by_title)
}
