//! Older formats of the documents, brought to the present one step by step.

use super::FORMAT;
use crate::document::Reader;
use serde_json::{Map, Value, json};

/// Brings a charter to the present format; `None` when it already is, or cannot be brought there (which is reported).
pub(super) fn charter(document: &Value, reader: &mut Reader) -> Option<Value> {
    let object = document.as_object()?;
    match version(object, reader)? {
        0 => Some(Value::Object(from_0(object.clone()))),
        _ => None,
    }
}

/// The version a document names; a document without one that uses the words of version 0 is of version 0.
fn version(object: &Map<String, Value>, reader: &mut Reader) -> Option<u32> {
    match object.get("guildhall") {
        None if object.contains_key("levels") => Some(0),
        None => None,
        Some(value) => {
            let version = value.as_u64();
            if version.is_none_or(|version| version > u64::from(FORMAT)) {
                reader.at_key("guildhall", |reader| {
                    reader.error::<()>(
                        "unknown-version",
                        format!("version `{value}` is not known; this software reads versions 0 to {FORMAT}"),
                        "use a newer version of the software, or correct the number",
                    )
                });
            }
            version.and_then(|version| u32::try_from(version).ok())
        }
    }
}

/// Version 0, the form of the first drafts: `levels` with a `minScore`, `timezone`, and weights beside the metrics.
fn from_0(mut object: Map<String, Value>) -> Map<String, Value> {
    object.insert("guildhall".into(), FORMAT.into());
    if let Some(offset) = object.remove("timezone") {
        object.insert("offset".into(), offset);
    }
    if let Some(Value::Array(mut levels)) = object.remove("levels") {
        for level in levels.iter_mut().filter_map(Value::as_object_mut) {
            if let Some(least) = level.remove("minScore") {
                level.insert("when".into(), json!({"score": {"$gte": least}}));
            }
        }
        object.insert("tiers".into(), levels.into());
    }
    if let Some(Value::Object(weights)) = object.remove("weights") {
        let terms: Vec<Value> =
            weights.into_iter().map(|(metric, weight)| json!({"metric": metric, "weight": weight})).collect();
        object.insert("score".into(), json!({"activity": terms}));
    }
    object
}
