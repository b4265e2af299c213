//! The next gatherings.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::foreign;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::{address, link};
use guildhall_engine::booking::Booking;
use guildhall_engine::catalogue::Activity;
use yew::prelude::*;

/// Gatherings shown.
const SHOWN: usize = 3;

/// The next gatherings; when there are none, that.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let mut ahead: Vec<&Activity> = room.community.catalogue.activities().iter().collect();
    ahead.retain(|activity| activity.ends.unwrap_or(activity.starts) >= room.now);
    ahead.sort_unstable_by_key(|activity| (activity.starts, &activity.id));
    html! {
        <section class="upcoming" aria-labelledby="upcoming" data-testid="upcoming">
            <div class="section-head">
                <h2 id="upcoming">{ words.coming_up }</h2>
                { link(session, Route::Events, "more-link", words.all_events.into()) }
            </div>
            if ahead.is_empty() {
                <p class="quiet">{ words.no_events }</p>
            } else {
                <ul>{ for ahead.into_iter().take(SHOWN).map(|activity| one(session, room, activity)) }</ul>
            }
        </section>
    }
}

fn one(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (formats, tag) = (&session.formats, session.tag());
    let day = activity.starts.day(room.community.charter.file().offset);
    html! {
        <li key={activity.id.as_str()} class="upcoming-one">
            <p class="leaf" aria-hidden="true">
                <span class="leaf-month">{ formats.month_short(day) }</span>
                <span class="leaf-day figures">{ formats.count(usize::from(day.civil().2)) }</span>
            </p>
            <div>
                <p class="upcoming-title">{ event_link(session, activity, "") }</p>
                <p class="quiet">
                    <span class="visually-hidden">{ formats.weekday(day) }{ " " }</span>
                    <span class="figures">{ formats.time(activity.starts) }</span>
                    if !activity.place.is_empty() {
                        { " · " }{ activity.place.get(tag).to_owned() }
                    }
                </p>
                { state(session, room, activity) }
            </div>
        </li>
    }
}

/// What the member has to do with it.
fn state(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let offset = room.community.charter.file().offset;
    if room.acts(&activity.id).booked.is_some() {
        return html! { <p class="upcoming-state fact-good">{ icon(Icon::Check) }{ shared.booked }</p> };
    }
    match room.booking(activity) {
        Booking::Locked { .. } => {
            html! { <p class="upcoming-state">{ icon(Icon::Lock) }{ shared.locked }</p> }
        }
        Booking::Early { .. } => html! { <p class="upcoming-state is-early">{ words.early }</p> },
        Booking::Later { from, .. } => {
            html! { <p class="upcoming-state">{ (words.opens_on)(&session.formats.day(from.day(offset))) }</p> }
        }
        Booking::Open => html! { <p class="upcoming-state">{ words.bookable }</p> },
        Booking::Over => crate::ui::nothing(),
    }
}

/// A link to one gathering on the page of events.
pub fn event_link(session: &Session, activity: &Activity, class: &'static str) -> Html {
    let href = [&address(session, &Route::Events, session.language()), "#", activity.id.as_str()].concat();
    let (desk, language, id) = (session.desk.clone(), session.language(), activity.id.clone());
    let onclick = Callback::from(move |event: MouseEvent| {
        if !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            *desk.goal.borrow_mut() = Some(id.as_str().into());
            desk.go(&Route::Events, language);
        }
    });
    let class = (!class.is_empty()).then_some(class);
    html! { <a {href} {onclick} {class} lang={foreign(&activity.title, session.tag())}>{ activity.title.get(session.tag()).to_owned() }</a> }
}
