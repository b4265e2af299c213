//! Events that could not be exchanged, each with its reason.

use super::chapter;
use super::words::words;
use crate::file;
use crate::session::Session;
use crate::state::events::for_export;
use crate::state::room::Room;
use crate::sync::{Shown, check_all, try_again};
use crate::ui::{does, nothing, word};
use guildhall_engine::event::Event;
use guildhall_engine::exchange::write_ndjson;
use guildhall_engine::id::EventId;
use guildhall_store::sync::Aside;
use yew::prelude::*;

/// Events shown; all of them are in the file.
const SHOWN: usize = 50;

/// The events with what can be done about them.
pub fn content(session: &Session, room: &Room, shown: &Shown) -> Html {
    let words = words(session.language());
    if shown.aside.is_empty() {
        return nothing();
    }
    let own: Vec<EventId> = shown.aside.iter().filter(|aside| !aside.foreign).map(|aside| aside.id).collect();
    let again = does(session, move |session| {
        if own.is_empty() {
            check_all();
        } else {
            try_again(session, own.clone());
        }
    });
    let save = {
        let ids: Vec<EventId> = shown.aside.iter().map(|aside| aside.id).collect();
        let name = ["guildhall-", room.community.charter.file().id.as_str(), "-not-synced.ndjson"].concat();
        does(session, move |session| {
            let Some(room) = session.room() else { return };
            let events = room.events();
            let events: Vec<Event> = ids.iter().filter_map(|id| events.event(*id)).map(for_export).collect();
            file::save(&name, "application/x-ndjson", &write_ndjson(&events));
        })
    };
    let content = html! {
        <>
            <ul class="plain-list" data-testid="sync-aside">
                { for shown.aside.iter().take(SHOWN).map(|aside| row(session, room, aside)) }
            </ul>
            <div class="panel-actions">
                <button type="button" class="button" onclick={again}>{ words.try_again }</button>
                <button type="button" class="button" onclick={save}>{ words.save_aside }</button>
            </div>
        </>
    };
    chapter("sync-refused", words.aside, words.aside_hint, content)
}

fn row(session: &Session, room: &Room, aside: &Aside) -> Html {
    let words = words(session.language());
    let events = room.events();
    let event = events.event(aside.id);
    let what =
        event.map_or_else(|| words.foreign_event.to_owned(), |event| (session.words().did)(&event.verb).to_owned());
    let object = event.and_then(|event| {
        event.object.as_ref().map(|id| word::object(session, &room.community, &event.verb, id.as_str()))
    });
    html! {
        <li key={aside.id.to_string()} data-code={aside.code.to_string()}>
            <strong>{ what }</strong>
            if let Some(object) = object { { " · " }<bdi>{ object }</bdi> }
            <p class="fine-print">
                { match (words.refusal)(&aside.code) {
                    // Why, in the server's own words; those of the other reasons say the same as the text.
                    Some(text) if &*aside.code == "refused" && !aside.message.is_empty() => html! {
                        <>{ text }{ " " }<q lang="en">{ aside.message.to_string() }</q></>
                    },
                    Some(text) => html! { { text } },
                    None => html! { <span lang="en">{ aside.message.to_string() }</span> },
                } }
            </p>
        </li>
    }
}
