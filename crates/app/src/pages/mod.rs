//! The pages: a folder each, with the pieces only that page uses beside it.

mod activity;
mod discover;
mod home;
mod item;
mod library;
mod not_found;

use crate::route::Route;
use yew::prelude::*;

/// The page at an address. Pages are shown only in an open hall.
pub fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <home::Home /> },
        Route::Discover => html! { <discover::Discover /> },
        Route::Library => html! { <library::Library /> },
        Route::Item { id } => html! { <item::ItemPage id={id} /> },
        Route::Activity => html! { <activity::Activity /> },
        Route::NotFound => html! { <not_found::NotFound /> },
    }
}
