//! Points: how many, what they buy, and where they came from.

use super::history::history;
use super::rewards;
use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::{nothing, word};
use guildhall_engine::charter::{EarnRule, From};
use guildhall_engine::standing::Standing;
use guildhall_engine::text::Money;
use yew::prelude::*;

/// Balance, rewards and history; nothing in a community without points.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let rules = &room.community.charter.file().points;
    if rules.earn.is_empty() && standing.points.earned == 0 {
        return nothing();
    }
    let shared = session.words();
    html! {
        <section class="section" aria-labelledby="points">
            <div class="section-head"><h2 id="points">{ shared.points }</h2></div>
            <div class="points-top">
                { account(session, room, standing) }
                { rewards::section(session, room, standing) }
            </div>
            { history(session, room) }
        </section>
    }
}

/// The balance, what it is made of, and what is about to be lost.
fn account(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, formats, words) = (session.words(), &session.formats, words(session.language()));
    let rules = &room.community.charter.file().points;
    let points = &standing.points;
    let sums = [(words.earned, points.earned), (words.redeemed, points.spent), (words.expired, points.expired)];
    html! {
        <div class="account">
            <p class="account-balance">
                <span class="big-figure figures" data-testid="balance">{ formats.number(points.balance as f64) }</span>
                { " " }
                <span class="quiet">{ words.points_unit }</span>
            </p>
            <p class="quiet" data-testid="expiring">
                { match points.expiring {
                    Some(expiring) => (shared.points_expire)(&formats.number(expiring.points as f64), &formats.day(expiring.day)),
                    None if rules.expire_days.is_none() => words.never_expire.to_owned(),
                    None => shared.points_none_expire.to_owned(),
                } }
            </p>
            <dl class="account-sums">
                { for sums.map(|(name, points)| html! {
                    <div key={name}>
                        <dt>{ name }</dt>
                        <dd class="figures">{ formats.number(points as f64) }</dd>
                    </div>
                }) }
            </dl>
            <details class="disclosure">
                <summary>{ words.how_earned }</summary>
                <ul class="earnings">{ for rules.earn.iter().enumerate().map(|(at, rule)| earning(session, room, at, rule)) }</ul>
                if let Some(days) = rules.expire_days {
                    <p class="fine-print">{ (words.expire_after)(&formats.count(days as usize)) }</p>
                }
            </details>
        </div>
    }
}

/// One way to earn points, in words.
fn earning(session: &Session, room: &Room, at: usize, rule: &EarnRule) -> Html {
    let (shared, formats, words) = (session.words(), &session.formats, words(session.language()));
    let verbs: Vec<String> = rule
        .on
        .iter()
        .map(|verb| match rule.from {
            Some(From::Received) => (shared.received)(verb).to_owned(),
            None => word::verb(session, &room.community, verb),
        })
        .collect();
    let worth = match (rule.points, rule.per_value) {
        (Some(points), _) => (words.each)(&formats.number(f64::from(points))),
        (None, per) => (words.each_unit)(&formats.number(per.unwrap_or_default()), &formats.money(Money(100))),
    };
    let cap = rule.daily_cap.map(|cap| (words.at_most)(&formats.number(f64::from(cap))));
    let limits = [cap, rule.once.then(|| words.once.to_owned())];
    let limits: Vec<String> = limits.into_iter().flatten().collect();
    html! {
        <li key={at} class="earning">
            <span>{ verbs.join(shared.or) }</span>
            <span class="earning-worth figures">{ worth }</span>
            if !limits.is_empty() {
                <span class="fine-print">{ limits.join(shared.comma) }</span>
            }
        </li>
    }
}
