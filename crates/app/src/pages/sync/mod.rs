//! Exchanging events with a server: whether, with which, how it stands, and what is to be seen to.

mod aside;
mod diagnosis;
mod form;
mod identity;
mod state;
mod words;

use crate::session::Session;
use crate::state::room::Room;
use crate::sync::{Condition, shown};
use crate::ui::heading::heading;
use crate::ui::nothing;
pub use words::words;
use yew::prelude::*;

/// The page.
pub fn page(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let shown = shown();
    let content = match shown.condition() {
        // What somebody else did is not sent from here, and a made-up year nowhere.
        _ if !room.is_own() => html! { <p>{ words.only_own }</p> },
        _ if session.desk.is_demo() => html! { <p data-testid="sync-demo">{ words.no_demo }</p> },
        // It is being read what the hall is connected with.
        Condition::Off if session.desk.linked.borrow().is_some() => nothing(),
        Condition::Off => form::content(session, &shown),
        condition => html! {
            <>
                { state::panel(session, &shown, condition) }
                { identity::content(session, room) }
                { aside::content(session, room, &shown) }
                { state::holes(session, &shown) }
                { state::ending(session, &shown) }
            </>
        },
    };
    html! {
        <>
            <header class="page-head">
                { heading(session, words.title, None) }
                <p class="standfirst">{ words.standfirst }{ if shown.connection.is_none() { words.off_until } else { "" } }</p>
            </header>
            <div class="chapters">{ content }</div>
        </>
    }
}

/// A part of the page: its heading and a word on it at the side, the rest beside them.
fn chapter(id: &'static str, title: &str, hint: &str, content: Html) -> Html {
    html! {
        <section class="chapter" aria-labelledby={id}>
            <div class="chapter-head">
                <h2 {id}>{ title.to_owned() }</h2>
                if hint.is_empty() { { nothing() } } else { <p class="quiet">{ hint.to_owned() }</p> }
            </div>
            <div class="chapter-body">{ content }</div>
        </section>
    }
}
