//! The app as a whole: state, session, addresses.

use crate::boot;
use crate::format::Formats;
use crate::session::{Desk, Session};
use crate::settings;
use crate::state::State;
use crate::ui::shell::Shell;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use guildhall_engine::time::{Moment, Offset};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;
use yew_router::BrowserRouter;

/// The whole app.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(settings::language(), settings::theme()));
    let desk = use_memo((), |()| Desk::new(boot::query()));
    {
        let (desk, tell) = (desk.clone(), state.dispatcher());
        use_effect_with((), move |()| spawn_local(boot::open(desk, tell)));
    }
    let (currency, offset) = state.room().map_or(("USD".into(), Offset::default()), |room| {
        let file = room.community.charter.file();
        (file.currency.clone(), file.offset)
    });
    let formats = use_memo((state.language, currency, offset), |(language, currency, offset)| {
        Formats::new(*language, currency, *offset)
    });
    use_effect_with((state.language, state.theme), |(language, theme)| {
        if let Some(root) = gloo::utils::document().document_element() {
            // Setting an attribute fails only for names that are none.
            let _ = root.set_attribute("lang", language.tag());
            let _ = root.set_attribute("data-theme", theme.word());
        }
    });
    let session = Session::new(state, desk, formats);
    use_attendance(&session);
    html! { <BrowserRouter><Shell {session} /></BrowserRouter> }
}

/// Notices when the member comes and goes, and when a new day begins.
#[hook]
fn use_attendance(session: &Session) {
    let is_open = session.room().is_some();
    {
        let session = session.clone();
        use_effect_with(is_open, move |is_open| {
            if *is_open {
                session.arrive();
            }
        });
    }
    use_effect_with(session.clone(), |session| {
        let document = gloo::utils::document();
        let coming = session.clone();
        let listener = EventListener::new(&document, "visibilitychange", move |_| {
            match gloo::utils::document().visibility_state() {
                VisibilityState::Visible => coming.arrive(),
                _ => coming.leave(),
            }
        });
        let midnight = session.room().map(|room| {
            let session = session.clone();
            let offset: Offset = room.community.charter.file().offset;
            let tomorrow: Moment = room.today().plus(1).start(offset);
            let wait = (tomorrow.0 - guildhall_browser::now().0).clamp(1000, 24 * 3_600_000);
            Timeout::new(u32::try_from(wait).unwrap_or(u32::MAX), move || {
                // Behind another tab it is nobody's visit; it becomes one when the member looks at it again.
                if gloo::utils::document().visibility_state() == VisibilityState::Visible {
                    session.arrive();
                }
            })
        });
        move || drop((listener, midnight))
    });
}
