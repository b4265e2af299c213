//! Starting in a browser: taking over the page that the build wrote, or rendering it from nothing.

use crate::app::{App, Props, Start};
use crate::boot::{self, Documents};
use crate::history;
use crate::language::Language;
use crate::pages;
use crate::route::Route;
use crate::session::Desk;
use crate::settings;
use crate::state::room::Room;
use crate::state::{Action, Opening, State};
use gloo::timers::future::TimeoutFuture;
use guildhall_engine::digest::{hex, sha256};
use guildhall_engine::time::Moment;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::Renderer;

/// The element the app lives in.
const ROOT: &str = "hall";
/// What a written page says of itself on that element: the moment it shows, and what it was made from.
pub const MOMENT: &str = "data-moment";
/// See [`seal`].
pub const SEAL: &str = "data-seal";
/// On the document's element until the page shows this member: what the build wrote is somebody else's standing, or
/// another community.
const STRANGERS: [&str; 2] = ["data-returning", "data-elsewhere"];

/// What a written page was made from: its address, charter and catalogue. A page made from anything else is not taken over.
pub fn seal(address: &str, documents: &Documents) -> String {
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
    let parts = [address.to_owned(), text(&documents.charter), text(&documents.catalogue)];
    hex(&sha256(parts.join("\n").as_bytes())).chars().take(16).collect()
}

/// Starts the app on the page.
pub fn start() {
    spawn_local(async {
        let document = gloo::utils::document();
        let root = document.get_element_by_id(ROOT).or_else(|| document.body().map(Element::from));
        let Some(root) = root else { return };
        let desk = Desk::new(boot::query(), base());
        let path = history::path();
        let address = desk.below_base(&path).to_owned();
        let language = spoken(&address);
        let route = Route::read(&address).1;
        {
            // On its way while the documents are.
            let route = route.clone();
            spawn_local(async move {
                let _ = pages::fetch(&route).await;
            });
        }
        desk.readdress(language);
        let mut state = State::new(route.clone(), language, settings::Looks::remembered());
        let mut documents = None;
        let mut is_written = false;
        if let (Some(seal), Some(moment)) = (root.get_attribute(SEAL), root.get_attribute(MOMENT)) {
            let mut fetched = Documents::fetch(boot::folder(&desk.query)).await;
            let is_same = seal == self::seal(&address, &fetched) && !desk.is_demo();
            // What was written can be taken over only by what would write it again.
            if is_same
                && let Some(opening) = guest(&mut fetched, &moment).await
                && pages::fetch(&route).await
            {
                state = state.after(Action::Opened(Box::new(opening)));
                // Computed here, because what follows cannot be interrupted.
                state.room().map(Room::standing);
                pause().await;
                is_written = true;
            }
            documents = Some(fetched);
        }
        let start = Start { state, desk: Rc::new(desk), documents: Cell::new(documents) };
        let renderer = Renderer::<App>::with_root_and_props(root, Props { start: Rc::new(start) });
        take_over(renderer, is_written);
    });
}

/// The hall that a page written at a moment shows.
async fn guest(documents: &mut Documents, moment: &str) -> Option<Opening> {
    let moment = Moment(moment.parse().ok()?);
    if !documents.read_charter() {
        return None;
    }
    pause().await;
    if !documents.read_catalogue() {
        return None;
    }
    pause().await;
    documents.as_guest(moment)
}

/// Lets the browser do what the visitor asks for: scrolling, following a link.
async fn pause() {
    TimeoutFuture::new(0).await;
}

#[cfg(target_arch = "wasm32")]
fn take_over(renderer: Renderer<App>, is_written: bool) {
    if is_written {
        renderer.hydrate()
    } else {
        renderer.render()
    };
}

/// Only a browser has pages to take over.
#[cfg(not(target_arch = "wasm32"))]
fn take_over(renderer: Renderer<App>, _is_written: bool) {
    renderer.render();
}

/// On the document's element once the page shows this member, or why it cannot.
const READY: &str = "data-ready";

/// The page shows this member now.
pub fn welcome() {
    if let Some(element) = gloo::utils::document().document_element() {
        // Setting an attribute fails only for names that are none.
        let _ = element.set_attribute(READY, "");
        for name in STRANGERS {
            // Removing an attribute that is not there changes nothing.
            let _ = element.remove_attribute(name);
        }
    }
}

/// The language an address asks for; one without a prefix takes the member's.
fn spoken(address: &str) -> Language {
    match Route::read(address).0 {
        Language::English => settings::language(),
        named => named,
    }
}

/// The path the site lies under, from the page's `<base>`.
fn base() -> String {
    let base = gloo::utils::document().base_uri().ok().flatten();
    let url = base.and_then(|base| web_sys::Url::new(&base).ok());
    url.map_or_else(|| "/".to_owned(), |url| url.pathname())
}
