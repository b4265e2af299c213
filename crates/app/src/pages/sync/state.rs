//! How the exchange stands, and what can be done about it.

use super::chapter;
use super::words::words;
use crate::session::Session;
use crate::sync::{Condition, Shown, check_all, disconnect, pause, sign_in, sync_now};
use crate::ui::bar::bar;
use crate::ui::{does, nothing};
use guildhall_backends::Kind;
use guildhall_engine::time::Moment;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The state in a word and a sentence, figures, and buttons.
pub fn panel(session: &Session, shown: &Shown, condition: Condition) -> Html {
    let words = words(session.language());
    let Some(connection) = &shown.connection else { return nothing() };
    let formats = &session.formats;
    let told = shown.told.clone().unwrap_or_default();
    let count = |count: u64| formats.count(usize::try_from(count).unwrap_or(usize::MAX));
    let sent = shown.most.saturating_sub(told.pending);
    let figures = [
        (words.pending, count(told.pending), "pending"),
        (words.sent, count(told.sent), "sent"),
        (words.received, count(told.received), "received"),
    ];
    let moments = [(words.last_success, told.last_success), (words.next_try, told.next)];
    let is_busy = condition == Condition::Busy;
    // Whoever takes a level takes no events: there is nothing to count, and nothing to compare with.
    let only_level = connection.kind == Kind::Article;
    let pausing = html! {
        <button type="button" class="button" onclick={does(session, |session| pause(session, true))}>{ words.pause }</button>
    };
    let content = html! {
        <>
            <div class="sync-state" role="status" data-testid="sync-state" data-state={condition.word()}>
                <p class="sync-word">{ (words.state)(condition, formats) }</p>
                <p>{ if only_level && condition == Condition::Synced { words.level_known } else { (words.state_hint)(condition) } }</p>
                { reason(session, shown, condition) }
            </div>
            if is_busy && shown.most > 0 {
                <div class="sync-progress">
                    { bar(sent as f64 / shown.most as f64) }
                    <p class="fine-print figures">{ (words.progress)(&count(sent), &count(shown.most)) }</p>
                </div>
            }
            if condition == Condition::NeedsSignIn { <SignIn session={session.clone()} /> }
            if shown.told.is_some() && !only_level {
                <dl class="figures-row">
                    { for figures.into_iter().map(|(label, figure, name)| html! {
                        <div key={name}><dt>{ label }</dt><dd class="figures" data-testid={["sync-", name].concat()}>{ figure }</dd></div>
                    }) }
                </dl>
            }
            <dl class="sync-facts">
                <div><dt>{ words.server }</dt><dd><bdi>{ connection.host().to_owned() }</bdi>{ " · " }{ connection.kind.name() }</dd></div>
                if !connection.user.is_empty() { <div><dt>{ words.signed_in_as }</dt><dd><bdi>{ connection.user.clone() }</bdi></dd></div> }
                { for moments.into_iter().filter_map(|(label, at)| at.map(|at| html! {
                    <div key={label}><dt>{ label }</dt><dd class="figures">{ moment(session, at) }</dd></div>
                })) }
            </dl>
            <div class="panel-actions">
                if connection.is_paused {
                    <button type="button" class="button button-primary" onclick={does(session, |session| pause(session, false))}>{ words.resume }</button>
                } else if condition == Condition::NeedsSignIn {
                    { pausing }
                } else {
                    <button type="button" class="button button-primary" onclick={does(session, |_| sync_now())}>{ words.now }</button>
                    { pausing }
                    if !only_level {
                        <button type="button" class="button" onclick={does(session, |_| check_all())}>{ words.check_all }</button>
                    }
                }
            </div>
        </>
    };
    chapter("sync-standing", words.standing, words.standing_hint, content)
}

/// What failed last, while it matters.
fn reason(session: &Session, shown: &Shown, condition: Condition) -> Html {
    let words = words(session.language());
    let fault = shown.told.as_ref().and_then(|told| told.fault.clone());
    let Some((code, message)) = fault.filter(|_| matches!(condition, Condition::Trouble | Condition::NeedsSignIn))
    else {
        return nothing();
    };
    match (words.fault)(&code) {
        Some((title, remedy)) => {
            html! { <p data-code={code.to_string()}><strong>{ title }</strong>{ " " }{ remedy }</p> }
        }
        None => html! { <p lang="en" data-code={code.to_string()}>{ message.to_string() }</p> },
    }
}

/// A day and a time.
fn moment(session: &Session, at: Moment) -> Html {
    let Some(room) = session.room() else { return nothing() };
    let day = session.formats.day(at.day(room.community.charter.file().offset));
    html! { <time datetime={at.to_string()}>{ day }{ " " }{ session.formats.time(at) }</time> }
}

/// What reading everything did not find.
pub fn holes(session: &Session, shown: &Shown) -> Html {
    let words = words(session.language());
    let holes = shown.told.as_ref().map(|told| told.holes.clone()).unwrap_or_default();
    if holes.is_empty() {
        return nothing();
    }
    let number = |n: u64| session.formats.count(usize::try_from(n).unwrap_or(usize::MAX));
    let content = html! {
        <ul class="plain-list" data-testid="sync-holes">
            { for holes.iter().map(|hole| html! {
                <li key={[hole.device.as_str(), "/", &hole.first.to_string()].concat()}>
                    { (words.hole)(hole.device.as_str(), &number(hole.first), &number(hole.last)) }
                </li>
            }) }
        </ul>
    };
    chapter("sync-missing", words.missing, words.missing_hint, content)
}

/// Ending it, once what that means has been read.
pub fn ending(session: &Session, shown: &Shown) -> Html {
    let words = words(session.language());
    let Some(connection) = &shown.connection else { return nothing() };
    let host = connection.host().to_owned();
    let stays = (words.stays_there)(&host);
    let wording = (words.withdrawn)(&host);
    let end = does(session, move |session| disconnect(session, wording.clone()));
    let content = html! {
        <>
            <p class="narrow">{ stays }</p>
            <details class="disclosure">
                <summary>{ words.disconnect }</summary>
                <p><button type="button" class="button button-danger" onclick={end}>{ (words.disconnect_from)(&host) }</button></p>
            </details>
        </>
    };
    chapter("sync-end", words.end, words.end_hint, content)
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

/// The password again.
#[component]
fn SignIn(props: &Props) -> Html {
    let session = &props.session;
    let words = words(session.language());
    let secret = use_state_eq(String::new);
    let stays = use_state_eq(|| false);
    let oninput = {
        let secret = secret.clone();
        Callback::from(move |event: InputEvent| secret.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onchange = {
        let stays = stays.clone();
        Callback::from(move |event: Event| stays.set(event.target_unchecked_into::<HtmlInputElement>().checked()))
    };
    let onsubmit = {
        let (session, secret, stays) = (session.clone(), secret.clone(), stays.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sign_in(&session, (*secret).clone(), *stays);
        })
    };
    html! {
        <form class="sync-sign-in" {onsubmit} data-testid="sync-sign-in">
            <label class="field narrow">
                <span>{ words.secret }</span>
                <input class="input" type="password" autocomplete="current-password" value={(*secret).clone()} {oninput} />
            </label>
            <label class="switch">
                <input type="checkbox" role="switch" checked={*stays} {onchange} />
                <span>{ words.stay }</span>
            </label>
            <div><button type="submit" class="button button-primary">{ words.sign_in }</button></div>
        </form>
    }
}
