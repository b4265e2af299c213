//! Times as an author writes them: unlike the dumps of old services, they must say their zone.

use crate::document::{Reader, Shape};
use crate::event::{excerpt, kind_of};
use crate::time::Moment;
use serde_json::Value;

const WANTED: &str = "a time such as `2026-03-14T19:30:00+08:00`";

impl Shape for Moment {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = value.as_str().unwrap_or_default();
        match Moment::parse(text) {
            Ok(moment) if has_zone(text) => Some(moment),
            Ok(_) => {
                let message = format!("the time `{}` does not say its zone", excerpt(text));
                let remedy = format!("say the zone, such as `+08:00`, at its end: `{text}+08:00`");
                reader.error("no-zone", message, remedy)
            }
            Err(_) => {
                let message = format!("expected {WANTED}, found {}", kind_of(value));
                reader.error("bad-value", message, format!("write {WANTED}"))
            }
        }
    }

    fn write(&self) -> Value {
        self.to_string().into()
    }

    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        let pattern = r"^\d{4}-\d{2}-\d{2}([Tt ].*([+-]\d{2}:?\d{2}|[Zz]))?$";
        serde_json::json!({"type": "string", "pattern": pattern, "description": WANTED})
    }
}

/// Whether a time that can be read says its zone; a bare date needs none.
fn has_zone(text: &str) -> bool {
    let time = text.get("2026-03-14".len()..).unwrap_or_default();
    time.is_empty() || time.ends_with(['Z', 'z']) || time.contains(['+', '-'])
}
