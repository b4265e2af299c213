//! What the member must know until it is dealt with.

use super::does;
use super::findings::findings;
use super::icon::{Icon, icon};
use crate::session::Session;
use crate::state::{Action, NEW_VERSION, Notice};
use guildhall_engine::finding::fatal;
use wasm_bindgen::{JsCast as _, JsValue};
use yew::prelude::*;

/// All notices, the most pressing first.
pub fn notices(session: &Session) -> Html {
    html! {
        <>
            { for session.state().notices.iter().map(|notice| one(session, notice)) }
            { documents(session) }
            { visitor(session) }
        </>
    }
}

/// Whether a notice tells of something the member wanted.
fn is_calm(code: &str) -> bool {
    code == "erased-afresh"
}

fn one(session: &Session, notice: &Notice) -> Html {
    let words = session.words();
    let code = notice.code;
    let text = (words.notice)(code);
    let holds_events = code == "unsaved";
    let is_aside = matches!(code, "chunk-damaged" | "chunk-malformed") && session.state().aside > 0;
    html! {
        <section key={code} class={classes!("notice", is_calm(code).then_some("notice-calm"))} role="alert" data-testid="notice" data-code={code}>
            { icon(Icon::Warning) }
            <div class="notice-body">
                <p>{ text.unwrap_or(words.something_wrong) }</p>
                if !notice.detail.is_empty() {
                    <p class="notice-detail" lang="en">{ notice.detail.as_str() }</p>
                }
                <div class="notice-actions">
                    if holds_events {
                        <button type="button" class="button" onclick={does(session, |s| s.retry())}>{ words.try_again }</button>
                    }
                    if (words.notice_needs_export)(code) {
                        <button type="button" class="button" onclick={does(session, |s| s.export(true))}>{ words.export_all }</button>
                    }
                    if is_aside {
                        <button type="button" class="button" onclick={does(session, |s| s.save_aside())}>{ words.save_aside }</button>
                    }
                    if code == NEW_VERSION {
                        <button type="button" class="button" onclick={|_: MouseEvent| take_update()}>{ words.reload }</button>
                    }
                    if !holds_events {
                        <button type="button" class="button button-quiet"
                            onclick={does(session, move |s| s.tell(Action::DismissNotice(code)))}>{ words.understood }</button>
                    }
                </div>
            </div>
        </section>
    }
}

/// Lets the newer version take over, which reloads the page.
fn take_update() {
    let update = js_sys::Reflect::get(&gloo::utils::window(), &"guildhallUpdate".into());
    if let Some(update) = update.ok().and_then(|update| update.dyn_into::<js_sys::Function>().ok()) {
        // It sends a message, which does not fail.
        let _ = update.call0(&JsValue::UNDEFINED);
    }
}

/// Documents with faults; mere warnings are for the people who write them, and stay folded away.
fn documents(session: &Session) -> Html {
    let words = session.words();
    let faults = session.room().map(|room| room.community.faults.as_slice()).unwrap_or_default();
    let faults: Vec<_> = faults.iter().filter(|faults| fatal(&faults.findings)).collect();
    if faults.is_empty() {
        return super::nothing();
    }
    html! {
        <section class="notice" role="alert" data-testid="document-faults">
            { icon(Icon::Warning) }
            <div class="notice-body">
                <p>{ words.documents_faulty }</p>
                <details>
                    <summary>{ words.show_findings }</summary>
                    { for faults.iter().enumerate().map(|(at, faults)| html! {
                        <div key={at}>
                            <p class="notice-detail"><code>{ faults.document.as_str() }</code></p>
                            { findings(&faults.findings) }
                        </div>
                    }) }
                </details>
            </div>
        </section>
    }
}

/// That the hall is shown as another member sees it.
fn visitor(session: &Session) -> Html {
    let Some(room) = session.room().filter(|room| !room.is_own()) else { return super::nothing() };
    let words = session.words();
    let owner = room.owner().clone();
    html! {
        <section class="notice notice-calm" role="status" data-testid="viewing-as">
            <div class="notice-body">
                <p>{ (words.viewing_as)(room.member().as_str()) }</p>
                <div class="notice-actions">
                    <button type="button" class="button" onclick={does(session, move |s| s.view_as(owner.clone()))}>
                        { words.back_to_myself }
                    </button>
                </div>
            </div>
        </section>
    }
}
