//! JSON as requests hold it.

use guildhall_engine::id::EventId;
use serde_json::{Map, Value};

/// An object of some fields.
pub fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(Map::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
}

/// The same object with one field more, if there is a value for it.
pub fn with(object: Value, field: &str, value: Option<Value>) -> Value {
    match (object, value) {
        (Value::Object(mut fields), Some(value)) => {
            fields.insert(field.to_owned(), value);
            Value::Object(fields)
        }
        (object, _) => object,
    }
}

/// The text of an object with one list of what is JSON already: batches are large, and need not become values first.
pub fn list(field: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    ["{\"", field, "\":[", &items.join(","), "]}"].concat()
}

/// A list of ids.
pub fn ids(ids: &[EventId]) -> Value {
    ids.iter().map(|id| Value::from(id.to_string())).collect()
}
