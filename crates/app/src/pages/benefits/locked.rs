//! Benefits still to come: those the member's tier has already, then tier by tier.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::bar::bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::requirements;
use crate::ui::{foreign, nothing};
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// What is locked, the nearest first.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let locked: Vec<&BenefitStanding> = standing.benefits.iter().filter(|benefit| !benefit.unlocked).collect();
    if locked.is_empty() {
        return nothing();
    }
    let words = words(session.language());
    let mut near: Vec<&BenefitStanding> = locked.iter().copied().filter(|benefit| benefit.granted).collect();
    near.sort_by(|one, other| other.unlock.progress().total_cmp(&one.unlock.progress()));
    let next = standing.next.as_ref();
    let groups = room.community.charter.tiers().iter().filter_map(|tier| {
        let group = locked.iter().copied().filter(|benefit| benefit.needs_tier.as_ref() == Some(&tier.id));
        let group: Vec<&BenefitStanding> = group.collect();
        (!group.is_empty()).then_some((tier, group))
    });
    html! {
        <section class="section" aria-labelledby="ahead" data-testid="benefits-locked">
            <div class="section-head"><h2 id="ahead">{ words.ahead }</h2></div>
            <div class="ladder">
                if !near.is_empty() {
                    <section class="rung rung-near" aria-labelledby="within-reach" data-testid="within-reach">
                        <div class="rung-head">
                            <h3 id="within-reach">{ words.within_reach }</h3>
                            <p class="quiet">{ words.within_reach_hint }</p>
                        </div>
                        { list(session, room, &near) }
                    </section>
                }
                { for groups.map(|(tier, group)| {
                    let id = ["with-", tier.id.as_str()].concat();
                    let next = next.filter(|next| next.id == tier.id);
                    html! {
                        <section key={tier.id.as_str()} class="rung" aria-labelledby={id.clone()} data-tier={tier.id.to_string()}>
                            <div class="rung-head">
                                <h3 {id}>{ (words.with_tier)(tier.name.get(session.tag())) }</h3>
                                if let Some(next) = next {
                                    <p class="rung-progress figures">{ (words.becoming)(&session.formats.percent(next.progress)) }</p>
                                    { bar(next.progress) }
                                    { requirements(session, &room.community, &next.when) }
                                }
                            </div>
                            { list(session, room, &group) }
                        </section>
                    }
                }) }
            </div>
        </section>
    }
}

fn list(session: &Session, room: &Room, benefits: &[&BenefitStanding]) -> Html {
    html! { <ul class="ahead">{ for benefits.iter().map(|benefit| one(session, room, benefit)) }</ul> }
}

fn one(session: &Session, room: &Room, benefit: &BenefitStanding) -> Html {
    let tag = session.tag();
    let Some(rule) = room.community.benefit(&benefit.id) else { return nothing() };
    html! {
        <li key={benefit.id.as_str()} class="ahead-one" data-benefit={benefit.id.to_string()}>
            <span class="mark">{ icon(Icon::Lock) }</span>
            <div>
                <p class="ahead-name">
                    <span lang={foreign(&rule.name, tag)}>{ rule.name.get(tag).to_owned() }</span>
                    <span class="ahead-kind">{ (session.words().benefit_kind)(benefit.kind) }</span>
                </p>
                <p class="quiet" lang={foreign(&rule.description, tag)}>{ rule.description.get(tag).to_owned() }</p>
                { requirements(session, &room.community, &benefit.unlock) }
            </div>
        </li>
    }
}
