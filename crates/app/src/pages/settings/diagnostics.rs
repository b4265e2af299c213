//! What the people who run a community ask for when something is wrong: the state of the software, without anything the
//! member did or said.

use super::part;
use super::words::words;
use crate::file;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::does;
use guildhall_browser::{Usage, usage};
use guildhall_engine::digest::{canonical, hex, sha256};
use guildhall_engine::document::Shape as _;
use js_sys::Reflect;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The part of the page.
pub fn section(session: &Session) -> Html {
    let words = words(session.language());
    part("diagnostics", words.diagnostics, words.diagnostics_hint, html! { <Report session={session.clone()} /> })
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
}

/// The account, which asks the browser for some of it.
#[component]
fn Report(props: &Props) -> Html {
    let session = &props.session;
    let words = words(session.language());
    let asked = use_state_eq(|| None::<Usage>);
    let copied = use_state_eq(|| false);
    {
        let asked = asked.clone();
        use_effect_with((), move |()| {
            spawn_local(async move { asked.set(usage().await) });
        });
    }
    let Some(room) = session.room() else { return html! { {""} } };
    let text = account(session, room, asked.as_ref());
    let copy = {
        let (text, copied) = (text.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (text, copied) = (text.clone(), copied.clone());
            // Where copying is not allowed the text can still be marked, or saved.
            spawn_local(async move { copied.set(file::copy(&text).await) });
        })
    };
    let save = {
        let (text, name) =
            (text.clone(), ["guildhall-", room.community.charter.file().id.as_str(), "-diagnostics.txt"].concat());
        does(session, move |_| {
            file::save(&name, "text/plain", &text);
        })
    };
    html! {
        <>
            <pre class="diagnostics" lang="en" tabindex="0" aria-label={words.diagnostics} data-testid="diagnostics">{ text }</pre>
            <div class="panel-actions">
                <button type="button" class="button" onclick={copy}>{ words.copy }</button>
                <button type="button" class="button" onclick={save}>{ words.save }</button>
                <span class="quiet" role="status">{ copied.then_some(words.copied) }</span>
            </div>
        </>
    }
}

/// The account in lines of name and value. It is in English whatever the page's language, for those who will read it.
fn account(session: &Session, room: &Room, usage: Option<&Usage>) -> String {
    let state = session.state();
    let community = &room.community;
    let file = community.charter.file();
    let is_kept = session.desk.hall().is_some_and(|hall| hall.is_kept());
    let window = gloo::utils::window();
    let has = |name: &str| Reflect::has(&window, &name.into()).unwrap_or(false);
    let has_popover = Reflect::has(&gloo::utils::body(), &"popover".into()).unwrap_or(false);
    let works = |name: &str, is_there: bool| [name, if is_there { " yes" } else { " no" }].concat();
    let features = [
        works("IndexedDB", has("indexedDB")),
        works("BroadcastChannel", has("BroadcastChannel")),
        works("createImageBitmap", has("createImageBitmap")),
        works("popover", has_popover),
        works("service worker", Reflect::has(&window.navigator(), &"serviceWorker".into()).unwrap_or(false)),
    ];
    let size = |bytes: f64| [&((bytes / 1000.0) as u64).to_string(), " kB"].concat();
    let space = usage.map(|usage| [size(usage.used), " of ".to_owned(), size(usage.quota)].concat());
    let found: usize = community.faults.iter().map(|faults| faults.findings.len()).sum();
    let faults = found + community.charter.warnings().len();
    let lines = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("community", file.id.to_string()),
        ("folder", community.folder.to_string()),
        ("charter sha-256", hex(&sha256(canonical(&file.write()).as_bytes()))),
        (
            "catalogue",
            [
                &community.catalogue.items().len().to_string(),
                " items, ",
                &community.catalogue.activities().len().to_string(),
                " activities",
            ]
            .concat(),
        ),
        ("findings", faults.to_string()),
        ("now", room.now.to_string()),
        ("events", room.events().ledger().entries().len().to_string()),
        ("not stored", state.unsaved.len().to_string()),
        ("set aside", state.aside.to_string()),
        ("standing digest", room.standing().digest()),
        ("storage", if is_kept { "IndexedDB" } else { "memory, until this tab closes" }.to_owned()),
        (
            "persistent",
            if usage.is_some_and(|usage| usage.persisted) {
                "yes"
            } else {
                "no, the browser may delete it when space is short"
            }
            .to_owned(),
        ),
        ("space used", space.unwrap_or_else(|| "unknown".to_owned())),
        ("language", session.tag().to_owned()),
        ("browser", window.navigator().user_agent().unwrap_or_default()),
        ("features", features.join(", ")),
    ];
    let mut text: String = lines.iter().map(|(name, value)| [*name, ": ", value, "\n"].concat()).collect();
    for notice in &state.notices {
        text.push_str(&["problem: ", notice.code, ": ", &notice.detail.replace('\n', " / "), "\n"].concat());
    }
    text
}
