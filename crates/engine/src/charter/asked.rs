//! Conditions held against the charter: what they name must exist, and what they ask must be possible.

use super::{CharterFile, TierRule};
use crate::attributes::{Names, Use};
use crate::condition::{Condition, Explanation, JsonDocument, Leaf};
use crate::document::key_step;
use crate::event::{excerpt, kind_of};
use crate::finding::{Finding, closest, meant_or_known};
use serde_json::Value;

/// Everything wrong with a condition that stands at `path`, in the charter itself or in the catalogue.
pub(crate) fn check(file: &CharterFile, names: &Names, path: &str, condition: &Condition, place: Use) -> Vec<Finding> {
    if condition.is_always() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for leaf in condition.explain(&JsonDocument::new(&Value::Null)).leaves() {
        findings.extend(compared(file, names, path, leaf));
    }
    for field in condition.fields() {
        let head = field.split('.').next().unwrap_or(field);
        if let Err(problem) = names.check(head, place) {
            let known = names.usable(place);
            let remedy = match closest(head, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            findings.push(Finding::error("unknown-attribute", format!("{path}{}", key_step(field)), problem, remedy));
        }
    }
    findings
}

/// What a test compares with: an identifier or a rank that does not exist would silently never be met.
fn compared(file: &CharterFile, names: &Names, path: &str, leaf: &Leaf) -> Vec<Finding> {
    if leaf.op.to_ascii_lowercase().contains("regex") {
        let message =
            format!("`{}` works on the command line only: the browser's build leaves regular expressions out", leaf.op);
        let place = format!("{path}{}{}", key_step(&leaf.field), key_step(&leaf.op));
        return vec![Finding::warning("not-in-browser", place, message, "list the values with `$in` or `$ini`")];
    }
    let place = format!("{path}{}", key_step(&leaf.field));
    let numeric = names.slot(&leaf.field).is_some();
    let compares = matches!(leaf.op.as_str(), "$eq" | "$ne" | "$gt" | "$gte" | "$lt" | "$lte");
    let fits = match (&leaf.wanted, numeric, leaf.field.as_str()) {
        (_, true, _) => leaf.wanted.is_number(),
        (wanted, _, "planActive") => wanted.is_boolean(),
        (wanted, ..) => !wanted.is_object(),
    };
    if compares && !fits {
        let wanted = if numeric { "a number" } else { "a plain value" };
        let message = format!("`{}` is compared with {}, which never holds", leaf.field, kind_of(&leaf.wanted));
        let remedy = format!("write {wanted}; operators begin with `$`, such as `{{\"$gte\": 10}}`");
        return vec![Finding::error("never-holds", place, message, remedy)];
    }
    if leaf.field == "tierRank" {
        return rank(file, leaf, place).into_iter().collect();
    }
    let known: Vec<&str> = match leaf.field.as_str() {
        _ if leaf.op.ends_with("Group") => file.groups.keys().map(AsRef::as_ref).collect(),
        "tier" => file.tiers.iter().map(|tier| tier.id.as_str()).collect(),
        "plan" => file.plans.iter().map(|plan| plan.id.as_str()).collect(),
        "badges" => file.badges.iter().map(|badge| badge.id.as_str()).collect(),
        _ => return Vec::new(),
    };
    let wanted = leaf.wanted.as_array().map_or(std::slice::from_ref(&leaf.wanted), Vec::as_slice);
    let strange = wanted.iter().filter_map(Value::as_str).filter(|word| !known.contains(word));
    let report = |word| {
        let message = format!("`{}` is compared with `{}`, which does not exist", leaf.field, excerpt(word));
        Finding::warning("unknown-identifier", place.clone(), message, meant_or_known(word, known.iter().copied()))
    };
    strange.map(report).collect()
}

/// A rank that no tier has, where it is asked for.
fn rank(file: &CharterFile, leaf: &Leaf, place: String) -> Option<Finding> {
    let highest = file.tiers.len().checked_sub(1)?;
    (least(leaf)? > highest as f64).then(|| {
        let ranks = file.tiers.iter().enumerate().map(|(rank, tier)| format!("{rank} `{}`", tier.id));
        let message = format!("`{} {}` asks for a rank that no tier has, so nobody meets it", leaf.op, leaf.wanted);
        let remedy = format!("ranks begin with 0: {}", ranks.collect::<Vec<_>>().join(", "));
        Finding::warning("unknown-rank", place, message, remedy)
    })
}

/// The number that a test of a number asks for at least; a little more than it, where only more will do.
fn least(leaf: &Leaf) -> Option<f64> {
    let wanted = leaf.wanted.as_f64()?;
    match (leaf.op.as_str(), leaf.negated) {
        ("$eq" | "$gte", false) | ("$ne" | "$lt", true) => Some(wanted),
        ("$gt", false) | ("$lte", true) => Some(wanted.next_up()),
        _ => None,
    }
}

/// Tiers that ask for a lower score than one beneath them: who meets the lower would already have the higher, so that
/// nobody ever stands in between. One that also asks for something else, such as a plan, may well be meant so.
pub(super) fn order(tiers: &[TierRule]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, tier) in tiers.iter().enumerate().skip(1) {
        let Some(asks) = score(&tier.when) else { continue };
        let also = tier.when.fields();
        let beneath = tiers.iter().take(index).skip(1).rev().find(|lower| {
            let other = lower.when.fields();
            score(&lower.when).is_some_and(|more| more > asks) && also.iter().all(|field| other.contains(field))
        });
        if let Some(lower) = beneath {
            let message = format!(
                "the tier `{}` asks for a lower score than `{}` beneath it, which nobody will ever hold",
                tier.id, lower.id
            );
            let remedy = "list the tiers from the lowest to the highest, and let each ask for more than the one before";
            findings.push(Finding::warning("tier-order", format!("$.tiers[{index}].when.score"), message, remedy));
        }
    }
    findings
}

/// The score a condition asks for in every case, if it asks for one.
fn score(condition: &Condition) -> Option<f64> {
    fn of(part: &Explanation) -> Option<f64> {
        let larger = |a: f64, b: f64| if b > a { b } else { a };
        match part {
            Explanation::All { parts, .. } => parts.iter().filter_map(of).reduce(larger),
            Explanation::Any { parts, .. } => {
                parts.iter().map(of).collect::<Option<Vec<f64>>>()?.into_iter().reduce(|a, b| if b < a { b } else { a })
            }
            Explanation::Field(leaf) if leaf.field == "score" => least(leaf),
            Explanation::Field(_) => None,
        }
    }
    of(&condition.explain(&JsonDocument::new(&Value::Null)))
}

#[cfg(test)]
mod tests {
    use super::super::Charter;
    use serde_json::json;

    #[test]
    fn a_tier_that_does_not_exist_is_answered_with_those_that_do() {
        let tiers = json!([{"id": "crew", "name": "Crew"}, {"id": "mate", "name": "Mate", "when": {"score": 10}}]);
        let benefits = json!([
            {"id": "a", "name": "A", "kind": "content", "from": "student"},
            {"id": "b", "name": "B", "kind": "content", "unlock": {"tier": "student"}},
            {"id": "c", "name": "C", "kind": "content", "unlock": {"tierRank": {"$gte": 9}}},
        ]);
        let (_, findings) =
            Charter::parse(&json!({"guildhall": 1, "id": "c", "name": "Case", "tiers": tiers, "benefits": benefits}));
        let remedies: Vec<&str> = findings.iter().map(|finding| finding.remedy.as_str()).collect();
        assert_eq!(remedies, ["known: crew, mate", "known: crew, mate", "ranks begin with 0: 0 `crew`, 1 `mate`"]);
    }
}
