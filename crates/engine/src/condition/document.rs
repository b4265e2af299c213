//! What a condition is asked of.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// A source of attributes; the only door between a condition and the world.
pub trait Document {
    /// The number in a slot given out by `bind`; `None` when the attribute must be asked for by its path.
    fn number(&self, slot: u16) -> Option<f64>;

    /// The value at a dotted path, split at its dots, for everything that is not a bound number; `None` is missing.
    fn value(&self, path: &[Box<str>]) -> Option<Cow<'_, Value>>;

    /// The members of a saved group, for `$inGroup`; `None`, an unknown group, has no members.
    fn group(&self, name: &str) -> Option<&[Value]>;

    /// Whether a saved group exists but cannot be read as a list, so that neither `$inGroup` nor `$notInGroup` holds.
    fn group_is_unreadable(&self, _name: &str) -> bool {
        false
    }
}

/// A plain JSON value as a document, with the saved groups beside it.
///
/// A group is an array of members, or `{"type": "list", "values": [...]}`.
#[derive(Clone, Copy, Debug)]
pub struct JsonDocument<'a> {
    /// The attributes.
    pub root: &'a Value,
    /// The saved groups by name.
    pub groups: Option<&'a Map<String, Value>>,
}

impl<'a> JsonDocument<'a> {
    /// A document without saved groups.
    pub fn new(root: &'a Value) -> Self {
        JsonDocument { root, groups: None }
    }
}

impl Document for JsonDocument<'_> {
    fn number(&self, _slot: u16) -> Option<f64> {
        None
    }

    fn value(&self, path: &[Box<str>]) -> Option<Cow<'_, Value>> {
        lookup(self.root, path)
    }

    fn group(&self, name: &str) -> Option<&[Value]> {
        members(self.groups?.get(name)?)
    }

    fn group_is_unreadable(&self, name: &str) -> bool {
        self.groups.and_then(|groups| groups.get(name)).is_some_and(|group| members(group).is_none())
    }
}

/// An element of an array as a document, for `$elemMatch`; saved groups are those of the document around it.
pub(super) struct Element<'a> {
    pub(super) value: &'a Value,
    pub(super) around: &'a dyn Document,
}

impl Document for Element<'_> {
    fn number(&self, _slot: u16) -> Option<f64> {
        None
    }

    fn value(&self, path: &[Box<str>]) -> Option<Cow<'_, Value>> {
        lookup(self.value, path)
    }

    fn group(&self, name: &str) -> Option<&[Value]> {
        self.around.group(name)
    }

    fn group_is_unreadable(&self, name: &str) -> bool {
        self.around.group_is_unreadable(name)
    }
}

fn members(group: &Value) -> Option<&[Value]> {
    match group {
        Value::Array(members) => Some(members),
        Value::Object(entry) if entry.get("type").and_then(Value::as_str) == Some("list") => {
            entry.get("values").and_then(Value::as_array).map(Vec::as_slice)
        }
        _ => None,
    }
}

/// Follows a path; an array answers to its positions and to `length`, as in JavaScript.
fn lookup<'a>(root: &'a Value, path: &[Box<str>]) -> Option<Cow<'a, Value>> {
    let mut current = root;
    let mut steps = path.iter();
    while let Some(step) = steps.next() {
        current = match current {
            Value::Object(entries) => entries.get(&**step)?,
            Value::Array(items) if &**step == "length" => {
                // A number has no attributes of its own, so nothing may follow.
                return steps.next().is_none().then(|| Cow::Owned(Value::from(items.len())));
            }
            Value::Array(items) => items.get(position(step)?)?,
            _ => return None,
        };
    }
    Some(Cow::Borrowed(current))
}

/// A position as JavaScript writes it: no sign and no leading zero.
fn position(step: &str) -> Option<usize> {
    let canonical = step == "0" || step.starts_with(|first: char| matches!(first, '1'..='9'));
    step.parse().ok().filter(|_| canonical)
}
