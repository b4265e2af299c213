//! One item: its text, and everything a member can do with it.

mod comments;
mod purchase;
mod rating;
mod reading;
mod text;

use crate::route::Route;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::item_actions::opinions;
use crate::ui::item_row::{facts, item_row};
use crate::ui::link::link;
use crate::ui::placeholder::loading;
use crate::ui::requirement::requirements;
use crate::ui::{does, foreign, nothing};
use guildhall_engine::catalogue::Item;
use guildhall_engine::event::Verb;
use guildhall_engine::id::ItemId;
use yew::prelude::*;

/// Related items shown below the text.
const RELATED: usize = 3;

/// An item's page.
pub fn page(session: &Session, room: &Room, id: &str) -> Html {
    let Some(item) = room.community.catalogue.item(&ItemId::from(id)) else {
        return if room.community.is_growing { loading(session) } else { no_such_item(session) };
    };
    let body = if room.access(item).0 {
        html! {
            <>
                { reading::text(session, room, item) }
                { closing(session, room, item) }
                { comments::section(session, room, item) }
            </>
        }
    } else {
        locked(session, room, item)
    };
    html! {
        <>
            <article class="column" data-item={item.id.to_string()}>
                <p class="back">{ link(session, Route::Library, "", session.words().library.into()) }</p>
                { head(session, room, item) }
                { purchase::section(session, room, item) }
                { body }
            </article>
            { related(session, room, item) }
        </>
    }
}

fn no_such_item(session: &Session) -> Html {
    let words = session.words();
    html! {
        <div class="column">
            { heading(session, words.no_such_item, None) }
            <p>{ link(session, Route::Library, "button", words.to_library.into()) }</p>
        </div>
    }
}

fn head(session: &Session, room: &Room, item: &Item) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    html! {
        <header class="item-head">
            <p class="item-facts">{ facts(session, room, item) }</p>
            { heading(session, item.title.get(tag), foreign(&item.title, tag)) }
            <p class="standfirst" lang={foreign(&item.summary, tag)}>{ item.summary.get(tag).to_owned() }</p>
            <p class="byline">
                if !item.author.is_empty() {
                    <span lang={foreign(&item.author, tag)}>{ (words.by)(item.author.get(tag)) }</span>
                }
                if let Some(day) = item.published {
                    <time datetime={day.to_string()}>{ formats.day(day) }</time>
                }
            </p>
            if let Some(work) = &item.work {
                <p class="work">
                    { words.about_work }
                    <cite lang={foreign(&work.title, tag)}>{ work.title.get(tag).to_owned() }</cite>
                    <span>{ [work.author.get(tag), words.comma, work.year.get(tag)].concat() }</span>
                </p>
            }
            if !item.tags.is_empty() {
                <ul class="tags" aria-label={words.tags_label}>
                    { for item.tags.iter().map(|id| html! {
                        <li key={id.as_str()} class="label">{ room.community.catalogue.tag_name(id, tag).to_owned() }</li>
                    }) }
                </ul>
            }
        </header>
    }
}

/// What comes after reading: finish, rate, like.
fn closing(session: &Session, room: &Room, item: &Item) -> Html {
    let words = session.words();
    let acts = room.acts(&item.id);
    let id = item.id.clone();
    html! {
        <section class="closing" aria-label={words.after_reading}>
            <div class="closing-row">
                if let Some(event) = acts.finished {
                    <p class="fact-good">{ icon(Icon::Check) }{ words.you_finished }</p>
                    <button type="button" class="button button-quiet" onclick={does(session, move |s| s.undo(&[event]))}>{ words.take_back }</button>
                } else {
                    <button type="button" class="button button-primary"
                        onclick={does(session, move |s| s.record(vec![Deed::about(Verb::Finish, id.as_str())]))}>{ words.mark_finished }</button>
                }
            </div>
            { rating::group(session, item, &acts) }
            { opinions(session, item, &acts) }
        </section>
    }
}

fn locked(session: &Session, room: &Room, item: &Item) -> Html {
    let words = session.words();
    let (_, explanation) = room.access(item);
    html! {
        <section class="locked" aria-labelledby="locked" data-testid="locked">
            <h2 id="locked">{ icon(Icon::Lock) }{ words.item_locked }</h2>
            <p>{ words.item_locked_hint }</p>
            { requirements(session, &room.community, &explanation) }
            <p>{ link(session, Route::Home, "button", words.see_standing.into()) }</p>
        </section>
    }
}

fn related(session: &Session, room: &Room, item: &Item) -> Html {
    let related = room.related(&item.id, RELATED);
    if related.is_empty() {
        return nothing();
    }
    html! {
        <section class="section" aria-labelledby="related">
            <div class="section-head"><h2 id="related">{ session.words().related }</h2></div>
            <div class="item-grid">
                { for related.iter().filter_map(|id| room.community.catalogue.item(id)).map(|item| item_row(session, room, item, nothing())) }
            </div>
        </section>
    }
}
