//! One item: its text, and everything a member can do with it.

mod comments;
mod finish;
mod notes;
mod purchase;
mod rating;
mod reader;
mod text;
mod words;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::cover::cover;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::item_actions::opinions;
use crate::ui::item_row::{facts, item_row};
use crate::ui::link::{link, outside, return_link};
use crate::ui::placeholder::{Absence, loading, placeholder};
use crate::ui::requirement::requirements;
use crate::ui::{deed, foreign, nothing};
use guildhall_engine::benefit::openers;
use guildhall_engine::catalogue::Item;
use guildhall_engine::id::ItemId;
use notes::Notes;
use reader::Reader;
use words::words;
use yew::prelude::*;

/// Related items shown below the text.
const RELATED: usize = 3;
/// Blocks of a text that are shown before it is bought.
const PREVIEW: usize = 2;

/// An item's page.
pub fn page(session: &Session, room: &Room, id: &str) -> Html {
    let Some(item) = room.community.catalogue.item(&ItemId::from(id)) else {
        return if room.community.is_growing { loading(session) } else { no_such_item(session) };
    };
    let is_bought = item.price.is_none_or(|price| price.0 == 0) || room.acts(&item.id).bought.is_some();
    // Notes belong to whoever sits here, whomever they look at.
    let own_notes = html! { <Notes key={["notes:", id].concat()} session={session.clone()} item={item.id.clone()} /> };
    let own_notes = deed(session, own_notes);
    let body = if room.access(item).0 {
        html! {
            <>
                { reader(session, room, item, is_bought) }
                { purchase::section(session, room, item) }
                if is_bought {
                    { closing(session, room, item) }
                }
                { own_notes }
                { comments::section(session, room, item) }
            </>
        }
    } else {
        locked(session, room, item)
    };
    html! {
        <>
            <p class="back">{ back(session) }</p>
            <article class="piece" data-item={item.id.to_string()}>
                <div class="piece-cover">{ cover(session, room, item) }</div>
                { head(session, room, item) }
                <div class="piece-body">{ body }</div>
            </article>
            { related(session, room, item) }
        </>
    }
}

/// Back to the library; to what was found there, when the member comes from a search.
fn back(session: &Session) -> Html {
    let query = &session.state().query;
    if query.narrows() {
        return_link(session, Route::Library, &query.to_address(), words(session.language()).to_results)
    } else {
        link(session, Route::Library, "", session.words().library.into())
    }
}

/// The text in the best language there is, or the way to where it lies.
fn reader(session: &Session, room: &Room, item: &Item, is_bought: bool) -> Html {
    let words = words(session.language());
    let text = language(room, item, session.tag());
    let foreign = text
        .filter(|language| primary(language) != primary(session.tag()))
        .map(|language| AttrValue::from(language.to_owned()));
    let address = text.map(|language| {
        AttrValue::from([&room.community.folder, "texts/", language, "/", item.id.as_str(), ".json"].concat())
    });
    let elsewhere = match (&address, &item.link) {
        (None, Some(to)) if is_bought => html! { <p>{ outside(to, "button", session.words().open_elsewhere) }</p> },
        (None, None) => {
            placeholder(Absence::Empty, words.no_text, html! { <p class="quiet">{ words.no_text_hint }</p> })
        }
        _ => nothing(),
    };
    html! {
        <>
            { elsewhere }
            <Reader key={item.id.as_str()} session={session.clone()} item={item.id.clone()} {address} {foreign}
                preview={(!is_bought).then_some(PREVIEW)} needed={room.community.charter.file().reading.seconds(item.minutes)}
                finished={room.acts(&item.id).finished} />
            if !is_bought && text.is_some() {
                <div class="gate">
                    <p class="gate-title">{ icon(Icon::Lock) }{ words.rest_priced }</p>
                    <p class="fine-print">{ words.rest_unprotected }</p>
                </div>
            }
        </>
    }
}

/// The language to read an item in: the member's, or else the first it exists in; none without a text.
fn language<'a>(room: &'a Room, item: &'a Item, tag: &'a str) -> Option<&'a str> {
    let own = if item.languages.is_empty() { &room.community.charter.file().languages } else { &item.languages };
    let same = own.iter().find(|language| primary(language) == primary(tag));
    let found = same.or(own.first()).map_or(primary(tag), AsRef::as_ref);
    item.text.then_some(found)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
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

/// What comes after reading: rate, like.
fn closing(session: &Session, room: &Room, item: &Item) -> Html {
    let acts = room.acts(&item.id);
    html! {
        <section class="closing" aria-label={session.words().after_reading}>
            { rating::group(session, item, &acts) }
            { opinions(session, item, &acts) }
        </section>
    }
}

fn locked(session: &Session, room: &Room, item: &Item) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let (_, explanation) = room.access(item);
    let is_near = room.shelf().unlock_next.iter().any(|locked| locked.item == item.id);
    let standing = room.standing();
    let benefits = openers(&room.community.charter, &standing.benefits, item).filter_map(|benefit| {
        let name = room.community.benefit(&benefit.id)?.name.get(session.tag());
        Some(if benefit.granted { (words.opened_by_held)(name) } else { (words.opened_by)(name) })
    });
    html! {
        <section class="locked" aria-labelledby="locked" data-testid="locked">
            <h2 id="locked">{ icon(Icon::Lock) }{ shared.item_locked }</h2>
            if is_near {
                <p class="label label-near">{ words.nearly }</p>
            }
            <p>{ shared.item_locked_hint }</p>
            { requirements(session, &room.community, &explanation) }
            { for benefits.map(|benefit| html! { <p class="quiet">{ benefit }</p> }) }
            <p>{ link(session, Route::Home, "button", shared.see_standing.into()) }</p>
        </section>
    }
}

fn related(session: &Session, room: &Room, item: &Item) -> Html {
    // What is shown below a text must not change while it is read.
    if !room.related_is_ready() {
        return html! { <div class="shelf-waiting"></div> };
    }
    let related = room.related(&item.id, RELATED);
    if related.is_empty() {
        return nothing();
    }
    html! {
        <section class="section" aria-labelledby="related" data-testid="related">
            <div class="section-head"><h2 id="related">{ session.words().related }</h2></div>
            <div class="item-grid">
                { for related.iter().filter_map(|id| room.community.catalogue.item(id)).map(|item| item_row(session, room, item, nothing())) }
            </div>
        </section>
    }
}
