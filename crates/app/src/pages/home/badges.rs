//! Badges at a glance: those earned, the newest first, and the nearest to come.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::bar::bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::link;
use crate::ui::nothing;
use crate::ui::requirement::missing;
use guildhall_engine::badge::BadgeStanding;
use guildhall_engine::standing::Standing;
use std::cmp::Reverse;
use yew::prelude::*;

/// Earned badges that are named; the others are only counted.
const NAMED: usize = 4;

/// Badges earned and the nearest; nothing in a community without badges.
pub fn panel(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats, tag) = (session.words(), words(session.language()), &session.formats, session.tag());
    if standing.badges.is_empty() {
        return nothing();
    }
    let (mut earned, ahead): (Vec<&BadgeStanding>, Vec<_>) =
        standing.badges.iter().partition(|badge| badge.earned.is_some());
    earned.sort_by_key(|badge| Reverse(badge.earned));
    let nearest = ahead.into_iter().reduce(|best, next| {
        let (one, other) = (next.when.missing().len(), best.when.missing().len());
        if one < other || (one == other && next.when.progress() > best.when.progress()) { next } else { best }
    });
    html! {
        <section class="glance" aria-labelledby="badges" data-testid="badges">
            <div class="glance-head">
                <h2 id="badges">{ shared.badges }</h2>
                { link(session, Route::Benefits, "more-link", words.all_badges.into()) }
            </div>
            <p class="glance-figure figures">
                { (words.badges_of)(&formats.count(earned.len()), &formats.count(standing.badges.len())) }
            </p>
            if !earned.is_empty() {
                <ul class="glance-list">
                    { for earned.iter().take(NAMED).map(|badge| html! {
                        <li key={badge.id.as_str()} data-badge={badge.id.to_string()}>
                            { icon(Icon::Star) }{ room.community.badge_name(&badge.id, tag).to_owned() }
                        </li>
                    }) }
                </ul>
            }
            { match nearest {
                Some(badge) => html! {
                    <div class="glance-next">
                        <p class="glance-line">
                            <span class="step-lead">{ words.next_badge }</span>
                            { room.community.badge_name(&badge.id, tag).to_owned() }
                        </p>
                        { bar(badge.when.progress()) }
                        <p class="quiet">{ (shared.missing)(&missing(session, &room.community, &badge.when)) }</p>
                    </div>
                },
                None => html! { <p class="quiet">{ words.all_earned }</p> },
            } }
        </section>
    }
}
