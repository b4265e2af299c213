//! What each part of a condition came to: structure for an interface to render, never text.

use serde::Serialize;
use serde_json::Value;

use super::ast::{Clause, Comparison, Field, Node, Test};
use super::coerce;
use super::document::Document;
use super::evaluate::NULL;

/// What a condition came to, in the shape of the requirements behind it.
///
/// `$not` and `$nor` are carried down to the leaves, single-part groups are replaced by their part, and nested groups
/// of one kind are merged, so that two kinds of group are enough and the parts of `All` are the list of requirements.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[allow(clippy::large_enum_variant)] // most of a tree are leaves
pub enum Explanation {
    /// Every part is required; without parts it holds.
    All {
        /// Whether every part holds.
        holds: bool,
        /// The mean of the parts' progress, in 0..=1; 1 exactly when it holds.
        progress: f64,
        /// The requirements, in the order written.
        parts: Vec<Explanation>,
    },
    /// One part is enough; without parts it cannot hold.
    Any {
        /// Whether some part holds.
        holds: bool,
        /// The best of the parts' progress, in 0..=1; 1 exactly when it holds.
        progress: f64,
        /// The ways to meet it, in the order written.
        parts: Vec<Explanation>,
    },
    /// One test of one attribute.
    Field(Leaf),
}

/// One test of one attribute, with what was asked and what was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leaf {
    /// The attribute's dotted path.
    pub field: String,
    /// The operator as written, `$eq` for a plain value.
    pub op: String,
    /// Whether the opposite of the operator is asked.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// The operand as written.
    pub wanted: Value,
    /// The attribute's value; absent when the attribute is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<Value>,
    /// Whether the requirement is met, `negated` included.
    pub holds: bool,
    /// How far along the way, in 0..=1; 1 exactly when it holds.
    pub progress: f64,
    /// The distance, where the requirement compares numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
}

/// The distance between a number and what is asked of it, all in the attribute's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// The number found; a missing attribute has 0, as in the comparison.
    pub have: f64,
    /// The number to compare with.
    pub need: f64,
    /// By how much the number must still grow, or fall when negative; 0 when the requirement is met.
    ///
    /// `$gt` and `$lt` ask for a little more than that, so an unmet one may be missing 0.
    pub missing: f64,
}

/// The largest progress of a requirement that is not met; short, so that every reader of the JSON gets it below 1.
const ALMOST: f64 = 0.999_999;

impl Explanation {
    /// Whether the requirement is met.
    pub fn holds(&self) -> bool {
        match self {
            Explanation::All { holds, .. } | Explanation::Any { holds, .. } => *holds,
            Explanation::Field(leaf) => leaf.holds,
        }
    }

    /// How far along the way, in 0..=1; 1 exactly when it holds.
    pub fn progress(&self) -> f64 {
        match self {
            Explanation::All { progress, .. } | Explanation::Any { progress, .. } => *progress,
            Explanation::Field(leaf) => leaf.progress,
        }
    }

    /// Every leaf, in the order written.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        self.collect(&mut leaves, &|parts| parts.iter().collect());
        leaves
    }

    /// The unmet leaves on the way that is closest to the goal: all of `All`'s, those of `Any`'s furthest part (the
    /// first one written when several are as far); none when the requirement is met.
    pub fn missing(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        if !self.holds() {
            self.collect(&mut leaves, &|parts| furthest(parts).into_iter().collect());
        }
        leaves.retain(|leaf| !leaf.holds);
        leaves
    }

    fn collect<'a>(&'a self, leaves: &mut Vec<&'a Leaf>, ways: &dyn Fn(&'a [Explanation]) -> Vec<&'a Explanation>) {
        match self {
            Explanation::All { parts, .. } => parts.iter().for_each(|part| part.collect(leaves, ways)),
            Explanation::Any { parts, .. } => ways(parts).into_iter().for_each(|part| part.collect(leaves, ways)),
            Explanation::Field(leaf) => leaves.push(leaf),
        }
    }
}

/// The first part of the greatest progress.
fn furthest(parts: &[Explanation]) -> Option<&Explanation> {
    parts.iter().fold(None, |best: Option<&Explanation>, part| match best {
        Some(best) if best.progress() >= part.progress() => Some(best),
        _ => Some(part),
    })
}

pub(super) fn explain(root: &Node, document: &dyn Document) -> Explanation {
    node(root, false, document)
}

/// Explains a node or, when `negated`, its opposite.
fn node(of: &Node, negated: bool, document: &dyn Document) -> Explanation {
    let parts = |parts: &[Node], negated: bool| parts.iter().map(|part| node(part, negated, document)).collect();
    match of {
        Node::All(nodes) => group(!negated, parts(nodes, negated)),
        // `$or` without parts holds, unlike `Any` without parts.
        Node::Any(nodes) => group(nodes.is_empty() != negated, parts(nodes, negated)),
        Node::None(nodes) => group(nodes.is_empty() == negated, parts(nodes, !negated)),
        Node::Not(part) => node(part, !negated, document),
        Node::Field(field) => {
            let actual = field.actual(document);
            clauses(&field.clauses, &Found { field, actual: actual.as_deref(), document }, negated)
        }
        Node::Never => group(negated, Vec::new()),
    }
}

/// Makes a group, `All` when every part is required, of parts with groups of the same kind merged into it.
fn group(all: bool, parts: Vec<Explanation>) -> Explanation {
    let mut merged = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Explanation::All { parts, .. } if all => merged.extend(parts),
            Explanation::Any { parts, .. } if !all => merged.extend(parts),
            part => merged.push(part),
        }
    }
    if merged.len() == 1
        && let Some(only) = merged.pop()
    {
        return only;
    }
    if all {
        let holds = merged.iter().all(Explanation::holds);
        let sum = merged.iter().fold(0.0, |sum, part| sum + part.progress());
        let progress = if holds { 1.0 } else { (sum / merged.len() as f64).min(ALMOST) };
        Explanation::All { holds, progress, parts: merged }
    } else {
        let holds = merged.iter().any(Explanation::holds);
        let progress = furthest(&merged).map_or(0.0, Explanation::progress);
        Explanation::Any { holds, progress, parts: merged }
    }
}

/// An attribute and what the document holds there.
struct Found<'a> {
    field: &'a Field,
    actual: Option<&'a Value>,
    document: &'a dyn Document,
}

fn clauses(of: &[Clause], found: &Found<'_>, negated: bool) -> Explanation {
    group(!negated, of.iter().map(|part| clause(part, found, negated)).collect())
}

fn clause(of: &Clause, found: &Found<'_>, negated: bool) -> Explanation {
    if let Test::Not(inner) = &of.test {
        return clauses(inner, found, !negated);
    }
    let actual = found.actual.unwrap_or(&NULL);
    let holds = of.holds(actual, found.document) != negated;
    let (progress, measure) = match distance(of, actual, holds, negated) {
        Some((progress, measure)) => (progress, Some(measure)),
        None => (if holds { 1.0 } else { 0.0 }, None),
    };
    Explanation::Field(Leaf {
        field: found.field.name.to_string(),
        op: of.operator.to_string(),
        negated,
        wanted: of.wanted.clone(),
        actual: found.actual.cloned(),
        holds,
        progress,
        measure,
    })
}

/// Progress and distance of a test that compares a number, or an array's length, with a number.
fn distance(of: &Clause, actual: &Value, holds: bool, negated: bool) -> Option<(f64, Measure)> {
    let (comparison, have, need) = match (&of.test, actual) {
        (Test::Number(comparison, need), _) => (*comparison, coerce::number(actual), *need),
        (Test::Size(clauses), Value::Array(items)) => match clauses.as_slice() {
            [Clause { test: Test::Number(comparison, need), .. }] => (*comparison, items.len() as f64, *need),
            _ => return None,
        },
        _ => return None,
    };
    if !have.is_finite() || !need.is_finite() {
        return None;
    }
    let comparison = if negated { comparison.opposite() } else { comparison };
    let missing = if holds { 0.0 } else { (need - have).clamp(f64::MIN, f64::MAX) };
    let progress = match comparison {
        _ if holds => 1.0,
        // Every step away from the forbidden number would do: there is no way to measure.
        Comparison::Ne => return None,
        // Equal in value but not in type, such as a missing attribute and 0.
        Comparison::Eq | Comparison::Like if missing == 0.0 => return None,
        Comparison::Eq | Comparison::Like | Comparison::Gt | Comparison::Gte | Comparison::Lt | Comparison::Lte => {
            if have <= need {
                share(have, need)
            } else {
                share(need, have)
            }
        }
    };
    Some((progress, Measure { have, need, missing }))
}

/// A part of a whole that is not reached, in 0..1; 0 where a share has no meaning.
fn share(part: f64, whole: f64) -> f64 {
    if part > 0.0 && whole > 0.0 { (part / whole).min(ALMOST) } else { 0.0 }
}
