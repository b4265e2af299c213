//! The one renderer for what is not there: on its way, empty, or failed.

use crate::session::Session;
use yew::prelude::*;

/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// It is on its way.
    Loading,
    /// There is none.
    Empty,
    /// It could not be had.
    Failed,
}

/// Stands where something would be, and says what to do about it.
pub fn placeholder(absence: Absence, title: &str, remedy: Html) -> Html {
    let (class, role) = match absence {
        Absence::Loading => ("placeholder placeholder-loading", Some("status")),
        Absence::Empty => ("placeholder", None),
        Absence::Failed => ("placeholder placeholder-failed", Some("alert")),
    };
    html! {
        <div {class} {role}>
            <p class="placeholder-title">{ title.to_owned() }</p>
            { remedy }
        </div>
    }
}

/// Stands where something is about to be.
pub fn loading(session: &Session) -> Html {
    placeholder(Absence::Loading, session.words().loading, super::nothing())
}

/// Loads the whole site anew.
pub fn reload() -> Callback<MouseEvent> {
    Callback::from(|_| {
        // This fails only in a sandbox that forbids it.
        let _ = gloo::utils::window().location().reload();
    })
}
