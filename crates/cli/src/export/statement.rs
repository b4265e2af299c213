//! An event as a statement of the Experience API.

use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::xapi;
use serde_json::{Map, Value, json};

/// Writes a statement. What xAPI has no place for stands in an extension of the context.
pub(super) fn write(event: &Event, base: &str) -> Value {
    let mut rest = event.to_json();
    if let Some(fields) = rest.as_object_mut() {
        for told in ["id", "at", "member", "note"] {
            fields.shift_remove(told);
        }
    }
    let mut statement = json!({
        "id": event.id.to_string(),
        "timestamp": event.at.to_string(),
        "actor": {"objectType": "Agent", "account": {"homePage": base, "name": event.member.as_str()}},
        "verb": {"id": xapi::iri(&event.verb), "display": {"en": event.verb.as_str()}},
        "object": object(event, base),
        "context": {"extensions": {xapi::EVENT: rest}},
    });
    let result = result(event);
    if let (Some(fields), false) = (statement.as_object_mut(), result.is_empty()) {
        fields.insert("result".into(), Value::Object(result));
    }
    statement
}

fn object(event: &Event, base: &str) -> Value {
    match &event.object {
        Some(id) if event.verb == Verb::Undo => json!({"objectType": "StatementRef", "id": id.as_str()}),
        Some(id) => json!({"objectType": "Activity", "id": format!("{base}object/{}", encoded(id.as_str()))}),
        None => json!({"objectType": "Activity", "id": format!("{base}community")}),
    }
}

fn result(event: &Event) -> Map<String, Value> {
    let mut result = Map::new();
    if let (Verb::Rate, Some(stars)) = (&event.verb, event.value.map(Quantity::get)) {
        result.insert("score".into(), json!({"raw": stars, "min": 1, "max": 5, "scaled": (stars - 1.0) / 4.0}));
    }
    if let Some(note) = &event.note {
        result.insert("response".into(), note.as_ref().into());
    }
    result
}

/// Percent-encoding of everything that may mean something in an address.
fn encoded(id: &str) -> String {
    let mut text = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
