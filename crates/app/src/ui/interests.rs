//! Interests the member states, as words to press: the shelf follows at once, and each can be taken back.

use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::does;
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
                let is_stated = stated.contains(*tag);
                let deed = match statement(room, tag).filter(|_| is_stated) {
                    Some(event) => Deed::undo(event),
                    None => Deed::about(Verb::Interest, tag.as_str()).worth(f64::from(u8::from(!is_stated))),
                };
                html! {
                    <button key={tag.as_str()} type="button" class="chip" aria-pressed={is_stated.to_string()}
                        onclick={does(session, move |session| session.set(deed.clone()))}>
                        { catalogue.tag_name(tag, session.tag()).to_owned() }
                    </button>
                }
            }) }
        </div>
    }
}

/// The event by which the member stated an interest, if it still counts.
fn statement(room: &Room, tag: &TagId) -> Option<EventId> {
    let events = room.events();
    let own = events.ledger().entries().iter().rev().filter(|entry| entry.counts()).map(|entry| &entry.event);
    let mut about = own.filter(|event| {
        event.verb == Verb::Interest && event.object.as_ref().is_some_and(|object| object.as_str() == tag.as_str())
    });
    about.next().filter(|event| event.value.is_some_and(|value| Quantity::get(value) > 0.0)).map(|event| event.id)
}
