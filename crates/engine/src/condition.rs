//! Conditions: MongoDB-style JSON over a document of attributes.
//!
//! The dialect is that of the public GrowthBook specification, whose reference implementation is written in
//! JavaScript; where types are mixed, a condition therefore compares the way JavaScript does. A missing attribute
//! is `null`, which counts as 0 when compared with a number.
//!
//! `parse` turns JSON into a tree and names every mistake with its place, `evaluate` walks the tree, `explain` walks
//! it and keeps what it found. What does not parse never holds.

mod ast;
mod coerce;
mod document;
mod evaluate;
mod explain;
mod operator;
mod parse;
mod pattern;
mod version;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use ast::Node;
pub use document::{Document, JsonDocument};
pub use explain::{Explanation, Leaf, Measure};

/// The deepest nesting of objects and arrays a condition may have, in levels.
pub const MAX_DEPTH: usize = 64;

/// A parsed condition; serializes to the JSON it was parsed from.
#[derive(Clone, Debug)]
pub struct Condition {
    source: Value,
    root: Node,
}

/// A mistake in a condition: its kind, its place below the condition, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable, kebab-case name of the kind of mistake.
    pub code: &'static str,
    /// JSON path from the condition's own place, such as `.views.$gtt` or `.$or[1].x`; empty for the whole condition.
    pub path: String,
    /// What is wrong; lower case, no full stop, the offending input in backticks.
    pub message: String,
    /// What to write instead.
    pub remedy: String,
}

impl Condition {
    /// Parses leniently: returns a condition in every case, and every problem with its JSON path.
    ///
    /// A part with a problem is evaluated as the reference does where the reference has a meaning for it (a literal that
    /// mixes operators with plain keys, say); otherwise that part never holds.
    pub fn parse(value: &Value) -> (Condition, Vec<Problem>) {
        parse::parse(value)
    }

    /// The condition `{}`, which holds for every document.
    pub fn always() -> Condition {
        Condition { source: Value::Object(Map::new()), root: Node::All(Vec::new()) }
    }

    /// The condition that holds where both do. What the other asks of a number and this one asks already is not said twice.
    pub(crate) fn and(&self, other: &Condition) -> Condition {
        let source = serde_json::json!({"$and": [self.source, other.source]});
        // Parts of a part are parts of the whole, so that they are told in one list.
        let parts = |root: &Node| match root {
            Node::All(parts) => parts.clone(),
            one => vec![one.clone()],
        };
        let mut all = parts(&self.root);
        let added = parts(&other.root).into_iter().filter(|part| !all.iter().any(|own| own.implies(part)));
        let added: Vec<Node> = added.collect();
        all.extend(added);
        Condition { source, root: Node::All(all) }
    }

    /// The JSON the condition was parsed from.
    pub fn source(&self) -> &Value {
        &self.source
    }

    /// Whether the condition asks for nothing at all.
    pub fn is_always(&self) -> bool {
        self.root.is_always()
    }

    /// Binds attributes to the numeric slots of [`Document::number`], so that a walk over many documents compares
    /// plain numbers.
    ///
    /// `slot` is called with the whole dotted path of each field; fields inside `$elemMatch` belong to the elements
    /// and are left alone. Binding again replaces the earlier slots.
    pub fn bind(&mut self, slot: &dyn Fn(&str) -> Option<u16>) {
        self.root.for_each_field_mut(&mut |field| field.slot = slot(&field.name));
    }

    /// The dotted path of every attribute the condition reads, each once, in order of appearance.
    pub fn fields(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        self.root.for_each_field(&mut |field| {
            if !names.contains(&&*field.name) {
                names.push(&field.name);
            }
        });
        names
    }

    /// Whether the document meets the condition.
    pub fn holds(&self, document: &dyn Document) -> bool {
        self.root.holds(document)
    }

    /// What each part of the condition came to, with the values found and the distance to what is asked.
    pub fn explain(&self, document: &dyn Document) -> Explanation {
        explain::explain(&self.root, document)
    }
}

impl Default for Condition {
    fn default() -> Self {
        Condition::always()
    }
}

/// Two conditions are equal when their JSON is; slots are a matter of speed, not of meaning.
impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.source.serialize(serializer)
    }
}
