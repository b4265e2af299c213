//! Points at a glance: the balance, what is about to expire, what it is enough for, and how it came about.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::link::link;
use crate::ui::{nothing, word};
use guildhall_engine::charter::EarnRule;
use guildhall_engine::id::RewardId;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The balance; nothing in a community without points.
pub fn panel(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    let rules = &room.community.charter.file().points;
    if rules.earn.is_empty() && standing.points.earned == 0 {
        return nothing();
    }
    let expiring = standing
        .points
        .expiring
        .map(|expiring| (words.expire)(&formats.number(expiring.points as f64), &formats.day(expiring.day)));
    html! {
        <section class="glance" aria-labelledby="points">
            <div class="glance-head">
                <h2 id="points">{ shared.points }</h2>
                { link(session, Route::Benefits, "more-link", words.points_more.into()) }
            </div>
            <p class="glance-figure figures" data-testid="points">{ formats.number(standing.points.balance as f64) }</p>
            if let Some(reward) = reward(session, room, standing) {
                <p class="glance-line">{ reward }</p>
            }
            if let Some(expiring) = expiring {
                <p class="quiet">{ link(session, Route::Benefits, "", expiring.into()) }</p>
            }
            <details class="disclosure">
                <summary>{ words.how_points }</summary>
                <div class="explained">
                    <ul>{ for rules.earn.iter().enumerate().map(|(at, rule)| html! { <li key={at}>{ earning(session, room, rule) }</li> }) }</ul>
                    if let Some(days) = rules.expire_days {
                        <p>{ (words.points_life)(&formats.count(days as usize)) }</p>
                    }
                </div>
            </details>
        </section>
    }
}

/// The dearest reward the balance is enough for, or the nearest one it is not.
fn reward(session: &Session, room: &Room, standing: &Standing) -> Option<String> {
    let (words, rules) = (words(session.language()), &room.community.charter.file().points.rewards);
    let open = || standing.rewards.iter().filter(|reward| reward.when.holds());
    let name = |id: &RewardId| rules.iter().find(|rule| rule.id == *id).map_or("", |rule| rule.name.get(session.tag()));
    if let Some(found) = open().filter(|reward| reward.affordable).max_by_key(|reward| reward.cost) {
        return Some((words.enough_for)(name(&found.id)));
    }
    let nearest = open().filter(|reward| reward.missing > 0).min_by_key(|reward| reward.missing)?;
    Some((words.until_reward)(&session.formats.number(nearest.missing as f64), name(&nearest.id)))
}

/// What earns how much, in one line.
fn earning(session: &Session, room: &Room, rule: &EarnRule) -> String {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    let is_received = rule.from.is_some();
    let mut verbs: Vec<String> = Vec::new();
    for verb in &rule.on {
        verbs.push(if is_received && verb.is_built_in() {
            (shared.received)(verb).to_owned()
        } else {
            word::verb(session, &room.community, verb)
        });
    }
    let verbs = verbs.join(shared.comma);
    let points = |points: u32| (shared.points_cost)(&formats.number(f64::from(points)));
    let mut line = match (rule.points, rule.per_value) {
        (Some(each), _) => (words.points_each)(&verbs, &points(each)),
        (None, Some(worth)) => (words.points_per_value)(&verbs, &(shared.points_cost)(&formats.number(worth))),
        (None, None) => verbs,
    };
    let cap = rule.daily_cap.map(|cap| (words.at_most)(&points(cap)));
    let once = rule.once.then(|| words.once.to_owned());
    for more in [cap, once].into_iter().flatten() {
        line = [&line, shared.comma, &more].concat();
    }
    line
}
