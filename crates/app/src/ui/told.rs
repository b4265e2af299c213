//! What is told beside the page: what just happened, what has to be dealt with, what is wrong with a document.
//!
//! A first visit mostly has nothing to tell, so that this is a chunk of its own, which comes when there is something, or
//! before that, when the browser has nothing else to do.

use super::{findings, nothing, notices, toasts};
use crate::session::Session;
use crate::state::room::Room;
use crate::state::{Action, Phase};
use guildhall_browser::{Lost, chunk};
use guildhall_engine::finding::{Finding, fatal};
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What draws it.
#[derive(Clone, Copy)]
pub struct Told {
    toasts: fn(&Session) -> Html,
    notices: fn(&Session) -> Html,
    findings: fn(&[Finding]) -> Html,
}

const TOLD: Told = Told { toasts: toasts::toasts, notices: notices::notices, findings: findings::findings };

chunk!(told: Told = TOLD);

thread_local! {
    static CAME: Cell<Option<Result<Told, Lost>>> = const { Cell::new(None) };
}

#[cfg(guildhall_chunks)]
fn came() -> Option<Result<Told, Lost>> {
    CAME.get()
}

/// Where the program is one piece, it is always here.
#[cfg(not(guildhall_chunks))]
fn came() -> Option<Result<Told, Lost>> {
    CAME.get().or(Some(Ok(TOLD)))
}

/// Fetches what draws it, unless it is here.
pub async fn fetch() {
    if !matches!(came(), Some(Ok(_))) {
        CAME.set(Some(told().await));
    }
}

/// Sees to it that what draws it comes once there is something to tell.
#[hook]
pub fn use_told(session: &Session) {
    let session = session.clone();
    let is_wanted = has_toasts(&session) || has_notices(&session) || matches!(session.state().phase, Phase::Shut(_));
    use_effect_with(is_wanted, move |is_wanted| {
        if *is_wanted && !matches!(came(), Some(Ok(_))) {
            spawn_local(async move {
                fetch().await;
                session.tell(Action::Loaded);
            });
        }
    });
}

fn has_toasts(session: &Session) -> bool {
    !session.state().toasts.is_empty()
}

fn has_notices(session: &Session) -> bool {
    let is_room_odd =
        |room: &Room| !room.is_own() || room.community.faults.iter().any(|faults| fatal(&faults.findings));
    !session.state().notices.is_empty() || session.room().is_some_and(is_room_odd)
}

/// The live region with all toasts. It is there before the first of them, or that one would not be read out.
pub fn toasts(session: &Session) -> Html {
    let toasts = match came() {
        Some(Ok(told)) if has_toasts(session) => (told.toasts)(session),
        _ => nothing(),
    };
    html! { <div class="toasts" role="status" aria-live="polite">{ toasts }</div> }
}

/// All notices.
pub fn notices(session: &Session) -> Html {
    let notices = match came() {
        _ if !has_notices(session) => nothing(),
        Some(Ok(told)) => (told.notices)(session),
        // What is most likely the very reason must be said even so.
        Some(Err(Lost)) => plain(session),
        None => nothing(),
    };
    html! { <div class="notices">{ notices }</div> }
}

/// The notices without what can be done about them.
fn plain(session: &Session) -> Html {
    let words = session.words();
    let text = |code| (words.notice)(code).unwrap_or(words.something_wrong);
    html! {
        { for session.state().notices.iter().map(|notice| html! {
            <section key={notice.code} class="notice" role="alert" data-testid="notice" data-code={notice.code}>
                <p>{ text(notice.code) }</p>
            </section>
        }) }
    }
}

/// What is wrong with a document.
pub fn findings(findings: &[Finding]) -> Html {
    match came() {
        Some(Ok(told)) => (told.findings)(findings),
        _ => nothing(),
    }
}
