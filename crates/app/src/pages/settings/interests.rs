//! The member's interests, and the first visit once more.

use super::part;
use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::FIRST_STEP;
use crate::state::room::Room;
use crate::ui::does;
use crate::ui::interests::{backgrounds, interests};
use crate::ui::link::link;
use yew::prelude::*;

/// Interests offered.
const OFFERED: usize = 24;

/// The part of the page.
pub fn section(session: &Session, room: &Room) -> Html {
    let words = words(session.language());
    let again = does(session, |session| {
        session.onboard(Some(FIRST_STEP));
        session.desk.go(&Route::Home, session.language());
    });
    part(
        "interests",
        words.interests,
        words.interests_hint,
        html! {
            <>
                { interests(session, room, OFFERED, words.interests) }
                { backgrounds(session, room) }
                <p>{ link(session, Route::Discover, "more-link", words.taste.into()) }</p>
                <div class="setting-line">
                    <p class="quiet">{ words.again_hint }</p>
                    <button type="button" class="button" onclick={again}>{ words.again }</button>
                </div>
            </>
        },
    )
}
