//! Activities members attend: book a place, and afterwards say that one was there.

use super::folded;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::requirement::missing;
use crate::ui::{does, foreign, nothing};
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::catalogue::Activity;
use guildhall_engine::charter::BenefitKind;
use guildhall_engine::event::Verb;
use guildhall_engine::time::Moment;
use yew::prelude::*;

/// For how long after its end an activity is still listed, in milliseconds: 30 days, to say that one was there.
const RECENT: i64 = 30 * 86_400_000;

/// Activities shown at once, ahead and behind; the others are folded away.
const AHEAD: usize = 4;
const BEHIND: usize = 1;

/// Upcoming activities, the next one first, then recent ones, the latest first.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let mut listed: Vec<&Activity> = room.community.catalogue.activities().iter().collect();
    listed.retain(|activity| end(activity).0 + RECENT >= room.now.0);
    listed.sort_unstable_by_key(|activity| (activity.starts, &activity.id));
    if listed.is_empty() {
        return nothing();
    }
    let (mut past, ahead): (Vec<&Activity>, Vec<_>) = listed.into_iter().partition(|activity| end(activity) < room.now);
    past.reverse();
    let list = |activities: &[&Activity]| {
        html! { <ul class="gatherings">{ for activities.iter().map(|activity| one(session, room, activity)) }</ul> }
    };
    let lists = |activities: &[&Activity], shown: usize| {
        let (near, far) = activities.split_at(activities.len().min(shown));
        html! { <>{ list(near) }{ folded(session, far.len(), list(far)) }</> }
    };
    html! {
        <section class="section" aria-labelledby="gatherings">
            <div class="section-head"><h2 id="gatherings">{ words.gatherings }</h2></div>
            if !ahead.is_empty() {
                { lists(&ahead, AHEAD) }
            }
            if !past.is_empty() {
                <h3 class="subhead">{ words.lately }</h3>
                { lists(&past, BEHIND) }
            }
        </section>
    }
}

fn end(activity: &Activity) -> Moment {
    activity.ends.unwrap_or(activity.starts)
}

fn one(session: &Session, room: &Room, activity: &Activity) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    let offset = room.community.charter.file().offset;
    let starts = activity.starts;
    let price = activity.price.map(|price| formats.money(room.price(&activity.id, &activity.tags, price).pays));
    html! {
        <li key={activity.id.as_str()} class="gathering" data-activity={activity.id.to_string()}>
            <p class="gathering-time">
                <span class="gathering-day">{ formats.weekday(starts.day(offset)) }</span>
                <span class="figures">{ formats.time(starts) }</span>
            </p>
            <div class="gathering-body">
                <h3 class="gathering-title" lang={foreign(&activity.title, tag)}>{ activity.title.get(tag).to_owned() }</h3>
                <p class="quiet">{ activity.summary.get(tag).to_owned() }</p>
                <p class="item-facts">
                    if !activity.place.is_empty() {
                        <span>{ activity.place.get(tag).to_owned() }</span>
                    }
                    if let Some(capacity) = activity.capacity {
                        <span>{ (words.places)(&formats.count(capacity as usize)) }</span>
                    }
                    <span class="figures">{ price.unwrap_or_else(|| words.included.to_owned()) }</span>
                    if let Some(hours) = priority(room, activity) {
                        <span class="fact-good">{ (words.priority_hours)(&formats.count(hours as usize)) }</span>
                    }
                </p>
            </div>
            <div class="gathering-action">{ action(session, room, activity) }</div>
        </li>
    }
}

/// The member's head start for an activity that gives one.
fn priority(room: &Room, activity: &Activity) -> Option<u32> {
    let offered = activity.priority_hours?;
    let standing = room.standing();
    let unlocked = |benefit: &&BenefitStanding| benefit.unlocked && benefit.kind == BenefitKind::Priority;
    let rules = standing.benefits.iter().filter(unlocked).filter_map(|benefit| room.community.benefit(&benefit.id));
    let hours = rules.filter_map(|rule| rule.hours).max()?;
    Some(hours.min(offered))
}

fn action(session: &Session, room: &Room, activity: &Activity) -> Html {
    let words = session.words();
    let acts = room.acts(&activity.id);
    let id = activity.id.clone();
    let button = |verb: Verb, text: &'static str| {
        let id = id.clone();
        let onclick = does(session, move |s| s.record(vec![Deed::about(verb.clone(), id.as_str())]));
        html! { <button type="button" class="button" {onclick}>{ text }</button> }
    };
    let done = |event, text: &'static str, back: &'static str| {
        let onclick = does(session, move |s| s.undo(&[event]));
        html! {
            <>
                <span class="fact-good">{ text }</span>
                <button type="button" class="button button-quiet" {onclick}>{ back }</button>
            </>
        }
    };
    let audience = room.meets(&activity.audience);
    let has_begun = activity.starts <= room.now;
    match (acts.attended, acts.booked) {
        (Some(event), _) => done(event, words.attended, words.take_back),
        (None, Some(event)) if !has_begun => done(event, words.booked, words.cancel_booking),
        _ if !audience.holds() => {
            html! { <span class="benefit-missing">{ (words.missing)(&missing(session, &room.community, &audience)) }</span> }
        }
        _ if has_begun => button(Verb::Attend, words.i_was_there),
        _ => button(Verb::Book, words.book),
    }
}
