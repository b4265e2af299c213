//! A way somewhere: what to do, how long it takes, and the very things to begin with.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::acts::Acts;
use crate::state::community::Thing;
use crate::state::room::Room;
use crate::ui::link::{anchor, link};
use crate::ui::step::sentence;
use crate::ui::{foreign, nothing};
use guildhall_engine::booking::Booking;
use guildhall_engine::catalogue::{Activity, Item};
use guildhall_engine::event::Verb;
use guildhall_engine::path::{Path, Step};
use yew::prelude::*;

/// Things named for each step.
const NAMED: usize = 3;
/// From here on, in minutes, a way is no matter of one evening.
const LONG: f64 = 240.0;

/// The steps with things to begin with, and the effort of all; nothing when there is nothing to do.
pub fn way(session: &Session, room: &Room, path: &Path) -> Html {
    if path.steps.is_empty() {
        return nothing();
    }
    let steps = path.steps.iter().enumerate().map(|(at, step)| {
        html! {
            <li key={at} class="step">
                <div>
                    <p class="step-line">{ line(session, room, step) }</p>
                    { beginnings(session, room, step) }
                </div>
            </li>
        }
    });
    html! {
        <>
            <ol class="steps">{ for steps }</ol>
            if path.minutes >= 1.0 {
                <p class="way-effort">{ effort(session, path.minutes) }</p>
            }
            if path.minutes >= LONG {
                <p class="way-effort">{ words(session.language()).steady }</p>
            }
        </>
    }
}

/// What to do, linked to where it is done.
fn line(session: &Session, room: &Room, step: &Step) -> Html {
    let text: Html = sentence(session, &room.community, step).into();
    let place = match step {
        Step::Pay { .. } => Some(Route::Benefits),
        Step::Act { verb, .. } => match verb {
            Verb::View | Verb::Like | Verb::Dislike | Verb::Hide => Some(Route::Discover),
            Verb::Finish | Verb::Rate | Verb::Comment | Verb::Purchase | Verb::Share => Some(Route::Library),
            Verb::Book | Verb::Attend | Verb::CheckIn => Some(Route::Events),
            _ => None,
        },
        _ => None,
    };
    match place {
        Some(to) => link(session, to, "", text),
        None => text,
    }
}

/// The things a step could begin with, by name.
fn beginnings(session: &Session, room: &Room, step: &Step) -> Html {
    let words = words(session.language());
    let Step::Act { verb, objects, .. } = step else { return nothing() };
    let named = objects.iter().filter_map(|object| room.community.thing(object.as_str())).filter(|thing| {
        let acts = room.acts(id(*thing));
        acts.finished.is_none() && acts.attended.is_none()
    });
    let mut things: Vec<Thing<'_>> = named.take(NAMED).collect();
    if objects.is_empty() {
        things = for_verb(room, verb);
    }
    if things.is_empty() {
        return nothing();
    }
    let lead = match verb {
        Verb::View | Verb::Finish => words.begin_with,
        Verb::Book | Verb::Attend | Verb::CheckIn => words.next_gathering,
        _ => words.any_of_these,
    };
    html! {
        <div class="step-things">
            <p class="step-lead">{ lead }</p>
            <ul>{ for things.into_iter().map(|thing| html! { <li key={id(thing).as_str()}>{ name(session, thing) }</li> }) }</ul>
        </div>
    }
}

fn for_verb<'a>(room: &'a Room, verb: &Verb) -> Vec<Thing<'a>> {
    let catalogue = &room.community.catalogue;
    let read = |fits: fn(&Acts) -> bool| -> Vec<Thing<'a>> {
        let read = catalogue.items().iter().filter(|item| {
            let acts = room.acts(&item.id);
            acts.finished.is_some() && fits(&acts)
        });
        read.take(NAMED).map(Thing::Item).collect()
    };
    let found = match verb {
        Verb::Rate => read(|acts| acts.rating.is_none()),
        Verb::Like => read(|acts| acts.liked().is_none()),
        Verb::Comment => read(|acts| acts.comments.is_empty()),
        Verb::View | Verb::Finish => Vec::new(),
        Verb::Book | Verb::Attend | Verb::CheckIn => return gatherings(room),
        _ => return Vec::new(),
    };
    if !matches!(verb, Verb::View | Verb::Finish) {
        return found;
    }
    // What is known of a catalogue that is still coming in is no choice.
    if !room.shelf_is_ready() {
        return Vec::new();
    }
    let shelf = room.shelf();
    let picks = shelf.picks.iter().filter_map(|pick| catalogue.item(&pick.item));
    picks.filter(|item: &&Item| item.price.is_none()).take(NAMED).map(Thing::Item).collect()
}

/// The next gathering the member can take part in.
fn gatherings(room: &Room) -> Vec<Thing<'_>> {
    let open = |activity: &&Activity| !matches!(room.booking(activity), Booking::Locked { .. } | Booking::Over);
    let next = room.community.catalogue.activities().iter().filter(open).min_by_key(|activity| activity.starts);
    next.map(Thing::Activity).into_iter().collect()
}

fn id<'a>(thing: Thing<'a>) -> &'a guildhall_engine::id::ItemId {
    match thing {
        Thing::Item(item) => &item.id,
        Thing::Activity(activity) => &activity.id,
    }
}

fn name(session: &Session, thing: Thing<'_>) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    let title = thing.title().get(tag).to_owned();
    match thing {
        Thing::Item(item) => html! {
            <>
                { anchor(session, Route::Item { id: item.id.to_string() }, "", false, foreign(&item.title, tag), title.into()) }
                if let Some(minutes) = item.minutes {
                    <span class="step-fact">{ (words.minutes)(&formats.count(minutes as usize)) }</span>
                }
            </>
        },
        Thing::Activity(activity) => super::upcoming::event_link(session, activity, ""),
    }
}

/// About how long a way takes; hours once minutes would be many.
fn effort(session: &Session, minutes: f64) -> String {
    let (words, formats) = (session.words(), &session.formats);
    if minutes < 120.0 {
        (words.about_minutes)(&formats.number(minutes.round()))
    } else {
        (words.about_hours)(&formats.number((minutes / 60.0).round()))
    }
}
