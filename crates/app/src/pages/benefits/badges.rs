//! Badges: those earned, then those to come, the nearest first.

use super::words::words;
use crate::session::Session;
use crate::state::community::name;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::requirements;
use crate::ui::{foreign, nothing};
use guildhall_engine::badge::BadgeStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// All badges of the charter.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    if standing.badges.is_empty() {
        return nothing();
    }
    let (shared, formats) = (session.words(), &session.formats);
    let (mut earned, mut ahead): (Vec<&BadgeStanding>, Vec<_>) =
        standing.badges.iter().partition(|badge| badge.earned.is_some());
    earned.sort_by_key(|badge| std::cmp::Reverse(badge.earned));
    ahead.sort_by(|one, other| other.when.progress().total_cmp(&one.when.progress()));
    let count =
        (words(session.language()).badges_earned)(&formats.count(earned.len()), &formats.count(standing.badges.len()));
    html! {
        <section class="section" aria-labelledby="badges" data-testid="badges">
            <div class="section-head">
                <h2 id="badges">{ shared.badges }</h2>
                <span class="quiet figures">{ count }</span>
            </div>
            <ul class="medals">{ for earned.iter().chain(&ahead).map(|badge| one(session, room, badge)) }</ul>
        </section>
    }
}

fn one(session: &Session, room: &Room, badge: &BadgeStanding) -> Html {
    let (shared, tag) = (session.words(), session.tag());
    let rule = room.community.charter.file().badges.iter().find(|rule| rule.id == badge.id);
    let title = name(rule.map(|rule| &rule.name), badge.id.as_str(), tag).to_owned();
    html! {
        <li key={badge.id.as_str()} class={classes!("medal", badge.earned.map(|_| "is-earned"))} data-badge={badge.id.to_string()}>
            <span class="medal-mark">{ icon(if badge.earned.is_some() { Icon::Check } else { Icon::Circle }) }</span>
            <div class="medal-body">
                <h3 class="medal-name" lang={rule.and_then(|rule| foreign(&rule.name, tag))}>{ title }</h3>
                if let Some(rule) = rule {
                    <p class="quiet" lang={foreign(&rule.description, tag)}>{ rule.description.get(tag).to_owned() }</p>
                }
                if let Some(day) = badge.earned {
                    <p class="medal-day">{ (shared.earned_on)(&session.formats.day(day)) }</p>
                } else {
                    { requirements(session, &room.community, &badge.when) }
                }
            </div>
        </li>
    }
}
