//! The paid plan: what runs, and the note that one has paid.

use crate::session::{Deed, Session};
use crate::state::community::name;
use crate::state::room::Room;
use crate::ui::{does, nothing};
use guildhall_engine::charter::PlanRule;
use guildhall_engine::event::Verb;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The plan that runs, and those there are; nothing in a community without plans.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (words, formats) = (session.words(), &session.formats);
    let file = room.community.charter.file();
    if file.plans.is_empty() {
        return nothing();
    }
    let running = standing.plan.as_ref().map(|membership| {
        let rule = room.community.charter.plan(&membership.plan);
        let plan = name(rule.map(|rule| &rule.name), membership.plan.as_str(), session.tag());
        (words.plan_runs)(plan, &formats.day(membership.until.day(file.offset)))
    });
    html! {
        <section class="panel" aria-labelledby="plan" data-testid="plan">
            <h2 id="plan">{ words.plan }</h2>
            <p class="quiet">{ running.unwrap_or_else(|| words.no_plan.to_owned()) }</p>
            <ul class="rewards">{ for file.plans.iter().map(|plan| one(session, plan)) }</ul>
            <p class="fine-print">{ words.purchase_local }</p>
        </section>
    }
}

fn one(session: &Session, plan: &PlanRule) -> Html {
    let (words, formats, tag) = (session.words(), &session.formats, session.tag());
    let (id, price) = (plan.id.clone(), plan.price.units());
    html! {
        <li key={plan.id.as_str()} class="reward" data-plan={plan.id.to_string()}>
            <div>
                <p class="reward-name">{ plan.name.get(tag).to_owned() }</p>
                <p class="quiet figures">{ (words.price_for_days)(&formats.money(plan.price), &formats.count(plan.period.0 as usize)) }</p>
            </div>
            <button type="button" class="button" onclick={does(session, move |session| {
                session.record(vec![Deed::about(Verb::PlanStart, id.as_str()).worth(price)]);
            })}>{ words.record_payment }</button>
        </li>
    }
}
