//! Whether a document meets a condition.

use std::borrow::Cow;

use serde_json::Value;

use super::ast::{Clause, Comparison, Field, Node, Test};
use super::coerce;
use super::document::{Document, Element};
use super::version;

/// What a missing attribute reads as.
pub(super) static NULL: Value = Value::Null;

impl Node {
    pub(super) fn holds(&self, document: &dyn Document) -> bool {
        match self {
            Node::All(parts) => parts.iter().all(|part| part.holds(document)),
            Node::Any(parts) => any(parts, document),
            Node::None(parts) => !any(parts, document),
            Node::Not(part) => !part.holds(document),
            Node::Field(field) => field.holds(document),
            Node::Never => false,
        }
    }
}

/// `$or` without parts holds, as in the reference.
fn any(parts: &[Node], document: &dyn Document) -> bool {
    parts.is_empty() || parts.iter().any(|part| part.holds(document))
}

impl Field {
    fn holds(&self, document: &dyn Document) -> bool {
        if let Some(number) = self.number(document) {
            return self.clauses.iter().all(|clause| match clause.test {
                Test::Number(comparison, wanted) => comparison.numbers(number, wanted),
                _ => clause.holds(&Value::from(number), document),
            });
        }
        let actual = document.value(&self.path);
        meets_all(&self.clauses, actual.as_deref().unwrap_or(&NULL), document)
    }

    /// The attribute, from its slot or by its path; `None` is missing.
    pub(super) fn actual<'a>(&self, document: &'a dyn Document) -> Option<Cow<'a, Value>> {
        match self.number(document) {
            Some(number) => Some(Cow::Owned(coerce::number_value(number))),
            None => document.value(&self.path),
        }
    }

    fn number(&self, document: &dyn Document) -> Option<f64> {
        self.slot.and_then(|slot| document.number(slot))
    }
}

/// Whether a value passes every one of the tests.
pub(super) fn meets_all(clauses: &[Clause], actual: &Value, document: &dyn Document) -> bool {
    clauses.iter().all(|clause| clause.holds(actual, document))
}

impl Clause {
    pub(super) fn holds(&self, actual: &Value, document: &dyn Document) -> bool {
        match &self.test {
            Test::Number(comparison, wanted) => holds_for_number(*comparison, actual, *wanted),
            Test::Literal => is_like(actual, &self.wanted),
            Test::FoldedText(wanted) => coerce::text(actual).to_lowercase() == **wanted,
            Test::Strict { negated } => coerce::identical(actual, &self.wanted) != *negated,
            Test::Order(comparison) => {
                coerce::order(actual, &self.wanted).is_some_and(|order| comparison.ordered(order))
            }
            Test::Exists(wanted) => actual.is_null() != *wanted,
            Test::Type(wanted) => type_name(actual) == &**wanted,
            Test::In { choices, fold, negated } => is_in(actual, choices, *fold) != *negated,
            Test::Group { name, negated } => {
                !document.group_is_unreadable(name)
                    && is_in(actual, document.group(name).unwrap_or(&[]), false) != *negated
            }
            Test::Not(clauses) => !meets_all(clauses, actual, document),
            Test::Size(clauses) => {
                actual.as_array().is_some_and(|items| meets_all(clauses, &Value::from(items.len()), document))
            }
            Test::SomeElement(clauses) => some_element(actual, |element| meets_all(clauses, element, document)),
            Test::SomeDocument(node) => {
                some_element(actual, |element| node.holds(&Element { value: element, around: document }))
            }
            Test::Every(wanted) => actual.as_array().is_some_and(|items| {
                wanted.iter().all(|clauses| items.iter().any(|item| meets_all(clauses, item, document)))
            }),
            Test::Match { pattern, negated } => pattern.occurs_in(&coerce::text(actual)) != *negated,
            Test::Version(comparison, wanted) => {
                comparison.ordered(coerce::text_order(&version::comparable(actual), wanted))
            }
            Test::Never => false,
        }
    }
}

fn holds_for_number(comparison: Comparison, actual: &Value, wanted: f64) -> bool {
    match (comparison, actual) {
        (Comparison::Eq, actual) if !actual.is_number() => false,
        (Comparison::Ne, actual) if !actual.is_number() => true,
        _ => comparison.numbers(coerce::number(actual), wanted),
    }
}

/// A plain value other than a number: the actual value is converted to its type first.
fn is_like(actual: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::String(wanted) => coerce::text(actual) == **wanted,
        // A missing attribute is not even `false`.
        Value::Bool(wanted) => !actual.is_null() && coerce::truthy(actual) == *wanted,
        _ => coerce::same_json(actual, wanted),
    }
}

/// Whether a value, or any element of an array, is one of the choices.
fn is_in(actual: &Value, choices: &[Value], fold: bool) -> bool {
    let is_choice = |value: &Value| match value {
        Value::String(text) if fold => {
            let text = text.to_lowercase();
            choices.iter().any(|choice| choice.as_str() == Some(&text))
        }
        _ => choices.iter().any(|choice| coerce::identical(value, choice)),
    };
    match actual {
        Value::Array(items) => items.iter().any(is_choice),
        _ => is_choice(actual),
    }
}

/// Whether an element of an array passes; `null` elements are passed over.
fn some_element(actual: &Value, passes: impl Fn(&Value) -> bool) -> bool {
    actual.as_array().is_some_and(|items| items.iter().any(|item| !item.is_null() && passes(item)))
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
