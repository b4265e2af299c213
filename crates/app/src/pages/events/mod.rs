//! Events: where members meet. A list by months, a calendar, booking, and files for other calendars.

mod goal;
mod ics;
mod month;
mod one;
mod words;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::{does, nothing};
use guildhall_engine::catalogue::Activity;
use guildhall_engine::id::ItemId;
use words::words;
use yew::prelude::*;

/// Past events shown at once; the others are folded away.
const BEHIND: usize = 3;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let mut all: Vec<&Activity> = room.community.catalogue.activities().iter().collect();
    all.sort_unstable_by_key(|activity| (activity.starts, &activity.id));
    let listed = all.len();
    let (mut past, ahead): (Vec<&Activity>, Vec<_>) =
        all.into_iter().partition(|activity| activity.ends.unwrap_or(activity.starts) < room.now);
    past.reverse();
    let offset = room.community.charter.file().offset;
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }</p>
                <p class="quiet">{ (shared.hall_time)(&offset.to_string()) }</p>
            </header>
            { goal::goal(session, listed) }
            <div class="with-aside events">
                <div>
                    { if ahead.is_empty() { none(session) } else { months(session, room, &ahead) } }
                    { if past.is_empty() { nothing() } else { behind(session, room, &past) } }
                </div>
                <div class="aside events-aside">
                    { if listed > 0 { month::month(session) } else { nothing() } }
                    { booked(session, room, &ahead) }
                    <p class="fine-print">{ words.places_noted }</p>
                </div>
            </div>
        </>
    }
}

fn none(session: &Session) -> Html {
    let words = words(session.language());
    placeholder(Absence::Empty, words.none, html! { <p class="quiet">{ words.none_hint }</p> })
}

/// Upcoming events, a part for each month.
fn months(session: &Session, room: &Room, ahead: &[&Activity]) -> Html {
    let offset = room.community.charter.file().offset;
    let month = |activity: &Activity| {
        let (year, month, _) = activity.starts.day(offset).civil();
        (year, month)
    };
    ahead
        .chunk_by(|one, other| month(one) == month(other))
        .filter_map(|events| {
            let first = events.first()?.starts.day(offset);
            let id = ["month-", &first.0.to_string()].concat();
            Some(html! {
                <section key={first.0} class="occasion-month" aria-labelledby={id.clone()}>
                    <h2 {id}>{ session.formats.month(first) }</h2>
                    { list(session, room, events) }
                </section>
            })
        })
        .collect()
}

fn list(session: &Session, room: &Room, events: &[&Activity]) -> Html {
    html! { <ul class="occasion-list">{ for events.iter().map(|activity| one::one(session, room, activity)) }</ul> }
}

fn behind(session: &Session, room: &Room, past: &[&Activity]) -> Html {
    let (near, far) = past.split_at(past.len().min(BEHIND));
    html! {
        <section class="occasion-month occasion-past" aria-labelledby="past">
            <h2 id="past">{ words(session.language()).past }</h2>
            { list(session, room, near) }
            { if far.is_empty() { nothing() } else { html! {
                <details class="disclosure">
                    <summary>{ (session.words().show_more)(&session.formats.count(far.len())) }</summary>
                    { list(session, room, far) }
                </details>
            } } }
        </section>
    }
}

/// What the member has booked, as one file for their own calendar; nothing without bookings.
fn booked(session: &Session, room: &Room, ahead: &[&Activity]) -> Html {
    let booked = ahead.iter().filter(|activity| room.acts(&activity.id).booked.is_some());
    let ids: Vec<ItemId> = booked.map(|activity| activity.id.clone()).collect();
    if ids.is_empty() {
        return nothing();
    }
    let (words, count) = (words(session.language()), session.formats.count(ids.len()));
    html! {
        <div class="events-booked" data-testid="booked">
            <p class="fact-good">{ icon(Icon::Check) }{ (words.booked_count)(ids.len(), &count) }</p>
            <button type="button" class="button" onclick={does(session, move |session| one::save(session, &ids))}>
                { icon(Icon::Calendar) }{ words.add_all }
            </button>
        </div>
    }
}
