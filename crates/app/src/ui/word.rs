//! Names of what the charter speaks of, in the member's language.

use crate::session::Session;
use crate::state::community::{Community, name};
use guildhall_engine::event::Verb;
use serde_json::Value;

/// The name of an attribute that a condition asks about.
pub fn attribute(session: &Session, community: &Community, field: &str) -> String {
    let (words, file) = (session.words(), community.charter.file());
    match field {
        "score" => words.score.into(),
        "activity" => words.activity_side.into(),
        "contribution" => words.contribution_side.into(),
        "tier" | "tierRank" => words.tier.into(),
        "plan" | "planActive" => words.plan.into(),
        "points" => words.points.into(),
        "joinedDays" => words.days_of_membership.into(),
        "interests" => words.interests.into(),
        "backgrounds" => words.backgrounds.into(),
        "badges" => words.badges.into(),
        metric => name(file.metrics.get(metric).map(|rule| &rule.label), metric, session.tag()).to_owned(),
    }
}

/// What a verb says a member did.
pub fn verb(session: &Session, community: &Community, verb: &Verb) -> String {
    match verb {
        Verb::Other(word) => {
            let rule = community.charter.file().verbs.get(verb);
            name(rule.map(|rule| &rule.label), word, session.tag()).to_owned()
        }
        known => (session.words().did)(known).to_owned(),
    }
}

/// A value that a condition asks for, as people call it.
pub fn value(session: &Session, community: &Community, field: &str, value: &Value) -> String {
    let (tag, file) = (session.tag(), community.charter.file());
    match value {
        Value::Array(values) => {
            let names: Vec<String> = values.iter().map(|one| self::value(session, community, field, one)).collect();
            names.join(session.words().or)
        }
        Value::Bool(flag) => (if *flag { session.words().yes } else { session.words().no }).to_owned(),
        Value::Number(number) => session.formats.number(number.as_f64().unwrap_or_default()),
        Value::String(id) => match field {
            "tier" => community.tier_name(&id.as_str().into(), tag).to_owned(),
            "plan" => {
                let plan = file.plans.iter().find(|plan| plan.id.as_str() == id);
                name(plan.map(|plan| &plan.name), id, tag).to_owned()
            }
            "badges" => community.badge_name(&id.as_str().into(), tag).to_owned(),
            "backgrounds" => {
                let rule = file.backgrounds.iter().find(|rule| rule.id.as_str() == id);
                name(rule.map(|rule| &rule.name), id, tag).to_owned()
            }
            "interests" => community.catalogue.tag_name(&id.as_str().into(), tag).to_owned(),
            _ => id.clone(),
        },
        other => other.to_string(),
    }
}

/// The title of whatever an event is about; its identifier when the catalogue does not have it.
pub fn object(session: &Session, community: &Community, verb: &Verb, id: &str) -> String {
    let (tag, file) = (session.tag(), community.charter.file());
    let found = match verb {
        Verb::PlanStart | Verb::PlanEnd => {
            file.plans.iter().find(|plan| plan.id.as_str() == id).map(|plan| plan.name.get(tag))
        }
        Verb::PointsSpend => {
            file.points.rewards.iter().find(|reward| reward.id.as_str() == id).map(|reward| reward.name.get(tag))
        }
        Verb::TierLock => community.tier(&id.into()).map(|tier| tier.name.get(tag)),
        Verb::Interest => community.catalogue.tags().get(id).map(|name| name.get(tag)),
        Verb::Background => {
            file.backgrounds.iter().find(|background| background.id.as_str() == id).map(|known| known.name.get(tag))
        }
        Verb::Prefer | Verb::Consent => (session.words().preference)(id),
        Verb::Undo => None,
        _ => community.thing(id).map(|thing| thing.title().get(tag)),
    };
    found.filter(|name| !name.is_empty()).unwrap_or(id).to_owned()
}
