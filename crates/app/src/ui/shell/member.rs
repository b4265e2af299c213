//! The member's button in the header, with the ways to what is theirs.

use super::sheet::{links, sheet};
use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::ui::avatar::avatar;
use crate::ui::icon::Icon;
use yew::prelude::*;

const SHEET: &str = "member-sheet";

/// The button and its sheet.
pub fn menu(session: &Session, route: &Route) -> Html {
    let (shared, words) = (session.words(), words(session.language()));
    let profile = session.profile();
    let label = if profile.name.is_empty() { words.you.to_owned() } else { (words.you_named)(&profile.name) };
    let tier = session.room().map(|room| room.community.tier_name(&room.standing().tier.id, session.tag()).to_owned());
    let name = if profile.name.is_empty() { words.nameless.into() } else { profile.name.clone() };
    let ways = [(Route::Settings, Icon::Gear, shared.settings), (Route::Privacy, Icon::Shield, shared.privacy_page)];
    html! {
        <>
            <button type="button" class="member-button" popovertarget={SHEET}>
                { avatar(&profile) }
                <span class="visually-hidden">{ label }</span>
            </button>
            { sheet(SHEET, "member-sheet", words.you, html! {
                <>
                    <div class="member-head">
                        { avatar(&profile) }
                        <p><strong>{ name }</strong><span class="quiet">{ tier }</span></p>
                    </div>
                    { links(session, route, &ways) }
                </>
            }) }
        </>
    }
}
