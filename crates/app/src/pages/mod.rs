//! The pages: a folder each, with the pieces only that page uses beside it.
//!
//! A page is a function of the session. Only what has a life of its own (a text on its way, a toast's clock) is a component:
//! each costs the download about two kilobytes. Each page is a [`chunk`](guildhall_browser::chunk) of its own, which comes with the
//! first visit to it, or before that, when the browser has nothing else to do.

mod activity;
mod ahead;
mod benefits;
mod card;
mod discover;
mod events;
mod home;
mod item;
mod library;
mod not_found;
mod privacy;
mod settings;
mod sync;

use crate::route::Route;
use crate::session::{Desk, Linked, Session, Tell};
use crate::state::Action;
use crate::state::room::Room;
use crate::ui::heading::heading;
use crate::ui::placeholder::{loading, reload};
use crate::ui::{does, nothing};
use guildhall_browser::Hall;
use guildhall_browser::{Lost, chunk};
use guildhall_sync::CONNECTION;
use std::cell::RefCell;
use std::rc::Rc;
pub use sync::words as sync_words;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What draws a page in an open hall.
type Page = fn(&Session, &Room, &Route) -> Html;

/// The pages that are a click away from every page, the likeliest first.
const LINKED: [Route; 10] = [
    Route::Home,
    Route::Discover,
    Route::Library,
    Route::Item { id: String::new() },
    Route::Events,
    Route::Benefits,
    Route::Card,
    Route::Activity,
    Route::Privacy,
    Route::Settings,
];

/// Declares the pages: the name of the chunk, the address, and what draws it. A page without parameters has its chunk named
/// as its address, because the build writes the chunk's name into the file it makes for the address.
macro_rules! pages {
    ($($name:ident: $route:pat => $page:expr;)+) => {
        mod chunks {
            use super::*;
            $(chunk!($name: Page = $page);)+
        }

        /// The name of the chunk that the page at an address is in.
        fn chunk_of(route: &Route) -> &'static str {
            match route {
                $($route => stringify!($name),)+
            }
        }

        async fn load(route: &Route) -> Result<Page, Lost> {
            match route {
                $($route => chunks::$name().await,)+
            }
        }

        /// The page, where the program is one piece.
        #[cfg(not(guildhall_chunks))]
        fn built_in(route: &Route) -> Option<Page> {
            Some(match route {
                $($route => $page,)+
            })
        }
    };
}

pages! {
    home: Route::Home => |session, room, _| home::page(session, room);
    discover: Route::Discover => |session, room, _| discover::page(session, room);
    library: Route::Library => |session, room, _| library::page(session, room);
    item: Route::Item { .. } => |session, room, route| match route {
        Route::Item { id } => item::page(session, room, id),
        _ => not_found::page(session),
    };
    events: Route::Events => |session, room, _| events::page(session, room);
    benefits: Route::Benefits => |session, room, _| benefits::page(session, room);
    card: Route::Card => |session, room, _| card::page(session, room);
    activity: Route::Activity => |session, room, _| activity::page(session, room);
    privacy: Route::Privacy => |session, room, _| privacy::page(session, room);
    settings: Route::Settings => |session, room, _| settings::page(session, room);
    sync: Route::Sync => |session, room, route| match route {
        Route::Sync => sync::page(session, room),
        // Asked for by the header, for a hall that is connected.
        _ => crate::sync::mark::mark(session),
    };
    not_found: Route::NotFound => |session, _, _| not_found::page(session);
}

#[cfg(guildhall_chunks)]
fn built_in(_: &Route) -> Option<Page> {
    None
}

thread_local! {
    /// The pages that were asked for and have come, or could not.
    static CAME: RefCell<Vec<(&'static str, Result<Page, Lost>)>> = const { RefCell::new(Vec::new()) };
}

fn came(route: &Route) -> Option<Result<Page, Lost>> {
    let chunk = chunk_of(route);
    CAME.with_borrow(|came| came.iter().find(|(name, _)| *name == chunk).map(|(_, page)| *page))
}

fn note(route: &Route, page: Result<Page, Lost>) {
    let chunk = chunk_of(route);
    CAME.with_borrow_mut(|came| {
        came.retain(|(name, _)| *name != chunk);
        came.push((chunk, page));
    });
}

/// Fetches the page at an address unless it is here; answers whether it is now.
pub async fn fetch(route: &Route) -> bool {
    if let Some(Ok(_)) = came(route) {
        return true;
    }
    let page = load(route).await;
    note(route, page);
    page.is_ok()
}

/// The page at an address, in an open hall.
pub fn page(session: &Session, room: &Room, route: &Route) -> Html {
    match built_in(route).map(Ok).or_else(|| came(route)) {
        Some(Ok(page)) => page(session, room, route),
        Some(Err(Lost)) => lost(session, route),
        None => loading(session),
    }
}

/// What stands in the header of a hall that is connected: the page of the sync draws it and keeps the exchange going.
pub fn mark(session: &Session) -> Html {
    match (session.room(), built_in(&Route::Sync).map(Ok).or_else(|| came(&Route::Sync))) {
        (Some(room), Some(Ok(page))) if session.desk.linked.borrow().is_some() => page(session, room, &Route::NotFound),
        _ => nothing(),
    }
}

/// Notes whether the hall is connected, and fetches what keeps the exchange going if it is.
pub async fn link(hall: &Hall, desk: &Rc<Desk>, tell: &Tell) {
    let kept = hall.setting(CONNECTION).await.ok().flatten();
    if kept.is_some_and(|kept| !kept.is_empty()) && desk.linked.borrow().is_none() {
        desk.linked.replace(Some(Linked::default()));
        fetch(&Route::Sync).await;
        tell.dispatch(Action::Loaded);
    }
}

/// Sees to it that the page at the present address comes, and after it those one may go to next.
#[hook]
pub fn use_page(session: &Session, route: &Route) {
    let (session, route) = (session.clone(), route.clone());
    {
        let desk = session.desk.clone();
        use_effect_with((), move |()| {
            let listeners = ahead::follow_pointer(desk);
            move || drop(listeners)
        });
    }
    use_effect_with(chunk_of(&route), move |_| {
        if built_in(&route).is_none() {
            spawn_local(async move {
                want(&session, &route).await;
                ahead::fetch_all().await;
            });
        }
    });
}

async fn want(session: &Session, route: &Route) {
    if !matches!(came(route), Some(Ok(_))) {
        fetch(route).await;
        session.tell(Action::Loaded);
    }
}

/// The page could not be had.
fn lost(session: &Session, route: &Route) -> Html {
    let words = session.words();
    let again = {
        let route = route.clone();
        does(session, move |session| {
            let (session, route) = (session.clone(), route.clone());
            spawn_local(async move { want(&session, &route).await });
        })
    };
    html! {
        <div class="placeholder placeholder-failed" role="alert" data-testid="page-lost">
            { heading(session, words.page_lost, None) }
            <p>{ words.page_lost_hint }</p>
            <p class="placeholder-actions">
                <button type="button" class="button" onclick={again}>{ words.try_again }</button>
                <button type="button" class="button button-quiet" onclick={reload()}>{ words.reload }</button>
            </p>
        </div>
    }
}
