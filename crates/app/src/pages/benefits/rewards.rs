//! What points buy, and what the member bought.

use super::words::words;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::bar::bar;
use crate::ui::requirement::requirements;
use crate::ui::{does, foreign, nothing, take_back};
use guildhall_engine::charter::RewardRule;
use guildhall_engine::event::{Source, Verb};
use guildhall_engine::reward::RewardStanding;
use guildhall_engine::standing::Standing;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Every reward, and what was redeemed.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    if standing.rewards.is_empty() && standing.points.redeemed.is_empty() {
        return nothing();
    }
    let (shared, words) = (session.words(), words(session.language()));
    let may_redeem = room.community.charter.trusts(&Verb::PointsSpend, Source::Member);
    let refused = standing.points.refused.len();
    html! {
        <div class="exchange" data-testid="rewards">
            <h3>{ shared.rewards }</h3>
            <ul class="exchange-list">{ for standing.rewards.iter().map(|reward| one(session, room, standing, reward, may_redeem)) }</ul>
            <p class="fine-print">{ if may_redeem { shared.reward_local } else { words.community_redeems } }</p>
            if refused > 0 {
                <p class="fine-print" data-testid="refused">{ (words.refused)(&session.formats.count(refused)) }</p>
            }
            { bought(session, room, standing) }
        </div>
    }
}

fn one(session: &Session, room: &Room, standing: &Standing, reward: &RewardStanding, may_redeem: bool) -> Html {
    let (shared, formats, tag) = (session.words(), &session.formats, session.tag());
    let rules = &room.community.charter.file().points.rewards;
    let Some(rule) = rules.iter().find(|rule| rule.id == reward.id) else { return nothing() };
    let cost = f64::from(reward.cost);
    html! {
        <li key={reward.id.as_str()} class="exchange-one" data-reward={reward.id.to_string()}>
            <div class="exchange-body">
                <p class="exchange-name" lang={foreign(&rule.name, tag)}>{ rule.name.get(tag).to_owned() }</p>
                <p class="quiet" lang={foreign(&rule.description, tag)}>{ rule.description.get(tag).to_owned() }</p>
                if !reward.when.holds() {
                    { requirements(session, &room.community, &reward.when) }
                } else if reward.missing > 0 {
                    { bar(standing.points.balance as f64 / cost.max(1.0)) }
                }
            </div>
            <div class="exchange-price">
                if reward.affordable && may_redeem && session.may_act() {
                    <Redeem session={session.clone()} rule={rule.clone()} balance={standing.points.balance} />
                } else {
                    <span class="figures">{ (shared.points_cost)(&formats.number(cost)) }</span>
                    if reward.missing > 0 {
                        <span class="fine-print figures">{ (shared.points_missing)(&formats.number(reward.missing as f64)) }</span>
                    }
                }
            </div>
        </li>
    }
}

/// What was redeemed, the latest first, each with the way to take it back.
fn bought(session: &Session, room: &Room, standing: &Standing) -> Html {
    if standing.points.redeemed.is_empty() {
        return nothing();
    }
    let (shared, formats, file) = (session.words(), &session.formats, room.community.charter.file());
    html! {
        <>
            <h4 class="subhead">{ words(session.language()).your_rewards }</h4>
            <ul class="bought" data-testid="redeemed">
                { for standing.points.redeemed.iter().rev().map(|redeemed| {
                    let event = redeemed.event;
                    let rule = file.points.rewards.iter().find(|rule| rule.id == redeemed.reward);
                    let name = rule.map_or(redeemed.reward.as_str(), |rule| rule.name.get(session.tag())).to_owned();
                    html! {
                        <li key={event.to_string()} class="bought-one">
                            <span class="bought-name">{ name }</span>
                            <span class="fine-print figures">{ formats.day(redeemed.at.day(file.offset)) }</span>
                            { take_back(session, event, shared.take_back) }
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    session: Session,
    rule: RewardRule,
    balance: u64,
}

/// The button that redeems, and the question in between.
#[component]
fn Redeem(props: &Props) -> Html {
    let Props { session, rule, balance } = props;
    let dialog = use_node_ref();
    let (shared, formats, words, tag) = (session.words(), &session.formats, words(session.language()), session.tag());
    let cost = formats.number(f64::from(rule.cost));
    let ask = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // Fails only for a dialog that is open already.
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        move || {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let redeem = {
        let (close, id) = (close.clone(), rule.id.clone());
        does(session, move |session| {
            close();
            session.record(vec![Deed::about(Verb::PointsSpend, id.as_str())]);
        })
    };
    let title = ["redeem-", rule.id.as_str()].concat();
    let name = rule.name.get(tag);
    let rows = [
        (words.have, formats.number(*balance as f64)),
        (words.costs, cost.clone()),
        (words.keep, formats.number(balance.saturating_sub(u64::from(rule.cost)) as f64)),
    ];
    html! {
        <>
            <button type="button" class="button" onclick={ask} aria-haspopup="dialog">{ (shared.redeem)(&cost) }</button>
            <dialog ref={dialog} class="dialog" aria-labelledby={title.clone()}>
                <h3 id={title}>{ (words.ask_redeem)(name) }</h3>
                <p>{ rule.description.get(tag).to_owned() }</p>
                <dl class="sums">
                    { for rows.into_iter().map(|(name, figure)| html! {
                        <div key={name}><dt>{ name }</dt><dd class="figures">{ figure }</dd></div>
                    }) }
                </dl>
                <p class="fine-print">{ shared.reward_local }</p>
                <div class="dialog-actions">
                    <button type="button" class="button button-primary" onclick={redeem}>{ (shared.redeem)(&cost) }</button>
                    <button type="button" class="button button-quiet" onclick={move |_: MouseEvent| close()}>{ words.not_now }</button>
                </div>
            </dialog>
        </>
    }
}
