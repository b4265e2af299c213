//! What a condition asks, and how far the member is: every node of the explanation, never re-derived.

use super::bar::bar;
use super::icon::{Icon, icon};
use super::word;
use crate::session::Session;
use crate::state::community::Community;
use guildhall_engine::condition::{Explanation, Leaf};
use yew::prelude::*;

/// The requirements of a condition as a list; nothing when it asks nothing.
pub fn requirements(session: &Session, community: &Community, explanation: &Explanation) -> Html {
    let parts = match explanation {
        Explanation::All { parts, .. } => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    if parts.is_empty() {
        return super::nothing();
    }
    html! { <ul class="requirements">{ for parts.iter().enumerate().map(|(at, part)| node(session, community, at, part)) }</ul> }
}

fn node(session: &Session, community: &Community, at: usize, explanation: &Explanation) -> Html {
    match explanation {
        Explanation::Field(leaf) => requirement(session, community, at, leaf),
        Explanation::All { parts, holds, .. } => group(session, community, at, session.words().all_of, *holds, parts),
        Explanation::Any { parts, holds, .. } => group(session, community, at, session.words().any_of, *holds, parts),
    }
}

fn group(session: &Session, community: &Community, at: usize, title: &str, holds: bool, parts: &[Explanation]) -> Html {
    html! {
        <li key={at} class={classes!("requirement", holds.then_some("is-met"))}>
            { mark(session, holds) }
            <div class="requirement-body">
                <span>{ title }</span>
                <ul class="requirements">{ for parts.iter().enumerate().map(|(at, part)| node(session, community, at, part)) }</ul>
            </div>
        </li>
    }
}

fn requirement(session: &Session, community: &Community, at: usize, leaf: &Leaf) -> Html {
    html! {
        <li key={at} class={classes!("requirement", leaf.holds.then_some("is-met"))}>
            { mark(session, leaf.holds) }
            <div class="requirement-body">
                <span class="requirement-line">
                    <span>{ sentence(session, community, leaf) }</span>
                    if let Some(figures) = figures(session, leaf) {
                        <span class="figures">{ figures }</span>
                    }
                </span>
                if leaf.measure.is_some() && !leaf.holds {
                    { bar(leaf.progress) }
                }
            </div>
        </li>
    }
}

fn mark(session: &Session, holds: bool) -> Html {
    let words = session.words();
    html! {
        <span class="mark">
            { icon(if holds { Icon::Check } else { Icon::Circle }) }
            <span class="visually-hidden">{ if holds { words.met } else { words.not_met } }</span>
        </span>
    }
}

/// `12 of 40`, where numbers are compared.
fn figures(session: &Session, leaf: &Leaf) -> Option<String> {
    let measure = leaf.measure.filter(|_| leaf.field != "tierRank")?;
    let (have, need) = (session.formats.number(measure.have), session.formats.number(measure.need));
    Some((session.words().of)(&have, &need))
}

/// What one test asks.
pub fn sentence(session: &Session, community: &Community, leaf: &Leaf) -> String {
    let words = session.words();
    let attribute = word::attribute(session, community, &leaf.field);
    if leaf.field == "tierRank" {
        let rank = leaf.measure.map_or(0.0, |measure| measure.need.max(0.0)) as usize;
        let tier = community.charter.tiers().get(rank).map_or("", |tier| tier.name.get(session.tag()));
        return (words.attribute_is)(&attribute, tier);
    }
    if leaf.field == "planActive" {
        return words.any_plan.to_owned();
    }
    if leaf.measure.is_some() {
        let falls = matches!(leaf.op.as_str(), "$lt" | "$lte") != leaf.negated;
        return if falls { (words.attribute_at_most)(&attribute) } else { attribute };
    }
    let wanted = word::value(session, community, &leaf.field, &leaf.wanted);
    let is_opposite = matches!(leaf.op.as_str(), "$ne" | "$nin") != leaf.negated;
    if is_opposite { (words.attribute_is_not)(&attribute, &wanted) } else { (words.attribute_is)(&attribute, &wanted) }
}

/// What is still missing, in one line: the unmet tests on the way.
pub fn missing(session: &Session, community: &Community, explanation: &Explanation) -> String {
    let line = |leaf: &&Leaf| {
        let sentence = sentence(session, community, leaf);
        match leaf.measure.filter(|_| leaf.field != "tierRank") {
            Some(measure) => {
                let missing = session.formats.number(measure.missing.abs());
                (session.words().more_of)(&missing, &sentence)
            }
            None => sentence,
        }
    };
    let parts: Vec<String> = explanation.missing().iter().map(line).collect();
    parts.join(session.words().comma)
}
