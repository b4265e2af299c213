//! What the tier gives, and what it will give.

use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::missing;
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// Benefits still to come that are shown at once; the others are folded away.
const AHEAD: usize = 6;

/// Unlocked benefits, then those still to come.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let words = session.words();
    let (open, locked): (Vec<&BenefitStanding>, Vec<_>) =
        standing.benefits.iter().partition(|benefit| benefit.unlocked);
    if standing.benefits.is_empty() {
        return crate::ui::nothing();
    }
    let (near, far) = locked.split_at(locked.len().min(AHEAD));
    let list = |benefits: &[&BenefitStanding]| {
        html! { <ul class="benefits">{ for benefits.iter().map(|benefit| one(session, room, benefit)) }</ul> }
    };
    html! {
        <section class="section" aria-labelledby="benefits">
            <div class="section-head">
                <h2 id="benefits">{ words.benefits }</h2>
                <span class="quiet">{ (words.unlocked_count)(&session.formats.count(open.len())) }</span>
            </div>
            <div data-testid="benefits-unlocked">
                if open.is_empty() {
                    <p class="quiet">{ words.no_benefits_yet }</p>
                } else {
                    { list(&open) }
                }
            </div>
            if !locked.is_empty() {
                <div data-testid="benefits-locked">
                    <h3 class="subhead">{ words.still_locked }</h3>
                    { list(near) }
                    if !far.is_empty() {
                        <details class="disclosure">
                            <summary>{ (words.show_more)(&session.formats.count(far.len())) }</summary>
                            { list(far) }
                        </details>
                    }
                </div>
            }
        </section>
    }
}

fn one(session: &Session, room: &Room, benefit: &BenefitStanding) -> Html {
    let (words, tag) = (session.words(), session.tag());
    let Some(rule) = room.community.benefit(&benefit.id) else { return crate::ui::nothing() };
    let class = if benefit.unlocked { "benefit is-unlocked" } else { "benefit" };
    html! {
        <li key={benefit.id.as_str()} {class} data-benefit={benefit.id.to_string()}>
            <span class="mark">{ icon(if benefit.unlocked { Icon::Check } else { Icon::Lock }) }</span>
            <div>
                <p class="benefit-name">{ rule.name.get(tag).to_owned() }<span class="benefit-kind">{ (words.benefit_kind)(benefit.kind) }</span></p>
                <p class="benefit-description">{ rule.description.get(tag).to_owned() }</p>
                if !benefit.unlocked {
                    <p class="benefit-missing">{ wanting(session, room, benefit) }</p>
                }
                if let Some(link) = rule.link.as_ref().filter(|_| benefit.unlocked) {
                    <p><a href={link.to_string()} rel="noreferrer">{ words.use_benefit }</a></p>
                }
            </div>
        </li>
    }
}

/// The tier it needs and what its own condition still asks.
fn wanting(session: &Session, room: &Room, benefit: &BenefitStanding) -> String {
    let words = session.words();
    let tier = benefit.needs_tier.as_ref().map(|tier| (words.from_tier)(room.community.tier_name(tier, session.tag())));
    let own = Some(missing(session, &room.community, &benefit.unlock)).filter(|text| !text.is_empty());
    let own = own.map(|text| (words.missing)(&text));
    let parts: Vec<String> = [tier, own].into_iter().flatten().collect();
    parts.join(" · ")
}
