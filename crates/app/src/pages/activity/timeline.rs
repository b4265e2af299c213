//! The timeline: every event, what it gave, and a way to take it back.

use crate::route::Route;
use crate::session::Session;
use crate::state::events::PENDING;
use crate::state::room::Room;
use crate::state::{Action, History};
use crate::ui::link::link;
use crate::ui::placeholder::{Absence, placeholder};
use crate::ui::shell::chosen;
use crate::ui::{does, more, nothing, word};
use guildhall_engine::event::{Event as Fact, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::text::Money;
use guildhall_engine::time::Day;
use guildhall_engine::timeline::Gain;
use std::collections::BTreeMap;
use yew::prelude::*;

/// The newest events first, by day.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = session.words();
    let History { only, shown } = &session.state().history;
    let events = room.events();
    let entries = events.ledger().entries();
    // An undo is no line of its own: it shows on what it took back.
    let mut taken_back: BTreeMap<&str, EventId> = BTreeMap::new();
    let undos = entries.iter().filter(|entry| entry.counts() && entry.event.verb == Verb::Undo);
    taken_back.extend(undos.filter_map(|entry| Some((entry.event.object.as_ref()?.as_str(), entry.event.id))));
    let fits = |fact: &&Fact| fact.verb != Verb::Undo && only.as_ref().is_none_or(|verb| fact.verb == *verb);
    let facts: Vec<&Fact> = entries.iter().rev().map(|entry| &entry.event).filter(fits).collect();
    let gains = room.gains();
    let offset = room.community.charter.file().offset;
    let visible = facts.get(..facts.len().min(*shown)).unwrap_or_default();
    let days = visible.chunk_by(|a, b| a.at.day(offset) == b.at.day(offset));
    let further = History { only: only.clone(), shown: shown + History::PAGE };
    html! {
        <section class="timeline" aria-label={words.timeline}>
            <div class="timeline-head">
                { filter(session, room, only) }
                <p class="fine-print">{ (words.hall_time)(&offset.to_string()) }</p>
            </div>
            if facts.is_empty() {
                { placeholder(Absence::Empty, words.no_events, html! { <p>{ words.no_events_hint }</p> }) }
            }
            { for days.filter_map(|facts| Some((facts.first()?.at.day(offset), facts))).map(|(day, facts)| html! {
                <section key={day.to_string()} class="day">
                    <h2 class="day-title">{ day_name(session, room, day) }</h2>
                    <ol class="day-events">
                        { for facts.iter().map(|fact| {
                            let undo = taken_back.get(fact.id.to_string().as_str()).copied();
                            line(session, room, fact, gains.get(&fact.id), undo)
                        }) }
                    </ol>
                </section>
            }) }
            { more(session, facts.len() - visible.len(), History::PAGE, move |s| s.tell(Action::Look(further.clone()))) }
        </section>
    }
}

/// The verbs that occur, each once.
fn verbs(room: &Room) -> Vec<Verb> {
    let mut verbs: Vec<Verb> = Vec::new();
    for entry in room.events().ledger().entries() {
        if entry.event.verb != Verb::Undo && !verbs.contains(&entry.event.verb) {
            verbs.push(entry.event.verb.clone());
        }
    }
    verbs
}

fn day_name(session: &Session, room: &Room, day: Day) -> String {
    match room.today().since(day) {
        0 => session.words().today.to_owned(),
        1 => session.words().yesterday.to_owned(),
        2..=180 => session.formats.weekday(day),
        _ => session.formats.day(day),
    }
}

fn filter(session: &Session, room: &Room, only: &Option<Verb>) -> Html {
    let words = session.words();
    let onchange = {
        let session = session.clone();
        Callback::from(move |event: Event| {
            let only = Verb::parse(&chosen(&event)).ok();
            session.tell(Action::Look(History { only, ..History::default() }));
        })
    };
    html! {
        <label class="field timeline-filter">
            <span>{ words.show_only }</span>
            <select class="select" {onchange}>
                <option value="" selected={only.is_none()}>{ words.everything }</option>
                { for verbs(room).iter().map(|verb| html! {
                    <option key={verb.as_str()} value={verb.to_string()} selected={only.as_ref() == Some(verb)}>
                        { word::verb(session, &room.community, verb) }
                    </option>
                }) }
            </select>
        </label>
    }
}

fn line(session: &Session, room: &Room, fact: &Fact, gain: Option<&Gain>, undo: Option<EventId>) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let is_own = fact.member == *room.events().ledger().member();
    let id = fact.id;
    html! {
        <li key={id.to_string()} class={classes!("event", undo.map(|_| "is-undone"))} data-verb={fact.verb.to_string()} data-event={id.to_string()}>
            <time class="event-time figures" datetime={fact.at.to_string()}>{ formats.time(fact.at) }</time>
            <div class="event-body">
                <p class="event-line">
                    <span class="event-verb">{ word::verb(session, &room.community, &fact.verb) }</span>
                    { object(session, room, fact) }
                    { value(session, fact) }
                </p>
                if let Some(note) = &fact.note {
                    <p class="event-note">{ note.to_string() }</p>
                }
                if !is_own {
                    <p class="quiet">{ (words.by)(fact.member.as_str()) }</p>
                }
                { gave(session, room, fact, gain, undo.is_some()) }
            </div>
            if is_own {
                { match undo {
                    Some(undo) => html! {
                        <button type="button" class="button button-quiet" onclick={does(session, move |s| s.undo(&[undo]))}>{ words.redo }</button>
                    },
                    None => html! {
                        <button type="button" class="button button-quiet" onclick={does(session, move |s| s.undo(&[id]))}>{ words.undo }</button>
                    },
                } }
            }
        </li>
    }
}

fn object(session: &Session, room: &Room, fact: &Fact) -> Html {
    let Some(object) = &fact.object else { return nothing() };
    let title = word::object(session, &room.community, &fact.verb, object.as_str());
    if room.community.catalogue.item(&object.as_str().into()).is_some() {
        link(session, Route::Item { id: object.to_string() }, "event-object", title.into())
    } else {
        html! { <span class="event-object">{ title }</span> }
    }
}

fn value(session: &Session, fact: &Fact) -> Html {
    let Some(value) = fact.value.map(Quantity::get) else { return nothing() };
    let (words, formats) = (session.words(), &session.formats);
    let text = match fact.verb {
        Verb::Purchase | Verb::Refund | Verb::PlanStart => formats.money(Money((value * 100.0).round() as i64)),
        Verb::Rate => (words.rated)(&formats.number(value)),
        Verb::Consent | Verb::Interest => (if value > 0.0 { words.yes } else { words.no }).to_owned(),
        Verb::Prefer => formats.percent(value),
        Verb::View => (words.minutes)(&formats.number(value)),
        _ => formats.number(value),
    };
    html! { <span class="event-value figures">{ text }</span> }
}

/// What an event gave: score, points, tier.
fn gave(session: &Session, room: &Room, fact: &Fact, gain: Option<&Gain>, is_undone: bool) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let mut parts: Vec<String> = Vec::new();
    if is_undone {
        parts.push(words.undone.to_owned());
    } else if let Some(gain) = gain {
        let score = gain.activity + gain.contribution;
        if score != 0.0 {
            parts.push((words.score_change)(&formats.signed(score)));
        }
        if gain.points != 0 {
            parts.push((words.points_change)(&formats.signed(gain.points as f64)));
        }
        if parts.is_empty() {
            parts.push(words.gave_nothing.to_owned());
        }
    } else {
        parts.push(words.does_not_count.to_owned());
    }
    if fact.n == PENDING {
        parts.push(words.not_stored_yet.to_owned());
    }
    let tier = gain.and_then(|gain| gain.tier.as_ref()).filter(|_| !is_undone);
    html! {
        <p class="event-gain figures">
            <span>{ parts.join(" · ") }</span>
            if let Some(tier) = tier {
                <span class="event-tier">{ (words.tier_reached)(room.community.tier_name(&tier.to, session.tag())) }</span>
            }
        </p>
    }
}
