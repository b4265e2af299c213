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
        Icon::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L20 20",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
