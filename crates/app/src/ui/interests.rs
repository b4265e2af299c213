//! Interests the member states and what they say of themselves, as words to press: the shelf follows at once, and each
//! can be taken back.

use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::{does, nothing};
use guildhall_engine::event::{Quantity, Verb};
use guildhall_engine::id::{EventId, TagId};
use yew::prelude::*;

/// The most common tags of the catalogue as words to press, and what the member stated besides.
pub fn interests(session: &Session, room: &Room, count: usize, label: &'static str) -> Html {
    let catalogue = &room.community.catalogue;
    let stated: Vec<TagId> =
        room.taste().tags.iter().filter(|taste| taste.stated).map(|taste| taste.tag.clone()).collect();
    let mut tags: Vec<&TagId> = catalogue.common_tags();
    tags.retain(|tag| catalogue.tags().contains_key(*tag));
    let (common, rest) = tags.split_at(tags.len().min(count));
    let tags = common.iter().chain(rest.iter().filter(|tag| stated.contains(**tag)));
    html! {
        <div class="chips" role="group" aria-label={label} data-testid="interest-choices">
            { for tags.map(|tag| {
                let name = catalogue.tag_name(tag, session.tag()).to_owned();
                chip(session, room, Verb::Interest, tag.as_str(), name, stated.contains(*tag))
            }) }
        </div>
    }
}

/// What the charter lets members say of themselves, as words to press; nothing where it names nothing.
pub fn backgrounds(session: &Session, room: &Room) -> Html {
    let (words, rules) = (session.words(), &room.community.charter.file().backgrounds);
    if rules.is_empty() || !room.is_own() {
        return nothing();
    }
    let stated = &room.standing().backgrounds;
    html! {
        <>
            <hgroup>
                <h3 class="subhead">{ words.backgrounds }</h3>
                <p class="quiet">{ words.backgrounds_hint }</p>
            </hgroup>
            <div class="chips" role="group" aria-label={words.backgrounds} data-testid="background-choices">
                { for rules.iter().map(|rule| {
                    let name = rule.name.get(session.tag()).to_owned();
                    chip(session, room, Verb::Background, rule.id.as_str(), name, stated.contains(&rule.id))
                }) }
            </div>
        </>
    }
}

/// A word to press, which states something or takes the statement back.
fn chip(session: &Session, room: &Room, verb: Verb, id: &str, name: String, is_stated: bool) -> Html {
    let deed = match statement(room, &verb, id).filter(|_| is_stated) {
        Some(event) => Deed::undo(event),
        None => Deed::about(verb, id).worth(f64::from(u8::from(!is_stated))),
    };
    html! {
        <button key={id} type="button" class="chip" aria-pressed={is_stated.to_string()}
            onclick={does(session, move |session| session.set(deed.clone()))}>
            { name }
        </button>
    }
}

/// The event by which the member stated something, if it still counts.
fn statement(room: &Room, verb: &Verb, id: &str) -> Option<EventId> {
    let events = room.events();
    let own = events.ledger().entries().iter().rev().filter(|entry| entry.counts()).map(|entry| &entry.event);
    let mut about =
        own.filter(|event| event.verb == *verb && event.object.as_ref().is_some_and(|object| object.as_str() == id));
    about.next().filter(|event| event.value.is_some_and(|value| Quantity::get(value) > 0.0)).map(|event| event.id)
}
