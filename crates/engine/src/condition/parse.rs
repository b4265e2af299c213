//! From JSON to the tree, with every problem named by its place.

use serde_json::{Map, Value};

use super::ast::{Clause, Comparison, Field, Node, Test};
use super::{Condition, MAX_DEPTH, Problem};
use crate::finding::closest;

/// Operators that combine conditions; every other key of a condition names an attribute.
pub(super) const COMBINING: [&str; 4] = ["$and", "$or", "$nor", "$not"];

/// Operators that test a value; what each asks for is in `operator.rs`.
pub(super) const TESTING: [&str; 29] = [
    "$eq",
    "$ne",
    "$lt",
    "$lte",
    "$gt",
    "$gte",
    "$in",
    "$nin",
    "$ini",
    "$nini",
    "$exists",
    "$type",
    "$not",
    "$size",
    "$elemMatch",
    "$all",
    "$alli",
    "$regex",
    "$regexi",
    "$notRegex",
    "$notRegexi",
    "$veq",
    "$vne",
    "$vlt",
    "$vlte",
    "$vgt",
    "$vgte",
    "$inGroup",
    "$notInGroup",
];

pub(super) fn parse(value: &Value) -> (Condition, Vec<Problem>) {
    let mut parser = Parser::default();
    if is_deeper_than(value, MAX_DEPTH) {
        parser.problem(
            "condition-too-deep",
            format!("the condition is nested more than {MAX_DEPTH} levels deep"),
            "flatten it: parts of an object already hold together, without `$and`",
        );
        // Not kept: copying and dropping a value recurse as deep as it is.
        return (Condition { source: Value::Null, root: Node::Never }, parser.problems);
    }
    let root = parser.condition(value);
    (Condition { source: value.clone(), root }, parser.problems)
}

fn is_deeper_than(value: &Value, levels: usize) -> bool {
    let part_is_deeper = |part: &Value| levels == 0 || is_deeper_than(part, levels - 1);
    match value {
        Value::Array(items) => items.iter().any(part_is_deeper),
        Value::Object(entries) => entries.values().any(part_is_deeper),
        _ => false,
    }
}

/// Where the parser stands and what it has found so far.
#[derive(Default)]
pub(super) struct Parser {
    path: String,
    problems: Vec<Problem>,
}

impl Parser {
    /// A condition over a document: an object of attributes and combining operators.
    pub(super) fn condition(&mut self, value: &Value) -> Node {
        let Value::Object(entries) = value else {
            self.problem(
                "condition-not-an-object",
                format!("expected a condition, found {}", describe(value)),
                "write an object such as `{\"score\": {\"$gte\": 100}}`",
            );
            return Node::Never;
        };
        Node::All(entries.iter().map(|(key, value)| self.at_key(key, |parser| parser.entry(key, value))).collect())
    }

    fn entry(&mut self, key: &str, value: &Value) -> Node {
        match key {
            "$and" => self.conditions(value).map_or(Node::Never, Node::All),
            "$or" => self.conditions(value).map_or(Node::Never, Node::Any),
            "$nor" => self.conditions(value).map_or(Node::Never, Node::None),
            "$not" => match self.condition(value) {
                // What is no condition at all must not hold for being negated.
                Node::Never => Node::Never,
                part => Node::Not(Box::new(part)),
            },
            _ => self.field(key, value),
        }
    }

    fn conditions(&mut self, value: &Value) -> Option<Vec<Node>> {
        let items = self.list(value, "conditions")?;
        Some(items.iter().enumerate().map(|(i, item)| self.at_index(i, |parser| parser.condition(item))).collect())
    }

    fn field(&mut self, name: &str, value: &Value) -> Node {
        if TESTING.contains(&name) {
            self.problem(
                "operator-without-attribute",
                format!("`{name}` tests a value, but stands where an attribute is named"),
                format!("name the attribute first, as in `{{\"score\": {{\"{name}\": ...}}}}`"),
            );
            return Node::Never;
        }
        if name.starts_with('$') {
            // Read as the reference does: any other key is an attribute's name, even one that looks like an operator.
            self.unknown_operator(name, &COMBINING, "an attribute of that name is assumed");
        }
        Node::Field(Field {
            name: name.into(),
            path: name.split('.').map(Into::into).collect(),
            slot: None,
            clauses: self.clauses(value),
        })
    }

    /// Tests of one value: an object of operators, or a plain value to equal.
    pub(super) fn clauses(&mut self, wanted: &Value) -> Vec<Clause> {
        if let Value::Object(entries) = wanted {
            if is_operators(entries) {
                return entries
                    .iter()
                    .map(|(key, value)| self.at_key(key, |parser| parser.clause(key, value)))
                    .collect();
            }
            if let Some(operator) = entries.keys().find(|key| key.starts_with('$')) {
                self.problem(
                    "operator-beside-plain-key",
                    format!("`{operator}` stands beside plain keys, so the whole object is compared literally"),
                    "keep operators and plain keys apart; name a nested attribute by its dotted path",
                );
            }
        }
        let test = match wanted {
            Value::Number(number) => Test::Number(Comparison::Like, number.as_f64().unwrap_or(f64::NAN)),
            _ => Test::Literal,
        };
        vec![Clause { operator: "$eq".into(), wanted: wanted.clone(), test }]
    }

    fn clause(&mut self, operator: &str, wanted: &Value) -> Clause {
        let test = self.test(operator, wanted).unwrap_or(Test::Never);
        Clause { operator: operator.into(), wanted: wanted.clone(), test }
    }

    pub(super) fn list<'a>(&mut self, value: &'a Value, of: &str) -> Option<&'a [Value]> {
        if let Value::Array(items) = value {
            return Some(items);
        }
        self.problem(
            "expected-list",
            format!("expected a list of {of}, found {}", describe(value)),
            format!("put the {of} in brackets: `[...]`"),
        );
        None
    }

    pub(super) fn unknown_operator(&mut self, operator: &str, known: &[&'static str], consequence: &str) {
        let remedy = match closest(operator, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                format!("write one of {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        self.problem("unknown-operator", format!("unknown operator `{operator}`; {consequence}"), remedy);
    }

    pub(super) fn problem(&mut self, code: &'static str, message: String, remedy: impl Into<String>) {
        self.problems.push(Problem { code, path: self.path.clone(), message, remedy: remedy.into() });
    }

    fn at_key<T>(&mut self, key: &str, parse: impl FnOnce(&mut Self) -> T) -> T {
        let plain = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$' | '-');
        let step = if !key.is_empty() && key.chars().all(plain) {
            format!(".{key}")
        } else {
            format!("[{}]", Value::from(key))
        };
        self.at(&step, parse)
    }

    pub(super) fn at_index<T>(&mut self, index: usize, parse: impl FnOnce(&mut Self) -> T) -> T {
        self.at(&format!("[{index}]"), parse)
    }

    fn at<T>(&mut self, step: &str, parse: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(step);
        let parsed = parse(self);
        self.path.truncate(length);
        parsed
    }
}

/// Whether an object tests a value: it has keys, and all of them are operators.
pub(super) fn is_operators(entries: &Map<String, Value>) -> bool {
    !entries.is_empty() && entries.keys().all(|key| key.starts_with('$'))
}

/// A value as a message names it: short ones are quoted, long ones are only called by their type.
pub(super) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::String(text) if text.chars().count() <= 40 => format!("`{value}`"),
        Value::String(_) => "a long text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{COMBINING, TESTING};

    #[test]
    fn every_operator_is_documented() {
        let guide = include_str!("../../../../docs/conditions.md");
        for operator in COMBINING.into_iter().chain(TESTING) {
            assert!(guide.contains(&format!("`{operator}`")), "docs/conditions.md does not name `{operator}`");
        }
    }
}
