//! What is stored, and what the member can do about it.

mod consents;
mod erasing;
mod faults;
mod files;
mod intake;
mod kept;
mod words;

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::deed;
use crate::ui::heading::heading;
use crate::ui::icon::{Icon, icon};
use words::{Words, words};
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }</p>
            </header>
            if room.is_reserved() {
                <section class="notice notice-calm" data-testid="privacy-signal">
                    { icon(Icon::Check) }
                    <div class="notice-body"><p>{ words.signal }</p></div>
                </section>
            }
            <div class="chapters">
                { chapter("kept", words.kept, words.kept_hint, kept::content(session, room)) }
                { chapter("consent", words.consent, words.consent_hint, consents::content(session, room)) }
                { chapter("interests", words.interests, words.interests_hint, consents::interests(session, room)) }
                { chapter("out", words.out, words.out_hint, files::out(session, room)) }
                { deed(session, chapter("in", words.bring, words.bring_hint, intake::content(session, room))) }
                { chapter("limits", words.limits, words.limits_hint, limits(words)) }
                { deed(session, chapter("erase", words.erase, words.erase_hint, erasing::content(session, room))) }
            </div>
        </>
    }
}

/// A part of the page: its heading and a word on it at the side, the rest beside them.
fn chapter(id: &'static str, title: &'static str, hint: &'static str, content: Html) -> Html {
    html! {
        <section class="chapter" aria-labelledby={id}>
            <div class="chapter-head">
                <h2 {id}>{ title }</h2>
                <p class="quiet">{ hint }</p>
            </div>
            <div class="chapter-body">{ content }</div>
        </section>
    }
}

fn limits(words: &Words) -> Html {
    html! {
        <ul class="plain-list">
            { for words.limit_list.iter().enumerate().map(|(at, limit)| html! { <li key={at}>{ *limit }</li> }) }
        </ul>
    }
}
