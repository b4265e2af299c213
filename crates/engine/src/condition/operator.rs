//! What each operator asks of a value: from its name and operand to a test.

use serde_json::Value;

use super::ast::{Clause, Comparison, Node, Test};
use super::parse::{COMBINING, Parser, TESTING, describe, is_operators};
use super::pattern::Pattern;
use super::{coerce, version};
use crate::finding::closest;

const TYPES: [&str; 6] = ["string", "number", "boolean", "null", "array", "object"];

impl Parser {
    /// The test an operator asks for; `None`, with a problem, when it cannot be understood.
    pub(super) fn test(&mut self, operator: &str, wanted: &Value) -> Option<Test> {
        Some(match operator {
            "$eq" => self.strict(Comparison::Eq, wanted),
            "$ne" => self.strict(Comparison::Ne, wanted),
            "$lt" => self.order(Comparison::Lt, wanted),
            "$lte" => self.order(Comparison::Lte, wanted),
            "$gt" => self.order(Comparison::Gt, wanted),
            "$gte" => self.order(Comparison::Gte, wanted),
            "$in" => self.choices(wanted, false, false)?,
            "$nin" => self.choices(wanted, false, true)?,
            "$ini" => self.choices(wanted, true, false)?,
            "$nini" => self.choices(wanted, true, true)?,
            "$exists" => Test::Exists(coerce::truthy(wanted)),
            "$type" => self.type_name(wanted)?,
            "$not" => Test::Not(self.clauses(wanted)),
            "$size" => Test::Size(self.clauses(wanted)),
            "$elemMatch" => self.element(wanted)?,
            "$all" => self.every(wanted, false)?,
            "$alli" => self.every(wanted, true)?,
            "$regex" => self.pattern(wanted, false, false)?,
            "$regexi" => self.pattern(wanted, true, false)?,
            "$notRegex" => self.pattern(wanted, false, true)?,
            "$notRegexi" => self.pattern(wanted, true, true)?,
            "$veq" => self.version(Comparison::Eq, wanted),
            "$vne" => self.version(Comparison::Ne, wanted),
            "$vlt" => self.version(Comparison::Lt, wanted),
            "$vlte" => self.version(Comparison::Lte, wanted),
            "$vgt" => self.version(Comparison::Gt, wanted),
            "$vgte" => self.version(Comparison::Gte, wanted),
            "$inGroup" => self.group(wanted, false),
            "$notInGroup" => self.group(wanted, true),
            _ if COMBINING.contains(&operator) => {
                self.problem(
                    "operator-misplaced",
                    format!("`{operator}` combines conditions, but stands where a value is tested"),
                    format!("move `{operator}` outside the attribute"),
                );
                return None;
            }
            _ => {
                self.unknown_operator(operator, &TESTING, "it never holds");
                return None;
            }
        })
    }

    fn strict(&mut self, comparison: Comparison, wanted: &Value) -> Test {
        match wanted {
            Value::Number(number) => Test::Number(comparison, number.as_f64().unwrap_or(f64::NAN)),
            _ => {
                if wanted.is_array() || wanted.is_object() {
                    self.problem(
                        "operand-never-equal",
                        format!("`$eq` and `$ne` compare single values, so nothing equals {}", describe(wanted)),
                        "write the value without an operator, or use `$in`, `$all` or `$elemMatch`",
                    );
                }
                Test::Strict { negated: comparison == Comparison::Ne }
            }
        }
    }

    fn order(&mut self, comparison: Comparison, wanted: &Value) -> Test {
        match wanted {
            Value::Number(number) => Test::Number(comparison, number.as_f64().unwrap_or(f64::NAN)),
            _ => {
                if !wanted.is_string() {
                    self.problem(
                        "operand-has-no-order",
                        format!("expected a number or a text to compare with, found {}", describe(wanted)),
                        "write a number such as `100`, or a text such as `\"2026-01-31\"`",
                    );
                }
                Test::Order(comparison)
            }
        }
    }

    fn choices(&mut self, wanted: &Value, fold: bool, negated: bool) -> Option<Test> {
        let lower = |choice: &Value| match choice {
            Value::String(text) if fold => Value::String(text.to_lowercase()),
            _ => choice.clone(),
        };
        let choices = self.list(wanted, "values")?.iter().map(lower).collect();
        Some(Test::In { choices, fold, negated })
    }

    fn type_name(&mut self, wanted: &Value) -> Option<Test> {
        match wanted.as_str() {
            Some(name) if TYPES.contains(&name) => Some(Test::Type(name.into())),
            name => {
                let remedy = match name.and_then(|name| closest(name, TYPES)) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("write one of {}", TYPES.map(|name| format!("`{name}`")).join(", ")),
                };
                self.problem("unknown-type", format!("{} is not the name of a type", describe(wanted)), remedy);
                None
            }
        }
    }

    /// Operators test the element itself, fields test the element as a document.
    fn element(&mut self, wanted: &Value) -> Option<Test> {
        match wanted {
            Value::Object(entries) if is_operators(entries) => Some(Test::SomeElement(self.clauses(wanted))),
            _ => match self.condition(wanted) {
                Node::Never => None,
                node => Some(Test::SomeDocument(node)),
            },
        }
    }

    fn every(&mut self, wanted: &Value, fold: bool) -> Option<Test> {
        let items = self.list(wanted, "values")?;
        let tests = items.iter().enumerate().map(|(i, item)| match item {
            Value::String(text) if fold => {
                let test = Test::FoldedText(text.to_lowercase().into());
                vec![Clause { operator: "$eq".into(), wanted: item.clone(), test }]
            }
            _ => self.at_index(i, |parser| parser.clauses(item)),
        });
        Some(Test::Every(tests.collect()))
    }

    fn pattern(&mut self, wanted: &Value, fold: bool, negated: bool) -> Option<Test> {
        let Some(source) = wanted.as_str() else {
            self.problem(
                "invalid-regex",
                format!("expected a regular expression, found {}", describe(wanted)),
                "write the pattern as a text",
            );
            return None;
        };
        match Pattern::compile(source, fold) {
            Ok(pattern) => Some(Test::Match { pattern, negated }),
            Err(message) => {
                self.problem(
                    "invalid-regex",
                    message,
                    "use `$in` or `$eq`, or a pattern without look-around and back-references",
                );
                None
            }
        }
    }

    fn version(&mut self, comparison: Comparison, wanted: &Value) -> Test {
        if !wanted.is_string() && !wanted.is_number() {
            self.problem(
                "invalid-version",
                format!("expected a version, found {}", describe(wanted)),
                "write the version as a text such as `\"1.2.3\"`",
            );
        }
        Test::Version(comparison, version::comparable(wanted).into())
    }

    fn group(&mut self, wanted: &Value, negated: bool) -> Test {
        if !wanted.is_string() {
            self.problem(
                "invalid-group",
                format!("expected the name of a saved group, found {}", describe(wanted)),
                "write the name as a text",
            );
        }
        Test::Group { name: coerce::text(wanted).into(), negated }
    }
}
