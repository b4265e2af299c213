//! Plans: what members can pay for, where, and the note that they did.

use super::words::words;
use crate::session::{Deed, Session};
use crate::state::room::Room;
use crate::ui::link::outside;
use crate::ui::{does, foreign, nothing};
use guildhall_engine::charter::PlanRule;
use guildhall_engine::event::{Source, Verb};
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The plans there are, the running one marked; nothing in a community without plans.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let charter = &room.community.charter;
    let file = charter.file();
    if file.plans.is_empty() {
        return nothing();
    }
    let (shared, words) = (session.words(), words(session.language()));
    let may_record = charter.trusts(&Verb::PlanStart, Source::Member);
    html! {
        <section class="section" aria-labelledby="plan" data-testid="plan">
            <div class="section-head"><h2 id="plan">{ shared.plan }</h2></div>
            if standing.plan.is_none() {
                <p class="quiet plans-lead">{ shared.no_plan }</p>
            }
            <ul class="plans">{ for file.plans.iter().map(|plan| one(session, room, standing, plan, may_record)) }</ul>
            <p class="fine-print">{ if may_record { shared.purchase_local } else { words.community_plans } }</p>
        </section>
    }
}

fn one(session: &Session, room: &Room, standing: &Standing, plan: &PlanRule, may_record: bool) -> Html {
    let (formats, words, tag) = (&session.formats, words(session.language()), session.tag());
    let offset = room.community.charter.file().offset;
    let running = standing.plan.as_ref().filter(|membership| membership.plan == plan.id);
    let days = formats.count(plan.period.0 as usize);
    let (id, ended, price) = (plan.id.clone(), plan.id.clone(), plan.price.units());
    let record = does(session, move |session| {
        session.record(vec![Deed::about(Verb::PlanStart, id.as_str()).worth(price)]);
    });
    let end = does(session, move |session| session.record(vec![Deed::about(Verb::PlanEnd, ended.as_str())]));
    html! {
        <li key={plan.id.as_str()} class={classes!("plan", running.map(|_| "is-running"))} data-plan={plan.id.to_string()}>
            <h3 class="plan-name" lang={foreign(&plan.name, tag)}>{ plan.name.get(tag).to_owned() }</h3>
            <p class="plan-price figures">{ (words.period)(&formats.money(plan.price), &days) }</p>
            <p class="quiet" lang={foreign(&plan.description, tag)}>{ plan.description.get(tag).to_owned() }</p>
            if let Some(running) = running {
                <p class="plan-state">{ (words.plan_until)(&formats.day(running.until.day(offset))) }</p>
            }
            <div class="plan-actions">
                if let Some(href) = &plan.checkout {
                    { outside(href, "button button-primary", words.checkout) }
                }
                if may_record && session.may_act() {
                    <button type="button" class="button" onclick={record}>{ words.record_payment }</button>
                    if running.is_some() {
                        <button type="button" class="button button-quiet" onclick={end}>{ words.record_end }</button>
                    }
                }
            </div>
            if plan.checkout.is_some() && may_record && session.may_act() {
                <p class="fine-print">{ words.paid_already }</p>
            }
            if running.is_some() {
                <p class="fine-print">{ (words.extends)(&days) }</p>
            }
        </li>
    }
}
