//! The member in small: a picture, letters, or the outline of a person.

use super::icon::{Icon, icon};
use crate::state::profile::Profile;
use yew::prelude::*;

/// Draws a member, for the eye only: the name stands beside it or in the button's name.
pub fn avatar(profile: &Profile) -> Html {
    let initials = profile.initials();
    let inside = match &profile.picture {
        Some(picture) => {
            html! { <img src={picture.clone()} alt="" width={Profile::SIDE.to_string()} height={Profile::SIDE.to_string()} /> }
        }
        None if initials.is_empty() => icon(Icon::Person),
        None => initials.into(),
    };
    html! { <span class="avatar" aria-hidden="true">{ inside }</span> }
}
