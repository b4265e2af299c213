//! Explanations in plain English.

use crate::table::number;
use guildhall_engine::condition::{Explanation, Leaf};
use guildhall_engine::path::{Path, Step};
use serde_json::Value;

/// What is still missing, one phrase for each requirement on the way closest to the goal.
pub(super) fn missing(explanation: &Explanation) -> Vec<String> {
    explanation.missing().into_iter().map(requirement).collect()
}

/// One requirement with what was found: `score 813 of at least 1,000, 187 missing`.
pub fn requirement(leaf: &Leaf) -> String {
    let not = if leaf.negated { "not " } else { "" };
    let wanted = value(&leaf.wanted);
    let asked = match leaf.op.as_str() {
        "$eq" => format!("{not}{wanted}"),
        "$ne" => format!("other than {wanted}"),
        "$gt" => format!("{not}more than {wanted}"),
        "$gte" => format!("{not}at least {wanted}"),
        "$lt" => format!("{not}less than {wanted}"),
        "$lte" => format!("{not}at most {wanted}"),
        "$in" => format!("{not}one of {wanted}"),
        "$nin" => format!("none of {wanted}"),
        "$exists" => format!("{not}{}", if leaf.wanted == Value::Bool(false) { "absent" } else { "present" }),
        operator => format!("{not}{operator} {wanted}"),
    };
    match (&leaf.measure, &leaf.actual) {
        (Some(measure), _) if measure.missing > 0.0 => {
            format!("{} {} of {asked}, {} missing", leaf.field, number(measure.have), number(measure.missing))
        }
        (Some(measure), _) => format!("{} is {}, asked: {asked}", leaf.field, number(measure.have)),
        (None, Some(actual)) => format!("{} is {}, asked: {asked}", leaf.field, value(actual)),
        (None, None) => format!("{} is not there, asked: {asked}", leaf.field),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Number(n) => n.as_f64().map_or_else(|| n.to_string(), number),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A way to a goal in one sentence: `answer 10 times, then receive like 3 times (about 2 h 30 min)`.
pub(super) fn path(path: &Path) -> String {
    let steps: Vec<String> = path.steps.iter().map(step).collect();
    format!("{} (about {})", steps.join(", then "), duration(path.minutes))
}

fn step(step: &Step) -> String {
    match step {
        Step::Act { verb, times, days, .. } if *days > 1 => format!("{verb} {} on {days} days", often(*times)),
        Step::Act { verb, times, .. } => format!("{verb} {}", often(*times)),
        Step::Amount { verb, amount, .. } => format!("{verb} for {}", number(*amount)),
        Step::Receive { verb, times, .. } => format!("receive {verb} {}", often(*times)),
        Step::Pay { plan } => format!("pay for {plan}"),
        Step::Wait { days } => format!("wait {days} days"),
    }
}

fn often(times: u32) -> String {
    if times == 1 { "once".into() } else { format!("{} times", number(f64::from(times))) }
}

fn duration(minutes: f64) -> String {
    let minutes = minutes.ceil();
    let hours = (minutes / 60.0).trunc();
    if hours < 1.0 {
        format!("{minutes} min")
    } else if minutes % 60.0 == 0.0 || hours >= 24.0 {
        format!("{} h", number(hours))
    } else {
        format!("{hours} h {} min", minutes % 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_engine::condition::{Condition, JsonDocument};
    use serde_json::json;

    fn said(condition: Value, document: Value) -> Vec<String> {
        let (condition, problems) = Condition::parse(&condition);
        assert!(problems.is_empty());
        missing(&condition.explain(&JsonDocument::new(&document)))
    }

    #[test]
    fn what_is_missing_is_said_with_what_is_there() {
        let document = json!({"score": 813, "tier": "guest"});
        assert_eq!(
            said(json!({"score": {"$gte": 1000}}), document.clone()),
            ["score 813 of at least 1,000, 187 missing"]
        );
        assert_eq!(said(json!({"tier": "reader"}), document.clone()), ["tier is guest, asked: reader"]);
        assert_eq!(said(json!({"plan": "gold"}), document.clone()), ["plan is not there, asked: gold"]);
        assert_eq!(said(json!({"score": {"$gte": 5}}), document), [""; 0]);
    }

    #[test]
    fn durations_are_said_in_the_unit_that_fits() {
        assert_eq!(
            [duration(0.5), duration(60.0), duration(150.0), duration(60_000.0)],
            ["1 min", "1 h", "2 h 30 min", "1,000 h"]
        );
    }
}
