//! The app as a whole: state, session, addresses.

use crate::appearance;
use crate::boot::{self, Documents};
use crate::format::Formats;
use crate::glance;
use crate::session::{Desk, Session};
use crate::start;
use crate::state::{Action, NEW_VERSION, Notice, Phase, State};
use crate::ui::shell::Shell;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use guildhall_browser::Lost;
use guildhall_engine::time::{Moment, Offset};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;
use yew::prelude::*;

/// What `boot.js` sends when a newer version of the site lies ready.
const UPDATE: &str = "guildhall-update";

/// What the app begins with.
pub struct Start {
    /// What it knows at first.
    pub state: State,
    /// What it holds besides.
    pub desk: Rc<Desk>,
    /// The documents, if they are there already.
    pub documents: Cell<Option<Documents>>,
}

/// What the [`App`] is given.
#[derive(Properties, Clone)]
pub struct Props {
    /// What it begins with.
    pub start: Rc<Start>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        Rc::ptr_eq(&self.start, &other.start)
    }
}

/// The whole app.
#[component]
pub fn App(props: &Props) -> Html {
    let start = &props.start;
    let state = use_reducer_eq(|| start.state.clone());
    let desk = start.desk.clone();
    {
        let (start, tell) = (start.clone(), state.dispatcher());
        use_effect_with((), move |()| {
            spawn_local(async move { boot::open(start.desk.clone(), tell, start.documents.take()).await });
        });
    }
    let (currency, offset) = state.room().map_or(("USD".into(), Offset::default()), |room| {
        let file = room.community.charter.file();
        (file.currency.clone(), file.offset)
    });
    let formats = use_memo((state.language, currency, offset), |(language, currency, offset)| {
        Formats::new(*language, currency, *offset)
    });
    use_effect_with((state.language, state.looks), |(language, looks)| {
        if let Some(root) = gloo::utils::document().document_element() {
            // Setting an attribute fails only for names that are none.
            let _ = root.set_attribute("lang", language.tag());
            for (name, word) in looks.attributes() {
                let _ = root.set_attribute(name, word);
            }
        }
    });
    let appearance = state.room().map(|room| room.community.charter.file().appearance.clone());
    use_effect_with(appearance, |appearance| {
        if let Some(rule) = appearance {
            appearance::wear(rule);
        }
    });
    let shows_member = match &state.phase {
        Phase::Opening => false,
        Phase::Shut(_) => true,
        Phase::Open(room) => !room.is_guest(),
    };
    use_effect_with(shows_member, |shows_member| {
        if *shows_member {
            start::welcome();
        }
    });
    {
        let (desk, tell) = (desk.clone(), state.dispatcher());
        use_effect_with((), move |()| {
            let listener = desk.follow_address(tell);
            move || drop(listener)
        });
    }
    {
        let tell = state.dispatcher();
        use_effect_with((), move |()| {
            let listener = EventListener::new(&gloo::utils::window(), UPDATE, move |_| {
                tell.dispatch(Action::Notice(Notice { code: NEW_VERSION, detail: String::new() }));
            });
            move || drop(listener)
        });
    }
    let session = Session::new(state, desk, formats);
    use_model(&session);
    use_attendance(&session);
    html! { <Shell {session} /> }
}

/// Keeps the trained model, where the community has one, up with what the member does and looks at.
#[hook]
fn use_model(session: &Session) {
    let room = session.room().filter(|room| !room.is_guest() && room.community.charter.file().taste.model.is_some());
    let reason =
        room.map(|room| (room.community.is_growing, room.events().ledger().entries().len(), session.route().clone()));
    let session = session.clone();
    use_effect_with(reason, move |reason| {
        if reason.is_some() {
            spawn_local(async move {
                match crate::model::model().await {
                    Ok(keep) => keep(&session),
                    Err(Lost) => session.tell(Action::Model(None)),
                }
            });
        }
    });
}

/// Notices when the member comes and goes, and when a new day begins.
#[hook]
fn use_attendance(session: &Session) {
    let is_open = session.room().is_some_and(|room| !room.is_guest());
    {
        let session = session.clone();
        use_effect_with(is_open, move |is_open| {
            if *is_open {
                session.arrive();
                session.catch_up_with_member();
            }
        });
    }
    use_effect_with(session.clone(), |session| {
        let document = gloo::utils::document();
        let coming = session.clone();
        let listener = EventListener::new(&document, "visibilitychange", move |_| {
            match gloo::utils::document().visibility_state() {
                VisibilityState::Visible => coming.arrive(),
                _ => {
                    coming.leave();
                    glance::leave_behind(&coming);
                }
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
