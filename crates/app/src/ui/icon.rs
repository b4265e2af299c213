//! Small line drawings, 24 by 24; the word stands beside them or in the button's name.

use yew::prelude::*;

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Done, met.
    Check,
    /// Not yet met.
    Circle,
    /// Locked.
    Lock,
    /// Liked.
    Heart,
    /// Less of this.
    Less,
    /// Hidden.
    Hide,
    /// Something to heed.
    Warning,
    /// Gone.
    Close,
    /// Look for.
    Search,
    /// The first page.
    Home,
    /// Where to go.
    Compass,
    /// To read.
    Book,
    /// When.
    Calendar,
    /// The rest.
    More,
    /// Given.
    Gift,
    /// The membership card.
    Card,
    /// What happened.
    Pulse,
    /// What can be set.
    Gear,
    /// What is kept from others.
    Shield,
    /// A person.
    Person,
    /// Reached.
    Star,
    /// To what comes next; mirrored, to what was before.
    Onward,
}

/// Draws an icon, for the eye only.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Check => "M5 12.5l4.5 4.5L19 7.5",
        Icon::Circle => "M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14",
        Icon::Lock => "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
        Icon::Heart => "M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20z",
        Icon::Less => "M12 5v13M6 12.5l6 6l6-6",
        Icon::Hide => {
            "M4 4l16 16M9.9 5.3A9.6 9.6 0 0 1 12 5c6 0 9 7 9 7a16 16 0 0 1-3 3.8M6.3 7.6A15.6 15.6 0 0 0 3 12s3 7 9 7a9 9 0 0 0 4-.9"
        }
        Icon::Warning => "M12 4L2.5 20h19zM12 10v4.5M12 17.2v.3",
        Icon::Close => "M6 6l12 12M18 6L6 18",
        Icon::Home => "M4 11l8-7l8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20",
        Icon::Compass => "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17M15.5 8.5l-2 5l-5 2l2-5z",
        Icon::Book => {
            "M12 6.5C10 5 7 4.5 3.5 4.5v13c3.5 0 6.5.5 8.5 2c2-1.5 5-2 8.5-2v-13c-3.5 0-6.5.5-8.5 2zM12 6.5v13"
        }
        Icon::Calendar => "M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4",
        Icon::More => {
            "M5 11.5a.5.5 0 1 0 0 1a.5.5 0 1 0 0-1M12 11.5a.5.5 0 1 0 0 1a.5.5 0 1 0 0-1M19 11.5a.5.5 0 1 0 0 1a.5.5 0 1 0 0-1"
        }
        Icon::Gift => {
            "M4 9h16v4H4zM5.5 13v7h13v-7M12 9v11M12 9C9 9 7 7.5 7.5 5.5S11 4 12 9c1-5 4-5.5 4.5-3.5S15 9 12 9z"
        }
        Icon::Card => "M3 6h18v12H3zM3 10h18M6.5 14.5h4",
        Icon::Pulse => "M3 12.5h4l2.5-7l5 13l2.5-6h4",
        Icon::Gear => "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h9M17 17h3M15 15v4",
        Icon::Shield => "M12 3.5l7.5 3v5c0 4.5-3 7.5-7.5 9c-4.5-1.5-7.5-4.5-7.5-9v-5z",
        Icon::Person => "M12 4.5a3.75 3.75 0 1 0 0 7.5a3.75 3.75 0 1 0 0-7.5M4.5 20c.5-4 3.5-6 7.5-6s7 2 7.5 6",
        Icon::Star => "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
        Icon::Onward => "M9 5l7 7l-7 7",
        Icon::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L20 20",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
