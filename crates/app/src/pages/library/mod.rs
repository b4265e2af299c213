//! Library: everything there is, to be searched.

mod facets;

use crate::session::{Session, use_session};
use crate::state::room::Room;
use crate::state::search::{Query, Sort};
use crate::state::{Action, State};
use crate::ui::heading::Heading;
use crate::ui::item_row::item_row;
use crate::ui::placeholder::{Absence, Placeholder};
use crate::ui::{does, nothing};
use js_sys::{Array, JsString, Object};
use yew::prelude::*;

/// Items shown at first, and more of them at each request.
const PAGE: usize = 24;

/// Search, facets and results.
#[component]
pub fn Library() -> Html {
    let session = use_session();
    let words = session.words();
    let shown = use_state_eq(|| PAGE);
    let Some(room) = session.room() else { return nothing() };
    let State { query, .. } = session.state();
    let found = found(&session, room, query);
    let items = room.community.catalogue.items();
    let count = (words.found)(found.len(), &session.formats.count(found.len()));
    let rest = found.len().saturating_sub(*shown);
    html! {
        <>
            <header class="page-head">
                <Heading title={words.library} />
                <p class="standfirst">{ words.library_hint }</p>
            </header>
            { facets::section(&session, room, query) }
            <p class="result-count" role="status">{ if room.community.is_growing { words.loading.to_owned() } else { count } }</p>
            if found.is_empty() && !room.community.is_growing {
                <Placeholder absence={Absence::Empty} title={words.nothing_found}>
                    <p><button type="button" class="button" onclick={does(&session, |s| s.tell(Action::Search(Query::default())))}>
                        { words.clear_search }
                    </button></p>
                </Placeholder>
            }
            <div class="item-grid" data-testid="results">
                { for found.iter().take(*shown).filter_map(|place| items.get(*place)).map(|item| item_row(&session, room, item, nothing())) }
            </div>
            if rest > 0 {
                <p class="more"><button type="button" class="button" onclick={let shown = shown.clone(); move |_| shown.set(*shown + PAGE)}>
                    { (words.show_more)(&session.formats.count(rest.min(PAGE))) }
                </button></p>
            }
        </>
    }
}

fn found(session: &Session, room: &Room, query: &Query) -> Vec<usize> {
    let catalogue = &room.community.catalogue;
    let mut found = query.find(catalogue, &room.community.index);
    if query.sort == Sort::Title {
        // How titles are ordered is the language's affair: Chinese ones by their sound.
        let (locales, options) = (Array::of1(&session.tag().into()), Object::new());
        let title = |place: &usize| catalogue.items().get(*place).map_or("", |item| item.title.get(session.tag()));
        found.sort_by(|a, b| JsString::from(title(a)).locale_compare(title(b), &locales, &options).cmp(&0));
    }
    found
}
