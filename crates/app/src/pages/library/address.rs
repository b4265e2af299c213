//! Keeps what is looked for in the address, so that it can be shared, and is there again after going back.

use crate::session::Session;
use crate::state::Action;
use crate::state::search::Query;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// How long nothing must change before it is written, in milliseconds; browsers refuse more than a few changes a second.
const PAUSE: u32 = 300;

/// What the [`Address`] is given.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The session.
    pub session: Session,
}

/// The address, which leads to what is looked for, and is followed when the member goes back or forth.
#[component]
pub fn Address(props: &Props) -> Html {
    let session = &props.session;
    {
        let session = session.clone();
        use_effect_with((), move |()| {
            follow(&session);
            let listener = EventListener::new(&gloo::utils::window(), "popstate", move |_| follow(&session));
            move || drop(listener)
        });
    }
    {
        let wanted = session.state().query.to_address();
        let desk = session.desk.clone();
        use_effect_with(wanted, move |wanted| {
            let (kept, words) = (desk.query.clone(), wanted.clone());
            // Who follows a link before the pause is over comes back to the same words, too.
            desk.before_leaving.replace(Some(Box::new(move || write(&kept, &words))));
            let (kept, wanted) = (desk.query.clone(), wanted.clone());
            let pause = Timeout::new(PAUSE, move || write(&kept, &wanted));
            move || {
                desk.before_leaving.take();
                drop(pause);
            }
        });
    }
    super::nothing()
}

/// Looks for what the address says.
fn follow(session: &Session) {
    let location = gloo::utils::window().location();
    let is_here = location.pathname().is_ok_and(|path| path.ends_with("/library"));
    let asked = Query::of_address(&location.search().unwrap_or_default());
    let present = Query { shown: asked.shown, ..session.state().query.clone() };
    if is_here && asked != present {
        session.tell(Action::Search(asked));
    }
}

/// Writes the address in place, without a further step to go back.
fn write(kept: &str, wanted: &str) {
    let window = gloo::utils::window();
    let parts: Vec<&str> = [kept, wanted].into_iter().filter(|part| !part.is_empty()).collect();
    let query = if parts.is_empty() { String::new() } else { ["?", &parts.join("&")].concat() };
    let location = window.location();
    let (path, present) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    if present == query || !path.ends_with("/library") {
        return;
    }
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Where it is refused the address merely stays behind.
        let _ = history.replace_state_with_url(&state, "", Some(&[&path, query.as_str()].concat()));
    }
}
