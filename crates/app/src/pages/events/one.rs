//! One event: when, where, for how much, and what the member can do about it.

use super::goal::reveal;
use super::ics;
use super::words::words;
use crate::file as files;
use crate::route::Route;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::{address, link};
use crate::ui::requirement::requirements;
use crate::ui::{deed, does, foreign, nothing, take_back};
use guildhall_engine::booking::Booking;
use guildhall_engine::catalogue::Activity;
use guildhall_engine::event::Verb;
use guildhall_engine::id::{BenefitId, EventId, ItemId};
use guildhall_engine::time::Moment;
use yew::prelude::*;

/// An event in a list.
pub fn one(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (words, formats, tag) = (words(session.language()), &session.formats, session.tag());
    let day = activity.starts.day(room.community.charter.file().offset);
    let href = [&address(session, &Route::Events, session.language()), "#", activity.id.as_str()].concat();
    let id = activity.id.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        if !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            reveal(id.as_str());
        }
    });
    // The page that the build wrote does not know where anybody is.
    let local = formats.local(activity.starts).filter(|_| !room.is_guest());
    html! {
        <li key={activity.id.as_str()} id={activity.id.to_string()} class="occasion" tabindex="-1" data-activity={activity.id.to_string()}>
            <p class="leaf" aria-hidden="true">
                <span class="leaf-month">{ formats.month_short(day) }</span>
                <span class="leaf-day figures">{ formats.count(usize::from(day.civil().2)) }</span>
            </p>
            <div class="occasion-body">
                <h3 class="occasion-title" lang={foreign(&activity.title, tag)}>
                    <a {href} {onclick} title={words.share}>{ activity.title.get(tag).to_owned() }</a>
                </h3>
                <p class="occasion-time">{ [&formats.weekday(day), " · ", &times(session, activity)].concat() }</p>
                if let Some(local) = local {
                    <p class="quiet">{ (words.where_you_are)(&local) }</p>
                }
                if !activity.summary.is_empty() {
                    <p class="occasion-summary" lang={foreign(&activity.summary, tag)}>{ activity.summary.get(tag).to_owned() }</p>
                }
                { facts(session, room, activity) }
            </div>
            <div class="occasion-action">{ action(session, room, activity) }</div>
        </li>
    }
}

fn times(session: &Session, activity: &Activity) -> String {
    let formats = &session.formats;
    match activity.ends {
        Some(ends) => (words(session.language()).from_to)(&formats.time(activity.starts), &formats.time(ends)),
        None => formats.time(activity.starts),
    }
}

fn facts(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (shared, formats) = (session.words(), &session.formats);
    html! {
        <p class="item-facts">
            if !activity.place.is_empty() {
                <span lang={foreign(&activity.place, session.tag())}>{ activity.place.get(session.tag()).to_owned() }</span>
            }
            if let Some(capacity) = activity.capacity {
                <span>{ (shared.places)(&formats.count(capacity as usize)) }</span>
            }
            { price(session, room, activity) }
        </p>
    }
}

fn price(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (words, formats) = (words(session.language()), &session.formats);
    let Some(price) = activity.price else { return html! { <span>{ session.words().included }</span> } };
    let own = room.price(&activity.id, &activity.tags, price);
    let benefit = own.by.as_ref().filter(|_| own.pays < own.price).and_then(|id| room.community.benefit(id));
    match benefit {
        None => html! { <span class="figures">{ formats.money(own.pays) }</span> },
        Some(rule) => html! {
            <span class="figures">
                <span class="visually-hidden">{ words.list_price }</span><s>{ formats.money(own.price) }</s>{ " " }
                <span class="visually-hidden">{ words.your_price }</span><strong>{ formats.money(own.pays) }</strong>{ " " }
                { (words.thanks_to)(rule.name.get(session.tag())) }
            </span>
        },
    }
}

/// What the member can do: book, give up the place, say that they were there; or why they cannot.
fn action(session: &Session, room: &Room, activity: &Activity) -> Html {
    let shared = session.words();
    let acts = room.acts(&activity.id);
    let has_begun = activity.starts <= room.now;
    match (acts.attended, acts.booked) {
        (Some(event), _) => done(session, event, shared.attended, shared.take_back),
        (None, Some(event)) if !has_begun => html! {
            <>
                { done(session, event, shared.booked, shared.cancel_booking) }
                { add(session, activity) }
            </>
        },
        _ => offer(session, room, activity),
    }
}

fn done(session: &Session, event: EventId, text: &'static str, back: &'static str) -> Html {
    html! {
        <>
            <span class="fact-good">{ icon(Icon::Check) }{ text }</span>
            { take_back(session, event, back) }
        </>
    }
}

fn offer(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (shared, words, tag) = (session.words(), words(session.language()), session.tag());
    let name = |id: &BenefitId| room.community.benefit(id).map_or("", |rule| rule.name.get(tag));
    match room.booking(activity) {
        Booking::Locked { audience } => html! {
            <div class="occasion-note">
                <p>{ icon(Icon::Lock) }{ words.locked }</p>
                { requirements(session, &room.community, &audience) }
                <p>{ link(session, Route::Home, "", words.see_standing.into()) }</p>
            </div>
        },
        Booking::Over => html! {
            <>
                if activity.ends.is_some_and(|ends| ends > room.now) {
                    <p class="occasion-note">{ words.on_now }</p>
                }
                { button(session, &activity.id, Verb::Attend, shared.i_was_there, false) }
            </>
        },
        Booking::Open => html! {
            <>
                { button(session, &activity.id, Verb::Book, shared.book, true) }
                { add(session, activity) }
            </>
        },
        Booking::Early { general, by } => html! {
            <>
                { button(session, &activity.id, Verb::Book, shared.book, true) }
                { add(session, activity) }
                <p class="occasion-note is-early">{ (words.open_early)(name(&by), &moment(session, room, general)) }</p>
            </>
        },
        Booking::Later { from, general, by } => {
            let note = match by {
                Some(by) => html! {
                    <>
                        <p>{ (words.open_for_you)(&moment(session, room, from), name(&by)) }</p>
                        <p>{ (words.open_for_all)(&moment(session, room, general)) }</p>
                    </>
                },
                None => html! {
                    <>
                        <p>{ (words.open_later)(&moment(session, room, general)) }</p>
                        { ahead(session, room, activity) }
                    </>
                },
            };
            html! {
                <>
                    <div class="occasion-note">{ note }</div>
                    { add(session, activity) }
                </>
            }
        }
    }
}

/// With what others may book before the member; nothing when nobody may.
fn ahead(session: &Session, room: &Room, activity: &Activity) -> Html {
    let words = words(session.language());
    let Some(start) = room.head_starts(activity).into_iter().next() else { return nothing() };
    let benefit = room.community.benefit(&start.benefit).map_or("", |rule| rule.name.get(session.tag()));
    html! {
        <p>
            { (words.who_first)(benefit, &moment(session, room, start.from)) }{ " " }
            { link(session, Route::Benefits, "", words.see_benefits.into()) }
        </p>
    }
}

fn button(session: &Session, id: &ItemId, verb: Verb, text: &'static str, is_primary: bool) -> Html {
    let id = id.clone();
    let onclick = does(session, move |session| session.record(vec![Deed::about(verb.clone(), id.as_str())]));
    let class = classes!("button", is_primary.then_some("button-primary"));
    deed(session, html! { <button type="button" {class} {onclick}>{ text }</button> })
}

fn moment(session: &Session, room: &Room, moment: Moment) -> String {
    let (formats, offset) = (&session.formats, room.community.charter.file().offset);
    (words(session.language()).at)(&formats.day(moment.day(offset)), &formats.time(moment))
}

/// A button that saves the event as a calendar file.
fn add(session: &Session, activity: &Activity) -> Html {
    let id = activity.id.clone();
    let onclick = does(session, move |session| save(session, std::slice::from_ref(&id)));
    html! {
        <button type="button" class="button button-quiet" {onclick}>
            { icon(Icon::Calendar) }{ words(session.language()).add_one }
        </button>
    }
}

/// Saves events as a calendar file.
pub fn save(session: &Session, ids: &[ItemId]) {
    let Some(room) = session.room() else { return };
    let file = room.community.charter.file();
    let activities: Vec<&Activity> = ids.iter().filter_map(|id| room.community.catalogue.activity(id)).collect();
    let href = gloo::utils::window().location().href().unwrap_or_default();
    let context = ics::Context {
        community: file.id.as_str(),
        name: file.name.get(session.tag()),
        language: session.tag(),
        page: href.split('#').next().unwrap_or_default(),
        now: room.now,
    };
    let name = match ids {
        [one] => [one.as_str(), ".ics"].concat(),
        _ => [file.id.as_str(), ".ics"].concat(),
    };
    files::save(&name, "text/calendar;charset=utf-8", &ics::calendar(&context, &activities));
}
