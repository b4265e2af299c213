//! How the hall looks, and what it knows of the member by their own word.

mod diagnostics;
mod interests;
mod reading;
mod words;
mod you;

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::link::link;
use words::words;
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }</p>
                if room.is_reserved() {
                    <p class="quiet" data-testid="privacy-signal">
                        { words.signal }{ " " }{ link(session, Route::Privacy, "", words.to_privacy.into()) }
                    </p>
                }
            </header>
            { reading::section(session) }
            if room.is_own() && !room.is_guest() {
                { you::section(session) }
                { interests::section(session, room) }
                { part("sync", words.sync, words.sync_hint, html! {
                    <p>{ link(session, Route::Sync, "button", words.to_sync.into()) }</p>
                }) }
                { diagnostics::section(session) }
            }
        </>
    }
}

/// A part of the page: what it is about on one side, what can be set on the other.
fn part(id: &'static str, title: &str, hint: &str, content: Html) -> Html {
    html! {
        <section class="setting" aria-labelledby={id}>
            <div class="setting-head">
                <h2 {id}>{ title.to_owned() }</h2>
                <p class="quiet">{ hint.to_owned() }</p>
            </div>
            <div class="setting-body">{ content }</div>
        </section>
    }
}
