//! The pages: a folder each, with the pieces only that page uses beside it.
//!
//! A page is a function of the session. Only what has a life of its own (a text on its way, a toast's clock) is a component:
//! each costs the download about two kilobytes.

mod activity;
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

use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use yew::prelude::*;

/// The page at an address, in an open hall.
pub fn page(session: &Session, room: &Room, route: &Route) -> Html {
    match route {
        Route::Home => home::page(session, room),
        Route::Discover => discover::page(session, room),
        Route::Library => library::page(session, room),
        Route::Item { id } => item::page(session, room, id),
        Route::Events => events::page(session, room),
        Route::Benefits => benefits::page(session, room),
        Route::Card => card::page(session, room),
        Route::Activity => activity::page(session, room),
        Route::Privacy => privacy::page(session, room),
        Route::Settings => settings::page(session, room),
        Route::NotFound => not_found::page(session),
    }
}
