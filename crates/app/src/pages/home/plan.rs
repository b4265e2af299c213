//! The paid plan at a glance: what runs, whether it is about to end, and where it is paid.

use super::words::words;
use crate::route::Route;
use crate::session::{Deed, Session};
use crate::state::community::name;
use crate::state::room::Room;
use crate::ui::link::{link, outside};
use crate::ui::{does, nothing};
use guildhall_engine::charter::PlanRule;
use guildhall_engine::event::Verb;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// Days before its end from which a plan asks to be renewed.
const SOON: i32 = 14;

/// The plan that runs, or those there are; nothing in a community without plans.
pub fn panel(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    let charter = &room.community.charter;
    let (plans, offset) = (&charter.file().plans, charter.file().offset);
    if plans.is_empty() {
        return nothing();
    }
    let last = room.last_membership();
    let rule = last.as_ref().and_then(|last| charter.plan(&last.plan));
    let plan =
        last.as_ref().map(|last| name(rule.map(|rule| &rule.name), last.plan.as_str(), session.tag()).to_owned());
    let until = last.as_ref().map(|last| last.until.day(offset));
    let is_running = standing.plan.is_some();
    let left = until.map_or(0, |until| until.since(standing.day));
    let (state, offered): (String, &[PlanRule]) = match (&plan, until) {
        (Some(plan), Some(until)) if is_running && left > SOON => ((shared.plan_runs)(plan, &formats.day(until)), &[]),
        (Some(plan), Some(until)) => {
            let days = u32::try_from(left).unwrap_or_default();
            let state = match is_running {
                true => (words.plan_ends_soon)(plan, days, &formats.count(days as usize)),
                false => (words.plan_over)(plan, &formats.day(until)),
            };
            (state, rule.map_or(plans.as_slice(), std::slice::from_ref))
        }
        _ => (shared.no_plan.to_owned(), plans.as_slice()),
    };
    html! {
        <section class="glance" aria-labelledby="plan" data-testid="plan">
            <div class="glance-head">
                <h2 id="plan">{ shared.plan }</h2>
                { link(session, Route::Benefits, "more-link", words.plans.into()) }
            </div>
            <p class={classes!("glance-line", (is_running && left <= SOON).then_some("is-urgent"))}>{ state }</p>
            { if offered.is_empty() { nothing() } else { offer(session, offered, rule.is_some()) } }
        </section>
    }
}

fn offer(session: &Session, plans: &[PlanRule], is_renewal: bool) -> Html {
    let is_local = plans.iter().any(|plan| plan.checkout.is_none());
    html! {
        <>
            <ul class="glance-offers">{ for plans.iter().map(|plan| one(session, plan, is_renewal)) }</ul>
            if is_local {
                <p class="fine-print">{ session.words().purchase_local }</p>
            }
        </>
    }
}

fn one(session: &Session, plan: &PlanRule, is_renewal: bool) -> Html {
    let (shared, words, formats, tag) = (session.words(), words(session.language()), &session.formats, session.tag());
    let (id, price) = (plan.id.clone(), plan.price.units());
    let title = plan.name.get(tag);
    let record = html! {
        <button type="button" class="button" onclick={does(session, move |session| {
            session.record(vec![Deed::about(Verb::PlanStart, id.as_str()).worth(price)]);
        })}>{ shared.record_payment }</button>
    };
    html! {
        <li key={plan.id.as_str()} class="glance-offer" data-plan={plan.id.to_string()}>
            <div>
                <p class="reward-name">{ if is_renewal { (words.renew)(title) } else { title.to_owned() } }</p>
                <p class="quiet figures">
                    { (shared.price_for_days)(&formats.money(plan.price), &formats.count(plan.period.0 as usize)) }
                </p>
            </div>
            { match &plan.checkout {
                Some(checkout) => html! {
                    <>
                        { outside(checkout, "button", words.checkout) }
                        <details class="disclosure">
                            <summary>{ words.paid_already }</summary>
                            { record }
                            <p class="fine-print">{ shared.purchase_local }</p>
                        </details>
                    </>
                },
                None => record,
            } }
        </li>
    }
}
