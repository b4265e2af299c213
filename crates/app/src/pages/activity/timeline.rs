//! The timeline: every event, what it gave, and a way to take it back.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::events::PENDING;
use crate::state::room::Room;
use crate::state::{Action, History, Period};
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
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The stretches of time that can be chosen.
const PERIODS: [Period; 5] = [Period::All, Period::Last(7), Period::Last(30), Period::Last(90), Period::Last(365)];

/// The newest events first, by day.
pub fn section(session: &Session, room: &Room) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let history = &session.state().history;
    let History { only, text, period, shown } = history;
    let events = room.events();
    let entries = events.ledger().entries();
    // An undo is no line of its own: it shows on what it took back.
    let mut taken_back: BTreeMap<&str, EventId> = BTreeMap::new();
    let undos = entries.iter().filter(|entry| entry.counts() && entry.event.verb == Verb::Undo);
    taken_back.extend(undos.filter_map(|entry| Some((entry.event.object.as_ref()?.as_str(), entry.event.id))));
    let offset = room.community.charter.file().offset;
    let (today, wanted) = (room.today(), text.trim().to_lowercase());
    let fits = |fact: &&Fact| {
        fact.verb != Verb::Undo
            && only.as_ref().is_none_or(|verb| fact.verb == *verb)
            && period.holds(fact.at.day(offset), today)
            && (wanted.is_empty() || says(session, room, fact).contains(&wanted))
    };
    let facts: Vec<&Fact> = entries.iter().rev().map(|entry| &entry.event).filter(fits).collect();
    let gains = room.gains();
    let visible = facts.get(..facts.len().min(*shown)).unwrap_or_default();
    let days = visible.chunk_by(|a, b| a.at.day(offset) == b.at.day(offset));
    let further = History { shown: shown + History::PAGE, ..history.clone() };
    let is_filtered = *history != History { shown: *shown, ..History::default() };
    html! {
        <section id="timeline" class="timeline" tabindex="-1" aria-label={shared.timeline}>
            <div class="timeline-head">
                <h2>{ shared.timeline }</h2>
                <p class="fine-print">{ (shared.hall_time)(&offset.to_string()) }</p>
            </div>
            { filter(session, room, history) }
            <div role="status">
                if is_filtered {
                    <p class="timeline-found">
                        <span class="figures">{ (words.found)(facts.len(), &session.formats.count(facts.len())) }</span>
                        if let Period::Day(day) = period {
                            <span>{ (words.only_day)(&session.formats.day(*day)) }</span>
                        }
                        <button type="button" class="button button-quiet" onclick={does(session, |s| s.tell(Action::Look(History::default())))}>
                            { words.clear }
                        </button>
                    </p>
                }
            </div>
            if facts.is_empty() && is_filtered {
                { placeholder(Absence::Empty, words.nothing_fits, nothing()) }
            } else if facts.is_empty() {
                { placeholder(Absence::Empty, shared.no_events, html! { <p>{ shared.no_events_hint }</p> }) }
            }
            // One child, however many there are: with each of them one, whoever types would lose the field.
            { days.filter_map(|facts| Some((facts.first()?.at.day(offset), facts))).map(|(day, facts)| html! {
                <section key={day.to_string()} class="day">
                    <h3 class="day-title">{ day_name(session, room, day) }</h3>
                    <ol class="day-events">
                        { for facts.iter().map(|fact| {
                            let undo = taken_back.get(fact.id.to_string().as_str()).copied();
                            line(session, room, fact, gains.get(&fact.id), undo)
                        }) }
                    </ol>
                </section>
            }).collect::<Html>() }
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

/// Everything a line says, in lower case.
fn says(session: &Session, room: &Room, fact: &Fact) -> String {
    let object = fact.object.as_ref().map(|object| word::object(session, &room.community, &fact.verb, object.as_str()));
    let verb = word::verb(session, &room.community, &fact.verb);
    let note = fact.note.as_deref().unwrap_or_default();
    [&verb, "\n", object.as_deref().unwrap_or_default(), "\n", note].concat().to_lowercase()
}

fn filter(session: &Session, room: &Room, history: &History) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let look = |change: fn(&mut History, String)| {
        let (session, history) = (session.clone(), history.clone());
        move |value: String| {
            let mut wanted = History { shown: History::PAGE, ..history.clone() };
            change(&mut wanted, value);
            session.tell(Action::Look(wanted));
        }
    };
    let by_verb = look(|history, value| history.only = Verb::parse(&value).ok());
    let by_text = look(|history, value| history.text = value);
    let by_period = look(|history, value| {
        history.period = value.parse().map_or(Period::All, Period::Last);
    });
    html! {
        <div class="timeline-filters" role="search">
            <label class="field timeline-search">
                <span>{ words.search }</span>
                <input class="input" type="search" value={history.text.clone()} autocomplete="off"
                    oninput={Callback::from(move |event: InputEvent| by_text(event.target_unchecked_into::<HtmlInputElement>().value()))} />
            </label>
            <label class="field">
                <span>{ shared.show_only }</span>
                <select class="select" onchange={Callback::from(move |event: Event| by_verb(chosen(&event)))}>
                    <option value="" selected={history.only.is_none()}>{ shared.everything }</option>
                    { for verbs(room).iter().map(|verb| html! {
                        <option key={verb.as_str()} value={verb.to_string()} selected={history.only.as_ref() == Some(verb)}>
                            { word::verb(session, &room.community, verb) }
                        </option>
                    }) }
                </select>
            </label>
            <label class="field">
                <span>{ words.when }</span>
                <select class="select" onchange={Callback::from(move |event: Event| by_period(chosen(&event)))}>
                    { for PERIODS.into_iter().chain(matches!(history.period, Period::Day(_)).then_some(history.period)).map(|period| {
                        let value = if let Period::Last(days) = period { days.to_string() } else { String::new() };
                        let name = (words.period)(period);
                        html! { <option key={name} {value} selected={period == history.period}>{ name }</option> }
                    }) }
                </select>
            </label>
        </div>
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
                if let Some(note) = note(fact) {
                    <p class="event-note">{ note.to_owned() }</p>
                }
                if !is_own {
                    <p class="quiet">{ (words.by)(fact.member.as_str()) }</p>
                }
                { gave(session, room, fact, gain, undo.is_some()) }
            </div>
            if is_own && room.is_own() {
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

/// What was said; of a consent what was agreed to, without the version of the wording.
fn note(fact: &Fact) -> Option<&str> {
    let note = fact.note.as_deref()?;
    let is_receipt = fact.verb == Verb::Consent;
    Some(note.split_once('\n').filter(|_| is_receipt).map_or(note, |(_, wording)| wording))
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
        Verb::Consent | Verb::Interest | Verb::Background => {
            (if value > 0.0 { words.yes } else { words.no }).to_owned()
        }
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
