//! Connecting: with the community's server, or with one of one's own. Nothing leaves before the member has agreed.

use super::chapter;
use super::diagnosis::trial;
use super::words::words;
use crate::session::Session;
use crate::sync::{Draft, Shown, Trial, connect, test};
use guildhall_backends::Kind;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The form.
pub fn content(session: &Session, shown: &Shown) -> Html {
    html! { <Form session={session.clone()} trial={shown.trial.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    trial: Trial,
}

/// What the community's charter suggests, or nothing in particular.
fn suggested(session: &Session) -> Option<Draft> {
    let rule = session.room()?.community.charter.file().sync.as_ref()?.rule()?;
    let kind = Kind::of(rule.kind.word())?;
    let (url, place) = (rule.url.to_string(), rule.place.to_string());
    Some(Draft { kind, url, place, user: String::new(), secret: String::new(), stays: false })
}

#[component]
fn Form(props: &Props) -> Html {
    let Props { session, trial: outcome } = props;
    let words = words(session.language());
    let suggestion = suggested(session);
    let empty = Draft {
        kind: Kind::PocketBase,
        url: String::new(),
        place: String::new(),
        user: String::new(),
        secret: String::new(),
        stays: false,
    };
    let draft = use_state_eq(|| suggestion.clone().unwrap_or(empty));
    let agreed = use_state_eq(|| false);
    let is_reminded = use_state_eq(|| None::<&'static str>);
    let set = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            let mut new = (*draft).clone();
            change(&mut new, event.target_unchecked_into::<HtmlInputElement>().value());
            draft.set(new);
        })
    };
    let choose = {
        let draft = draft.clone();
        Callback::from(move |event: Event| {
            let kind = Kind::of(&event.target_unchecked_into::<HtmlSelectElement>().value());
            draft.set(Draft { kind: kind.unwrap_or(draft.kind), ..(*draft).clone() });
        })
    };
    let stay = {
        let draft = draft.clone();
        Callback::from(move |event: Event| {
            let stays = event.target_unchecked_into::<HtmlInputElement>().checked();
            draft.set(Draft { stays, ..(*draft).clone() });
        })
    };
    let agree = {
        let (agreed, is_reminded) = (agreed.clone(), is_reminded.clone());
        Callback::from(move |event: Event| {
            agreed.set(event.target_unchecked_into::<HtmlInputElement>().checked());
            is_reminded.set(None);
        })
    };
    let address = draft.address();
    let host = host(&address);
    // The service of the article takes a level, the others events.
    let consent = if draft.kind == Kind::Article { words.consent_level } else { words.consent };
    let wording = consent(if host.is_empty() { words.the_server } else { host });
    // One way for both buttons: first what is missing is said.
    let go = |act: fn(&Session, Draft, String)| {
        let (session, draft, wording) = (session.clone(), draft.clone(), wording.clone());
        let (agreed, is_reminded, lacks_host) = (agreed.clone(), is_reminded.clone(), host.is_empty());
        move || {
            if lacks_host {
                is_reminded.set(Some(words.lacks_address));
            } else if !*agreed {
                is_reminded.set(Some(words.lacks_consent));
            } else {
                is_reminded.set(None);
                act(&session, (*draft).clone(), wording.clone());
            }
        }
    };
    let onsubmit = {
        let go = go(connect);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            go();
        })
    };
    let ontest = {
        let go = go(test);
        Callback::from(move |_: MouseEvent| go())
    };
    let is_suggested = suggestion.as_ref().is_some_and(|suggestion| suggestion.url == draft.url);
    let is_busy = *outcome == Trial::Running;
    let where_to = html! {
        <>
            if is_suggested {
                <p class="sync-suggestion" data-testid="sync-suggestion">{ words.suggested }</p>
            }
            <label class="field">
                <span>{ words.kind }</span>
                <select class="select" onchange={choose}>
                    { for Kind::ALL.iter().map(|kind| html! {
                        <option key={kind.word()} value={kind.word()} selected={*kind == draft.kind}>{ kind.name() }</option>
                    }) }
                </select>
            </label>
            <p class="fine-print">{ (words.about_kind)(draft.kind) }</p>
            <label class="field">
                <span>{ words.address }</span>
                <input class="input" type="text" inputmode="url" autocapitalize="none" autocomplete="url" spellcheck="false" name="url"
                    placeholder="sync.example" value={draft.url.clone()} oninput={set(|draft, value| draft.url = value)} />
            </label>
            if draft.kind != Kind::Article {
                <label class="field">
                    <span>{ (words.place)(draft.kind) }</span>
                    <input class="input" type="text" autocapitalize="none" autocomplete="off" spellcheck="false" name="place"
                        placeholder={words.usual} value={draft.place.clone()} oninput={set(|draft, value| draft.place = value)} />
                </label>
            }
        </>
    };
    let who = html! {
        <>
            <label class="field">
                <span>{ words.user }</span>
                <input class="input" type="text" autocapitalize="none" autocomplete="username" spellcheck="false" name="user"
                    value={draft.user.clone()} oninput={set(|draft, value| draft.user = value)} />
            </label>
            <label class="field">
                <span>{ words.secret }</span>
                <input class="input" type="password" autocomplete="current-password" name="secret"
                    value={draft.secret.clone()} oninput={set(|draft, value| draft.secret = value)} />
            </label>
            <div>
                <label class="switch">
                    <input type="checkbox" role="switch" checked={draft.stays} onchange={stay} />
                    <span>{ words.stay }</span>
                </label>
                <p class="fine-print">{ if draft.stays { words.stay_on } else { words.stay_off } }</p>
            </div>
        </>
    };
    let consent = html! {
        <>
            <p class="consent-wording" data-testid="sync-consent">{ wording.clone() }</p>
            <label class="sync-agree">
                <input type="checkbox" checked={*agreed} onchange={agree} />
                <span>{ words.agree }</span>
            </label>
            <p class="field-problem" role="status">{ is_reminded.unwrap_or_default() }</p>
            <div class="panel-actions">
                <button type="submit" class="button button-primary" disabled={is_busy}>{ words.connect }</button>
                <button type="button" class="button" onclick={ontest} disabled={is_busy}>{ words.test }</button>
            </div>
            { trial(session, outcome, host) }
        </>
    };
    html! {
        <form class="sync-form" {onsubmit} novalidate={true} data-testid="sync-form">
            { chapter("sync-where", words.where_to, words.where_hint, where_to) }
            { chapter("sync-who", words.who, words.who_hint, who) }
            { chapter("sync-agree", words.before, words.before_hint, consent) }
        </form>
    }
}

/// The host of an address, as far as there is one.
fn host(address: &str) -> &str {
    address.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next()).unwrap_or_default()
}
