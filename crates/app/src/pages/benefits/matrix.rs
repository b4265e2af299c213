//! Tiers and benefits, side by side.

use super::words::words;
use crate::session::Session;
use crate::state::room::Room;
use crate::ui::icon::{Icon, icon};
use crate::ui::requirement::sentence;
use crate::ui::{foreign, nothing};
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::standing::Standing;
use yew::prelude::*;

/// The table: a row for each benefit, a column for each tier.
pub fn section(session: &Session, room: &Room, standing: &Standing) -> Html {
    let (charter, tag) = (&room.community.charter, session.tag());
    // With a single tier, or nothing to give, there is nothing to compare.
    if standing.benefits.is_empty() || charter.tiers().len() < 2 {
        return nothing();
    }
    let words = words(session.language());
    html! {
        <section class="section" aria-labelledby="matrix">
            <div class="section-head"><h2 id="matrix">{ words.matrix }</h2></div>
            <div class="matrix" role="region" aria-label={words.matrix_scrolls} tabindex="0">
                <table data-testid="matrix">
                    <thead>
                        <tr>
                            <th scope="col">{ words.benefit }</th>
                            { for charter.tiers().iter().enumerate().map(|(rank, tier)| html! {
                                <th key={tier.id.as_str()} scope="col" class={present(standing, rank)} data-tier={tier.id.to_string()}
                                    aria-current={(rank == standing.tier.rank).then_some("true")}>
                                    <span lang={foreign(&tier.name, tag)}>{ tier.name.get(tag).to_owned() }</span>
                                    if rank == standing.tier.rank {
                                        <span class="matrix-yours">{ session.words().your_tier }</span>
                                    }
                                </th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for standing.benefits.iter().map(|benefit| row(session, room, standing, benefit)) }
                    </tbody>
                </table>
            </div>
            if charter.file().benefits.iter().any(|rule| !rule.unlock.is_always()) {
                <p class="fine-print matrix-hint">{ words.matrix_hint }</p>
            }
        </section>
    }
}

fn row(session: &Session, room: &Room, standing: &Standing, benefit: &BenefitStanding) -> Html {
    let (charter, tag) = (&room.community.charter, session.tag());
    let words = words(session.language());
    let Some(rule) = charter.benefit(&benefit.id) else { return nothing() };
    let asks = !rule.unlock.is_always();
    html! {
        <tr key={benefit.id.as_str()} data-benefit={benefit.id.to_string()}>
            <th scope="row">
                <span lang={foreign(&rule.name, tag)}>{ rule.name.get(tag).to_owned() }</span>
                if asks {
                    <span class="matrix-condition">
                        { (words.condition)(&asked(session, room, benefit)) }
                        if benefit.unlock.holds() {
                            { " · " }{ words.is_met }
                        }
                    </span>
                }
            </th>
            { for (0..charter.tiers().len()).map(|rank| html! {
                <td key={rank} class={present(standing, rank)}>{ cell(session, charter.grants(rule, rank), asks && !benefit.unlock.holds()) }</td>
            }) }
        </tr>
    }
}

fn present(standing: &Standing, rank: usize) -> Option<&'static str> {
    (rank == standing.tier.rank).then_some("is-present")
}

/// Whether a tier has a benefit; `is_open` when a condition besides it is not met yet.
fn cell(session: &Session, is_granted: bool, is_open: bool) -> Html {
    let words = words(session.language());
    let (drawing, text) = match (is_granted, is_open) {
        (false, _) => (html! { <span class="matrix-no" aria-hidden="true">{ "–" }</span> }, words.not_included),
        (true, true) => (half(), words.conditional),
        (true, false) => (icon(Icon::Check), words.included),
    };
    html! { <>{ drawing }<span class="visually-hidden">{ text }</span></> }
}

/// A circle of which one half is filled.
fn half() -> Html {
    html! {
        <svg class="icon matrix-half" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 5a7 7 0 1 0 0 14a7 7 0 1 0 0-14" />
            <path class="matrix-half-fill" d="M12 5a7 7 0 0 0 0 14z" />
        </svg>
    }
}

/// What a condition asks for, met or not: each test with the number it asks for.
fn asked(session: &Session, room: &Room, benefit: &BenefitStanding) -> String {
    let shared = session.words();
    let parts = benefit.unlock.leaves().into_iter().map(|leaf| {
        let sentence = sentence(session, &room.community, leaf);
        match leaf.measure.filter(|_| leaf.field != "tierRank") {
            Some(measure) => (shared.attribute_is)(&sentence, &session.formats.number(measure.need)),
            None => sentence,
        }
    });
    parts.collect::<Vec<String>>().join(shared.comma)
}
