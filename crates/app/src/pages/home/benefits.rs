//! Benefits at a glance: what is unlocked, and what comes next.

use super::words::words;
use crate::route::Route;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::bar::bar;
use crate::ui::icon::{Icon, icon};
use crate::ui::link::link;
use crate::ui::nothing;
use crate::ui::requirement::missing;
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// Unlocked benefits that are named; the others are only counted.
const NAMED: usize = 4;

/// What is unlocked and the nearest of what is not; nothing in a community without benefits.
pub fn panel(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (shared, words, formats) = (session.words(), words(session.language()), &session.formats);
    if standing.benefits.is_empty() {
        return nothing();
    }
    let (open, locked): (Vec<&BenefitStanding>, Vec<_>) =
        standing.benefits.iter().partition(|benefit| benefit.unlocked);
    let nearest = locked.into_iter().min_by(|one, other| {
        let (one, other) = (distance(room, one), distance(room, other));
        one.0.cmp(&other.0).then(other.1.total_cmp(&one.1))
    });
    let rules = open.iter().rev().filter_map(|benefit| room.community.benefit(&benefit.id)).take(NAMED);
    html! {
        <section class="glance" aria-labelledby="benefits">
            <div class="glance-head">
                <h2 id="benefits">{ shared.benefits }</h2>
                { link(session, Route::Benefits, "more-link", words.all_benefits.into()) }
            </div>
            <p class="glance-figure figures">
                { (words.benefits_of)(&formats.count(open.len()), &formats.count(standing.benefits.len())) }
            </p>
            if !open.is_empty() {
                <ul class="glance-list" data-testid="benefits-unlocked">
                    { for rules.map(|rule| html! {
                        <li key={rule.id.as_str()}>{ icon(Icon::Check) }{ rule.name.get(session.tag()).to_owned() }</li>
                    }) }
                </ul>
            }
            { match nearest {
                Some(benefit) => next(session, room, benefit),
                None => nothing(),
            } }
        </section>
    }
}

fn next(session: &Session, room: &Room, benefit: &BenefitStanding) -> Html {
    let Some(rule) = room.community.benefit(&benefit.id) else { return nothing() };
    html! {
        <div class="glance-next" data-testid="benefits-locked">
            <p class="glance-line">
                <span class="step-lead">{ words(session.language()).next_benefit }</span>
                { rule.name.get(session.tag()).to_owned() }
            </p>
            if benefit.granted {
                { bar(benefit.unlock.progress()) }
            }
            <p class="quiet">{ wanting(session, room, benefit) }</p>
        </div>
    }
}

/// How far a benefit is: the rank of the tier it needs (0 when the member's tier has it) and the tests of its own that
/// are not met, then how far along those are, in 0..=1.
fn distance(room: &Room, benefit: &BenefitStanding) -> ((usize, usize), f64) {
    let needed = benefit.needs_tier.as_ref();
    let rank = needed.and_then(|id| room.community.charter.tiers().iter().position(|tier| tier.id == *id));
    ((rank.unwrap_or(0), benefit.unlock.missing().len()), benefit.unlock.progress())
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
