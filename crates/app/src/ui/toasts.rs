//! Short-lived words about what happened, with a way to take it back.

use super::icon::{Icon, icon};
use super::{does, word};
use crate::session::Session;
use crate::state::outcome::Outcome;
use crate::state::{Action, Toast, Word};
use gloo::timers::callback::Timeout;
use guildhall_engine::event::Verb;
use yew::prelude::*;

/// How long a toast stays, in milliseconds; longer when it holds something to press.
const SHORT: u32 = 5_000;
const LONG: u32 = 12_000;

/// All toasts.
pub fn toasts(session: &Session) -> Html {
    html! {
        { for session.state().toasts.iter().map(|toast| html! {
            <ToastCard key={toast.number} session={session.clone()} toast={toast.clone()} />
        }) }
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    toast: Toast,
}

#[component]
fn ToastCard(props: &Props) -> Html {
    let session = props.session.clone();
    let words = session.words();
    let Toast { number, word, undo } = props.toast.clone();
    let is_held = use_state_eq(|| false);
    {
        let session = session.clone();
        let wait = if undo.is_empty() { SHORT } else { LONG };
        use_effect_with((number, *is_held), move |(number, is_held)| {
            let number = *number;
            // Whoever points at a toast or has moved into it is still reading.
            let timeout = (!is_held).then(|| Timeout::new(wait, move || session.tell(Action::DismissToast(number))));
            move || drop(timeout)
        });
    }
    let hold = |held: bool| {
        let is_held = is_held.clone();
        move || is_held.set(held)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    let undone = undo.clone();
    html! {
        <div class="toast" onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}
            onfocusin={move |_| focus()} onfocusout={move |_| blur()}>
            <div class="toast-text">{ text(&session, &word) }</div>
            if !undo.is_empty() {
                <button type="button" class="button button-quiet" onclick={does(&session, move |session| {
                    session.tell(Action::DismissToast(number));
                    session.undo(&undone);
                })}>{ words.take_back }</button>
            }
            <button type="button" class="button button-bare" aria-label={words.close}
                onclick={does(&session, move |session| session.tell(Action::DismissToast(number)))}>
                { icon(Icon::Close) }
            </button>
        </div>
    }
}

fn text(session: &Session, said: &Word) -> Html {
    let words = session.words();
    match said {
        Word::OnlyLooking => html! { <p>{ words.only_looking }</p> },
        Word::Exported { events } => html! { <p>{ (words.exported)(&session.formats.count(*events)) }</p> },
        Word::Did { verb, object, outcome } => {
            let Some(room) = session.room() else { return super::nothing() };
            let community = &room.community;
            let done = word::verb(session, community, verb);
            let object = object.as_ref().filter(|_| *verb != Verb::Undo);
            let about = object.map(|object| word::object(session, community, verb, object.as_str()));
            let line = match about {
                Some(object) => (words.did_to)(&done, &object),
                None => done,
            };
            html! {
                <>
                    <p>{ line }</p>
                    { gains(session, outcome) }
                    { news(session, outcome) }
                </>
            }
        }
    }
}

fn gains(session: &Session, outcome: &Outcome) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let mut parts = Vec::new();
    if outcome.score != 0.0 {
        parts.push((words.score_change)(&formats.signed(outcome.score)));
    }
    if outcome.points != 0.0 {
        parts.push((words.points_change)(&formats.signed(outcome.points)));
    }
    if parts.is_empty() {
        super::nothing()
    } else {
        html! { <p class="toast-gain figures">{ parts.join(" · ") }</p> }
    }
}

/// What was reached: tier, benefits, badges.
fn news(session: &Session, outcome: &Outcome) -> Html {
    let Some(room) = session.room().filter(|_| outcome.is_news()) else { return super::nothing() };
    let (words, community, tag) = (session.words(), &room.community, session.tag());
    let benefit = |id| community.benefit(id).map_or("", |rule| rule.name.get(tag));
    html! {
        <ul class="toast-news">
            if let Some(tier) = &outcome.tier {
                <li class="toast-tier">{ (words.tier_reached)(community.tier_name(tier, tag)) }</li>
            }
            { for outcome.unlocked.iter().map(|id| html! { <li key={id.as_str()}>{ (words.benefit_unlocked)(benefit(id)) }</li> }) }
            { for outcome.badges.iter().map(|id| html! {
                <li key={id.as_str()}>{ (words.badge_earned)(community.badge_name(id, tag)) }</li>
            }) }
        </ul>
    }
}
