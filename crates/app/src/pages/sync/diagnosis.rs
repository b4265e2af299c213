//! What came of trying a connection, in words that tell the causes apart as far as a browser can.

use super::words::words;
use crate::language::Language;
use crate::session::Session;
use crate::sync::Trial;
use crate::ui::icon::{Icon, icon};
use yew::prelude::*;

/// What came of it, in a region that is read out.
pub fn trial(session: &Session, trial: &Trial, host: &str) -> Html {
    let words = words(session.language());
    let (class, drawing, title, remedy, code) = match trial {
        Trial::None => return html! { <div role="status" data-testid="sync-trial"></div> },
        Trial::Running => ("notice notice-calm", Icon::Circle, (words.testing)(host), None, "running"),
        Trial::Fine { holds } => {
            let found = match holds {
                Some(true) => words.holds_some,
                Some(false) => words.holds_none,
                None => words.holds_unknown,
            };
            ("notice notice-calm", Icon::Check, words.works.to_owned(), Some(html! { { found } }), "fine")
        }
        Trial::Policy(origin) => {
            ("notice", Icon::Warning, (words.policy)(host), Some(policy(session, origin)), "policy")
        }
        Trial::Failed { code, message } => {
            let (title, remedy) = match (words.fault)(code) {
                Some((title, remedy)) => (title.to_owned(), html! { { remedy } }),
                None => (words.not_working.to_owned(), html! { <span lang="en">{ message.clone() }</span> }),
            };
            ("notice", Icon::Warning, title, Some(remedy), *code)
        }
    };
    html! {
        <div role="status" data-testid="sync-trial" data-code={code}>
            <div {class}>
                { icon(drawing) }
                <div class="notice-body">
                    <p><strong>{ title }</strong></p>
                    if let Some(remedy) = remedy { <p>{ remedy }</p> }
                </div>
            </div>
        </div>
    }
}

/// The directive that is missing, and the command that adds it.
fn policy(session: &Session, origin: &str) -> Html {
    let words = words(session.language());
    html! {
        <>
            { words.policy_remedy }{ " " }
            <code>{ ["connect-src 'self' ", origin].concat() }</code>{ words.policy_or }
            <code>{ ["cargo xtask dist --connect ", origin].concat() }</code>{ if session.language() == Language::English { "." } else { "。" } }
        </>
    }
}
