//! Events: the immutable facts everything else is computed from.

pub use crate::verb::Verb;

use crate::digest::plain;
use crate::finding::Finding;
use crate::id::{self, DeviceId, EventId, MemberId, ObjectId};
use crate::time::Moment;
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

/// The longest note of an event, in bytes.
pub const LONGEST_NOTE: usize = 8192;
/// The largest magnitude of an event's value.
pub const LARGEST_VALUE: f64 = 1e9;

/// An immutable fact about one member.
///
/// In JSON an event is written by [`Event::to_json`] and read by [`Event::read`], which reports every fault; `serde` is
/// for binary formats and carries every field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Identity: events with the same id are the same event.
    pub id: EventId,
    /// When it happened.
    pub at: Moment,
    /// Who did it.
    pub member: MemberId,
    /// What was done.
    pub verb: Verb,
    /// What it was done to.
    pub object: Option<ObjectId>,
    /// The member whose work the object is, when it is a member's: a like counts for its receiver too.
    pub owner: Option<MemberId>,
    /// A rating (1 to 5), an amount of money, minutes or points, by the verb.
    pub value: Option<Quantity>,
    /// The text of a comment, post or answer.
    pub note: Option<Box<str>>,
    /// Where the fact comes from.
    pub source: Source,
    /// The installation that wrote it.
    pub device: DeviceId,
    /// Its number on that installation, from 1 without gaps, so that a lost event shows as a hole.
    pub n: u64,
}

/// Who vouches for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Recorded on the member's own device.
    #[default]
    Member,
    /// Entered by the people who run the community.
    Operator,
    /// Confirmed by the community's server.
    Server,
    /// Taken over from another system.
    Import,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 4] = [Source::Member, Source::Operator, Source::Server, Source::Import];

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Source::Member => "member",
            Source::Operator => "operator",
            Source::Server => "server",
            Source::Import => "import",
        }
    }
}

/// A quantity in millionths, so that sums do not depend on the order of their terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// The quantity nearest to a number; `None` when it is not finite or beyond ±10⁹.
    pub fn new(number: f64) -> Option<Quantity> {
        // The comparison is false for NaN as well. The product is at most 10^15, which an `f64` holds exactly.
        (libm::fabs(number) <= LARGEST_VALUE).then(|| Quantity(libm::round(number * 1e6) as i64))
    }

    /// The quantity as a number.
    pub fn get(self) -> f64 {
        self.0 as f64 / 1e6
    }

    /// Millionths.
    pub fn millionths(self) -> i64 {
        self.0
    }
}

impl Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            serializer.serialize_i64(self.0)
        } else if self.0 % 1_000_000 == 0 {
            serializer.serialize_i64(self.0 / 1_000_000)
        } else {
            serializer.serialize_f64(self.get())
        }
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let number = f64::deserialize(deserializer)?;
            Quantity::new(number).ok_or_else(|| D::Error::custom("a value must lie within ±1000000000"))
        } else {
            i64::deserialize(deserializer).map(Quantity)
        }
    }
}

impl Event {
    /// Reads an event from JSON and reports everything wrong with it, each finding under `path`.
    ///
    /// # Errors
    /// All faults, when there is at least one; unknown fields are ignored, so that newer writers can be read.
    pub fn read(value: &Value, path: &str) -> Result<Event, Vec<Finding>> {
        let mut fields = Fields { object: value.as_object(), path, findings: Vec::new() };
        if fields.object.is_none() {
            let message = "an event must be a JSON object";
            return Err(vec![Finding::error("not-an-object", path, message, "write one object for each event")]);
        }
        let event = Event {
            id: fields.required("id", |text| EventId::parse(text).map_err(|e| e.to_string())).unwrap_or_default(),
            at: fields.required("at", |text| Moment::parse(text).map_err(|e| e.to_string())).unwrap_or_default(),
            member: fields.required("member", |text| Ok(MemberId::from(text))).unwrap_or_default(),
            verb: fields.required("verb", |text| Verb::parse(text).map_err(|e| e.to_string())).unwrap_or_default(),
            object: fields.text("object").map(ObjectId::from),
            owner: fields.text("owner").map(MemberId::from),
            value: fields.quantity("value"),
            note: fields.text("note").map(Box::from),
            source: fields.optional("source", |text| source(text).ok_or_else(sources)).unwrap_or_default(),
            device: fields.text("device").map_or_else(|| DeviceId::from("unknown"), DeviceId::from),
            n: fields.count("n"),
        };
        let mut findings = fields.findings;
        if findings.is_empty() {
            findings = event.check(path);
        }
        if findings.is_empty() { Ok(event) } else { Err(findings) }
    }

    /// Everything wrong with an event that has the right types: identifiers, ranges, and what its verb requires.
    pub fn check(&self, path: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut report = |code, field: &str, message: String, remedy: &str| {
            findings.push(Finding::error(code, format!("{path}.{field}"), message, remedy));
        };
        let ids = [
            ("member", Some(self.member.as_str())),
            ("object", self.object.as_ref().map(ObjectId::as_str)),
            ("owner", self.owner.as_ref().map(MemberId::as_str)),
            ("device", Some(self.device.as_str())),
        ];
        for (field, text) in ids {
            if let Some(fault) = text.and_then(id::fault) {
                report(
                    "bad-id",
                    field,
                    format!("the {field} {fault}"),
                    "use 1 to 200 bytes without control characters",
                );
            }
        }
        if self.note.as_ref().is_some_and(|note| note.len() > LONGEST_NOTE) {
            report("note-too-long", "note", format!("the note is longer than {LONGEST_NOTE} bytes"), "shorten it");
        }
        if !self.at.in_range() {
            report(
                "bad-time",
                "at",
                "the time lies outside the years 1970 to 9999".into(),
                "check the clock or the unit",
            );
        }
        let needs = self.verb.needs();
        if needs.object && self.object.is_none() {
            report("object-missing", "object", format!("`{}` needs an object", self.verb), "name what it was done to");
        }
        if let (Verb::Undo, Some(object)) = (&self.verb, &self.object)
            && EventId::parse(object.as_str()).is_err()
        {
            report("bad-undo", "object", format!("`{object}` is not the id of an event"), "name the event to undo");
        }
        match (needs.value, self.value.map(Quantity::get)) {
            (Some((low, high)), Some(value)) if !(low..=high).contains(&value) => {
                let message = format!(
                    "the value `{}` of `{}` lies outside {} to {}",
                    plain(value),
                    self.verb,
                    plain(low),
                    plain(high)
                );
                report("value-out-of-range", "value", message, "correct the value");
            }
            (Some((low, high)), None) if needs.value_required => {
                let message = format!("`{}` needs a value", self.verb);
                report(
                    "value-missing",
                    "value",
                    message,
                    &format!("give a number from {} to {}", plain(low), plain(high)),
                );
            }
            _ => {}
        }
        findings
    }

    /// The event as JSON, without its empty fields.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(Json(self)).unwrap_or_default()
    }

    /// The text of [`Event::to_json`], several times as quick as by way of it.
    pub fn to_json_text(&self) -> String {
        serde_json::to_string(&Json(self)).unwrap_or_default()
    }
}

/// An event as people and other programs read it.
struct Json<'e>(&'e Event);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Json(event) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &event.id)?;
        map.serialize_entry("at", &event.at)?;
        map.serialize_entry("member", &event.member)?;
        map.serialize_entry("verb", event.verb.as_str())?;
        if let Some(object) = &event.object {
            map.serialize_entry("object", object)?;
        }
        if let Some(owner) = &event.owner {
            map.serialize_entry("owner", owner)?;
        }
        if let Some(value) = &event.value {
            map.serialize_entry("value", value)?;
        }
        if let Some(note) = &event.note {
            map.serialize_entry("note", note)?;
        }
        map.serialize_entry("source", event.source.word())?;
        map.serialize_entry("device", &event.device)?;
        map.serialize_entry("n", &event.n)?;
        map.end()
    }
}

fn source(word: &str) -> Option<Source> {
    Source::ALL.into_iter().find(|source| source.word() == word)
}

fn sources() -> String {
    format!("not one of {}", Source::ALL.map(|source| format!("`{}`", source.word())).join(", "))
}

/// The fields of an event in JSON, and what was wrong with them so far.
struct Fields<'a> {
    object: Option<&'a Map<String, Value>>,
    path: &'a str,
    findings: Vec<Finding>,
}

impl<'a> Fields<'a> {
    fn get(&self, field: &str) -> Option<&'a Value> {
        self.object.and_then(|object| object.get(field)).filter(|value| !value.is_null())
    }

    fn fault(&mut self, code: &'static str, field: &str, message: String) {
        let remedy = match field {
            "id" => "write a UUID",
            "at" => "write a time in RFC 3339",
            "member" => "name the member",
            "verb" => "write a verb in kebab-case",
            "source" => "write `member`, `operator`, `server` or `import`",
            "value" => "write a number without quotes",
            "n" => "write the event's number on its device",
            _ => "write a text",
        };
        self.findings.push(Finding::error(code, format!("{}.{field}", self.path), message, remedy));
    }

    fn text(&mut self, field: &str) -> Option<&'a str> {
        let value = self.get(field)?;
        if value.as_str().is_none() {
            self.fault("wrong-type", field, format!("`{field}` must be a text, not {}", kind_of(value)));
        }
        value.as_str()
    }

    fn optional<T>(&mut self, field: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let text = self.text(field)?;
        read(text).map_err(|why| self.fault("bad-value", field, format!("`{}` is {why}", excerpt(text)))).ok()
    }

    fn required<T>(&mut self, field: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        if self.get(field).is_none() {
            self.fault("field-missing", field, format!("`{field}` is missing"));
        }
        self.optional(field, read)
    }

    fn quantity(&mut self, field: &str) -> Option<Quantity> {
        let value = self.get(field)?;
        let quantity = value.as_f64().and_then(Quantity::new);
        if quantity.is_none() {
            self.fault(
                "bad-value",
                field,
                format!("`{field}` must be a number within ±1000000000, not {}", kind_of(value)),
            );
        }
        quantity
    }

    fn count(&mut self, field: &str) -> u64 {
        let Some(value) = self.get(field) else { return 0 };
        if value.as_u64().is_none() {
            self.fault("wrong-type", field, format!("`{field}` must be a whole number from 0, not {}", kind_of(value)));
        }
        value.as_u64().unwrap_or(0)
    }
}

/// What a JSON value is, for messages: `a text`, or the number itself.
pub(crate) fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("`{number}`"),
        Value::String(text) => format!("the text `{}`", excerpt(text)),
        Value::Array(_) => "an array".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// The beginning of an input that may be of any length, for messages.
pub(crate) fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    if text.chars().count() > 60 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Value {
        json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "at": "2026-03-14T09:26:53Z", "member": "ada",
               "verb": "rate", "object": "walden", "value": 4.5, "source": "member", "device": "d1", "n": 7})
    }

    #[test]
    fn an_event_survives_json_and_postcard() {
        let event = Event::read(&sample(), "$").unwrap_or_else(|f| panic!("{f:?}"));
        assert_eq!(event.to_json(), sample());
        assert_eq!(event.to_json_text(), sample().to_string());
        let bytes = postcard::to_allocvec(&event).unwrap();
        assert_eq!(postcard::from_bytes::<Event>(&bytes).unwrap(), event);
    }

    #[test]
    fn every_fault_is_reported_with_its_place() {
        let value = json!({"id": "x", "at": "yesterday", "verb": "Rate!", "value": "5", "n": -1, "source": "god"});
        let paths: Vec<_> = Event::read(&value, "line 3").unwrap_err().into_iter().map(|f| f.path).collect();
        assert_eq!(
            paths,
            ["line 3.id", "line 3.at", "line 3.member", "line 3.verb", "line 3.value", "line 3.source", "line 3.n"]
        );
    }

    #[test]
    fn a_verb_says_what_it_needs() {
        let mut value = sample();
        value["value"] = json!(6);
        assert_eq!(Event::read(&value, "$").unwrap_err()[0].code, "value-out-of-range");
        value.as_object_mut().unwrap().remove("value");
        value.as_object_mut().unwrap().remove("object");
        let codes: Vec<_> = Event::read(&value, "$").unwrap_err().into_iter().map(|f| f.code).collect();
        assert_eq!(codes, ["object-missing", "value-missing"]);
        let undo = json!({"id": "01890a5d-ac96-774b-bcce-b302099a8057", "at": "2026-03-14", "member": "a", "verb": "undo", "object": "it"});
        assert_eq!(Event::read(&undo, "$").unwrap_err()[0].code, "bad-undo");
    }

    #[test]
    fn quantities_are_exact_and_bounded() {
        assert_eq!(Quantity::new(0.1).map(Quantity::millionths), Some(100_000));
        for number in [f64::NAN, f64::INFINITY, -1.1e9] {
            assert_eq!(Quantity::new(number), None);
        }
    }
}
