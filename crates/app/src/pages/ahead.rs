//! Fetching pages before they are asked for: at once where the member is about to follow a link, and all that are a click
//! away when the browser has nothing else to do. Where the member asks to save data, a page comes when it is opened.

use super::{LINKED, came, load, note};
use crate::glance;
use crate::route::Route;
use crate::session::Desk;
use crate::ui::told;
use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlAnchorElement};

/// How long a page is looked at before the others are fetched, so that what it shows itself comes first.
const IDLE_MS: u32 = 1500;
/// What tells that a link is about to be followed: a pointer or finger on it, or the focus.
const APPROACHES: [&str; 2] = ["pointerover", "focusin"];

/// Fetches every page that is a click away, one by one.
pub async fn fetch_all() {
    TimeoutFuture::new(IDLE_MS).await;
    if saves_data() {
        return;
    }
    told::fetch().await;
    for route in &LINKED {
        fetch(route).await;
    }
    glance::fetch().await;
}

/// Fetches the page of every link that is approached, until the listeners are dropped.
pub fn follow_pointer(desk: Rc<Desk>) -> [EventListener; 2] {
    APPROACHES.map(|approach| {
        let desk = desk.clone();
        EventListener::new(&gloo::utils::document(), approach, move |event| {
            if let Some(route) = leads_to(&desk, event).filter(|route| came(route).is_none() && !saves_data()) {
                spawn_local(async move { fetch(&route).await });
            }
        })
    })
}

/// Fetches a page unless it is here. Nobody waits for it yet: where it is wanted and did not come, it is asked for again.
async fn fetch(route: &Route) {
    if came(route).is_none()
        && let Ok(page) = load(route).await
    {
        note(route, Ok(page));
    }
}

/// The page of this site to which the link leads that an event happened on.
fn leads_to(desk: &Desk, event: &Event) -> Option<Route> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = element.closest("a[href]").ok()??.unchecked_into();
    let is_here = gloo::utils::window().location().host().is_ok_and(|host| host == link.host());
    let path = link.pathname();
    is_here.then(|| desk.address(&path).map(|address| Route::read(address).1)).flatten()
}

/// Whether the member has told the browser to save data.
fn saves_data() -> bool {
    let connection = Reflect::get(&gloo::utils::window().navigator(), &"connection".into()).ok();
    let wish = connection.filter(|connection| connection.is_object());
    wish.and_then(|connection| Reflect::get(&connection, &"saveData".into()).ok()).is_some_and(|wish| wish.is_truthy())
}
