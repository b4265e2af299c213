//! The server that a community suggests to its members.

use super::{CharterFile, SyncRule};
use crate::document::{Reader, Shape};
use crate::finding::Finding;
use serde_json::Value;

/// A suggestion as it stands in the charter. Hardly anybody needs it, so that it is read by those who do, and when the
/// charter is checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion(Value);

impl Suggestion {
    /// What it says; nothing when it is faulty.
    pub fn rule(&self) -> Option<SyncRule> {
        SyncRule::read(&self.0, &mut Reader::new())
    }
}

impl Shape for Suggestion {
    fn read(value: &Value, _: &mut Reader) -> Option<Self> {
        Some(Suggestion(value.clone()))
    }

    fn write(&self) -> Value {
        self.0.clone()
    }

    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value {
        SyncRule::schema(book)
    }
}

/// Everything wrong with the suggestion of a charter.
pub(super) fn check(file: &CharterFile) -> Vec<Finding> {
    let mut reader = Reader::new();
    if let Some(Suggestion(value)) = &file.sync {
        reader.at_key("sync", |reader| SyncRule::read(value, reader));
    }
    reader.into_findings()
}
