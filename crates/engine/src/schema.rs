//! JSON Schema (2020-12) of the documents, from the same declarations that read them.

use crate::catalogue::CatalogueFile;
use crate::charter::CharterFile;
use crate::document::Shape;
use crate::event::{LARGEST_VALUE, LONGEST_NOTE, Source};
use crate::id::LONGEST_ID;
use serde_json::{Map, Value, json};

/// One key of an object.
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The schema of its value.
    pub schema: Value,
}

/// The named types of a schema.
#[derive(Debug, Default)]
pub struct Book {
    definitions: Map<String, Value>,
}

impl Book {
    /// Enters an object type under its name, once, and refers to it.
    pub fn object(&mut self, name: &str, doc: &str, fields: impl FnOnce(&mut Book) -> Vec<Field>) -> Value {
        if !self.definitions.contains_key(name) {
            // Entered before its fields are read, so that a type may contain itself.
            self.definitions.insert(name.into(), Value::Null);
            let fields = fields(self);
            let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.key.to_owned(), described(&field.schema, field.doc))).collect();
            let mut schema = json!({
                "type": "object",
                "description": text(doc),
                "properties": properties,
                "patternProperties": {"^\\$": true},
                "additionalProperties": false,
            });
            if !required.is_empty()
                && let Some(map) = schema.as_object_mut()
            {
                map.insert("required".into(), json!(required));
            }
            self.definitions.insert(name.into(), schema);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// Enters the dialect of conditions and refers to it.
    pub fn condition(&mut self) -> Value {
        let condition = json!({"$ref": "#/$defs/Condition"});
        self.definitions.entry("Condition").or_insert_with(|| {
            json!({
                "type": "object",
                "description": "A condition over the member's attributes: attribute names with a value or operators, joined by $and, $or, $nor, $not.",
                "properties": {
                    "$and": {"type": "array", "items": condition},
                    "$or": {"type": "array", "items": condition},
                    "$nor": {"type": "array", "items": condition},
                    "$not": condition,
                },
                "additionalProperties": true,
            })
        });
        condition
    }
}

/// A reference may stand beside a description in this version of JSON Schema.
fn described(schema: &Value, doc: &str) -> Value {
    match schema {
        Value::Object(map) => {
            let mut map = map.clone();
            map.insert("description".into(), text(doc).into());
            Value::Object(map)
        }
        other => other.clone(),
    }
}

fn text(doc: &str) -> String {
    doc.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn document<T: Shape>(title: &str) -> Value {
    let mut book = Book::default();
    let root = T::schema(&mut book);
    let mut schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title});
    if let (Some(schema), Value::Object(root)) = (schema.as_object_mut(), root) {
        schema.extend(root);
        schema.insert("$defs".into(), Value::Object(book.definitions));
    }
    schema
}

/// The schema of `charter.json`.
pub fn charter() -> Value {
    document::<CharterFile>("Guildhall charter")
}

/// The schema of `catalogue.json`.
pub fn catalogue() -> Value {
    document::<CatalogueFile>("Guildhall catalogue")
}

/// The schema of one event, as it stands in a line of an event file.
pub fn event() -> Value {
    let id = |doc: &str| json!({"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "description": doc});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Guildhall event",
        "type": "object",
        "required": ["id", "at", "member", "verb"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "description": "Identity: events with the same id are the same event."},
            "at": {"type": "string", "format": "date-time", "description": "When it happened (RFC 3339)."},
            "member": id("Who did it."),
            "verb": {
                "type": "string",
                "pattern": "^[a-z][a-z0-9-]{0,39}$",
                "examples": crate::event::Verb::ALL.iter().map(|verb| verb.as_str()).collect::<Vec<_>>(),
                "description": "What was done.",
            },
            "object": id("What it was done to."),
            "owner": id("The member whose work the object is, when it is a member's."),
            "value": {"type": "number", "minimum": -LARGEST_VALUE, "maximum": LARGEST_VALUE, "description": "A rating (1 to 5), an amount of money, minutes or points, by the verb."},
            "note": {"type": "string", "maxLength": LONGEST_NOTE, "description": "The text of a comment, post or answer."},
            "source": {"enum": Source::ALL.map(Source::word), "description": "Who vouches for it."},
            "device": id("The installation that wrote it."),
            "n": {"type": "integer", "minimum": 0, "description": "Its number on that installation, from 1 without gaps."},
        },
    })
}
