//! Points, what they buy, and the streak.

use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::requirement::missing;
use crate::ui::{does, nothing};
use guildhall_engine::event::Verb;
use guildhall_engine::reward::RewardStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The balance, what is about to expire, and the rewards.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let rules = &room.community.charter.file().points;
    if rules.earn.is_empty() && standing.points.earned == 0 {
        return nothing();
    }
    html! {
        <section class="panel" aria-labelledby="points">
            <h2 id="points">{ words.points }</h2>
            <p class="big-figure figures" data-testid="points">{ formats.number(standing.points.balance as f64) }</p>
            <p class="quiet">
                { match standing.points.expiring {
                    Some(expiring) => (words.points_expire)(&formats.number(expiring.points as f64), &formats.day(expiring.day)),
                    None => words.points_none_expire.to_owned(),
                } }
            </p>
            if !standing.rewards.is_empty() {
                <h3 class="subhead">{ words.rewards }</h3>
                <ul class="rewards">{ for standing.rewards.iter().map(|reward| one(session, room, reward)) }</ul>
                <p class="fine-print">{ words.reward_local }</p>
            }
        </section>
    }
}

fn one(session: &Session, room: &Room, reward: &RewardStanding) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    let rules = &room.community.charter.file().points.rewards;
    let Some(rule) = rules.iter().find(|rule| rule.id == reward.id) else { return nothing() };
    let id = reward.id.clone();
    let wanting = missing(session, &room.community, &reward.when);
    html! {
        <li key={reward.id.as_str()} class="reward" data-reward={reward.id.to_string()}>
            <div>
                <p class="reward-name">{ rule.name.get(tag).to_owned() }</p>
                <p class="quiet">{ rule.description.get(tag).to_owned() }</p>
                if !wanting.is_empty() {
                    <p class="benefit-missing">{ (words.missing)(&wanting) }</p>
                }
            </div>
            if reward.affordable {
                <button type="button" class="button" onclick={does(session, move |session| {
                    session.record(vec![Deed::about(Verb::PointsSpend, id.as_str())]);
                })}>{ (words.redeem)(&formats.number(f64::from(reward.cost))) }</button>
            } else if reward.missing > 0 {
                <span class="reward-cost figures">{ (words.points_missing)(&formats.number(reward.missing as f64)) }</span>
            } else {
                <span class="reward-cost figures">{ (words.points_cost)(&formats.number(f64::from(reward.cost))) }</span>
            }
        </li>
    }
}

/// Days in a row, and the paid plan.
pub fn streak(session: &Session, standing: &Standing) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let streak = &standing.streak;
    let days = |days: u32| (words.days)(days, &formats.count(days as usize));
    html! {
        <section class="panel" aria-labelledby="streak">
            <h2 id="streak">{ words.streak }</h2>
            <p class="big-figure figures" data-testid="streak">{ days(streak.current) }</p>
            <p class="quiet">{ if streak.today { words.streak_safe } else { words.streak_open } }</p>
            <p class="quiet">{ (words.streak_longest)(&days(streak.longest)) }</p>
        </section>
    }
}
