//! What the tier gives, and what it will give.

use super::folded;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::missing;
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// Benefits still to come that are shown at once; the others are folded away.
const AHEAD: usize = 4;

/// Unlocked benefits, then those still to come, the nearest first.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let words = session.words();
    let (open, mut locked): (Vec<&BenefitStanding>, Vec<_>) =
        standing.benefits.iter().partition(|benefit| benefit.unlocked);
    if standing.benefits.is_empty() {
        return crate::ui::nothing();
    }
    locked.sort_by(|one, other| {
        let (one, other) = (distance(room, one), distance(room, other));
        one.0.cmp(&other.0).then(other.1.total_cmp(&one.1))
    });
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
                    { folded(session, far.len(), list(far)) }
                </div>
            }
        </section>
    }
}

/// How far a benefit is: the rank of the tier it needs (0 when the member's tier has it) and the tests of its own that
/// are not met, then how far along those are, in 0..=1.
fn distance(room: &Room, benefit: &BenefitStanding) -> ((usize, usize), f64) {
    let needed = benefit.needs_tier.as_ref();
    let rank = needed.and_then(|id| room.community.charter.tiers().iter().position(|tier| tier.id == *id));
    ((rank.unwrap_or(0), benefit.unlock.missing().len()), benefit.unlock.progress())
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
