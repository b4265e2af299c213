//! Badges, earned and to come.

use crate::session::Session;
use crate::state::community::name;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::missing;
use guildhall_engine::badge::BadgeStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// All badges of the charter.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    if standing.badges.is_empty() {
        return crate::ui::nothing();
    }
    html! {
        <section class="section" aria-labelledby="badges">
            <div class="section-head"><h2 id="badges">{ session.words().badges }</h2></div>
            <ul class="badges">{ for standing.badges.iter().map(|badge| one(session, room, badge)) }</ul>
        </section>
    }
}

fn one(session: &Session, room: &Room, badge: &BadgeStanding) -> Html {
    let (words, tag) = (session.words(), session.tag());
    let rule = room.community.charter.file().badges.iter().find(|rule| rule.id == badge.id);
    let title = name(rule.map(|rule| &rule.name), badge.id.as_str(), tag).to_owned();
    let description = rule.map_or("", |rule| rule.description.get(tag)).to_owned();
    let state = match badge.earned {
        Some(day) => (words.earned_on)(&session.formats.day(day)),
        None => (words.missing)(&missing(session, &room.community, &badge.when)),
    };
    html! {
        <li key={badge.id.as_str()} class={classes!("badge", badge.earned.map(|_| "is-earned"))} data-badge={badge.id.to_string()}>
            <span class="badge-mark">{ icon(if badge.earned.is_some() { Icon::Check } else { Icon::Circle }) }</span>
            <div>
                <p class="badge-name">{ title }</p>
                <p class="quiet">{ description }</p>
                <p class="badge-state">{ state }</p>
            </div>
        </li>
    }
}
