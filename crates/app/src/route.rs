//! The app's addresses: the only place that knows a path.

use yew_router::Routable;

/// A page.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    /// Where the member stands.
    #[at("/")]
    Home,
    /// What the member might like.
    #[at("/discover")]
    Discover,
    /// Everything there is.
    #[at("/library")]
    Library,
    /// One item.
    #[at("/library/:id")]
    Item {
        /// The item's identifier.
        id: String,
    },
    /// Where members meet.
    #[at("/events")]
    Events,
    /// What tiers and points give.
    #[at("/benefits")]
    Benefits,
    /// The membership card.
    #[at("/card")]
    Card,
    /// What the member did, and the files it came from.
    #[at("/activity")]
    Activity,
    /// What is stored, and what the member can do about it.
    #[at("/privacy")]
    Privacy,
    /// How the hall looks and what it knows of the member by their own word.
    #[at("/settings")]
    Settings,
    /// No such address.
    #[not_found]
    #[at("/404")]
    NotFound,
}
