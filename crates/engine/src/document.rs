//! Reading documents: every fault is found in one pass, with its JSON path and a remedy.
//!
//! A document type is declared once with `shape!` or `choice!`; its reader, its writer and its JSON Schema all come
//! from that declaration. (Reading through `serde` would stop at the first fault.)

use crate::condition::Condition;
use crate::event::{Verb, excerpt, kind_of};
use crate::finding::{Finding, Severity, closest};
use crate::id;
use crate::table::Table;
use crate::time::{Day, Offset};
use serde_json::{Map, Value};

/// A type that is read from a part of a JSON document.
pub trait Shape: Sized {
    /// Reads the value; `None` when nothing of it can be used. Every fault is in the reader: a value may be read in part,
    /// so that a document is sound only when the reader found no error.
    fn read(value: &Value, reader: &mut Reader) -> Option<Self>;

    /// The value as JSON, such that reading it gives the same value again.
    fn write(&self) -> Value;

    /// The JSON Schema of the type; named types are put into `book` and referred to.
    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value;
}

/// Where a reader is in the document, and what it has found.
#[derive(Debug, Default)]
pub struct Reader {
    path: String,
    findings: Vec<Finding>,
    /// Lists of which an element could not be read at all, so that the places of the others have moved.
    shortened: Vec<String>,
}

impl Reader {
    /// A reader at the document's root, `$`.
    pub fn new() -> Reader {
        Reader { path: "$".into(), ..Reader::default() }
    }

    /// Everything found.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Everything found, and the paths of lists of which an element could not be read at all.
    pub fn into_parts(self) -> (Vec<Finding>, Vec<String>) {
        (self.findings, self.shortened)
    }

    /// Reports an error at the present place; `None`, so that a reader can return it.
    pub fn error<T>(&mut self, code: &'static str, message: String, remedy: impl Into<String>) -> Option<T> {
        self.findings.push(Finding::error(code, self.path.clone(), message, remedy));
        None
    }

    /// Reports an error at a place below the present one, such as `.score.$gtt`.
    pub fn error_below(&mut self, code: &'static str, suffix: &str, message: String, remedy: String) {
        self.findings.push(Finding::error(code, format!("{}{suffix}", self.path), message, remedy));
    }

    fn below<T>(&mut self, step: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(step);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    /// Reads what stands under a key.
    pub fn at_key<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.below(&key_step(key), read)
    }

    /// Reads one element of an array.
    pub fn at_index<T>(&mut self, index: usize, read: impl FnOnce(&mut Reader) -> T) -> T {
        self.below(&format!("[{index}]"), read)
    }

    fn wrong_type<T>(&mut self, wanted: &str, value: &Value) -> Option<T> {
        self.error("wrong-type", format!("expected {wanted}, found {}", kind_of(value)), format!("write {wanted}"))
    }

    /// The object at the present place, with a finding for every key that is not known.
    pub fn object<'v>(&mut self, value: &'v Value, known: &[&str]) -> Option<&'v Map<String, Value>> {
        let Some(map) = value.as_object() else { return self.wrong_type("an object", value) };
        for key in map.keys().filter(|key| !key.starts_with('$') && !known.contains(&key.as_str())) {
            let remedy = match closest(key, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            self.error_below("unknown-key", &key_step(key), format!("unknown key `{}`", excerpt(key)), remedy);
        }
        Some(map)
    }

    // Not inlined: every field of every document calls these, and a copy for each type is enough.

    /// A field that must be there.
    #[inline(never)]
    pub fn required<T: Shape>(&mut self, map: &Map<String, Value>, key: &str) -> Option<T> {
        match map.get(key) {
            Some(value) => self.at_key(key, |reader| T::read(value, reader)),
            None => self.missing(key),
        }
    }

    fn missing<T>(&mut self, key: &str) -> Option<T> {
        self.error("key-missing", format!("the key `{key}` is missing"), format!("add `{key}`"))
    }

    /// A field that may be left out, or is faulty, which is reported: `None` then.
    #[inline(never)]
    pub fn optional<T: Shape>(&mut self, map: &Map<String, Value>, key: &str) -> Option<T> {
        let value = map.get(key).filter(|value| !value.is_null())?;
        self.at_key(key, |reader| T::read(value, reader))
    }
}

/// A step of a JSON path: `.key`, or `["any key"]` where the dotted form would be ambiguous.
pub fn key_step(key: &str) -> String {
    let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
    if plain { format!(".{key}") } else { format!("[{}]", Value::from(excerpt(key))) }
}

/// Puts findings in the order a person reads them: errors first, each kind in document order.
pub fn by_severity(findings: Vec<Finding>) -> Vec<Finding> {
    let (mut errors, warnings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Error);
    errors.extend(warnings);
    errors
}

/// Declares an object of a document. `field("key"): Type` must be there; `field("key"): Type = default` may be left out.
macro_rules! shape {
    ($(#[doc = $doc:literal])+ pub struct $name:ident {
        $($(#[doc = $field_doc:literal])+ $field:ident($key:literal): $type:ty $(= $default:expr)?;)+
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: $type,)+
        }

        impl $crate::document::Shape for $name {
            fn read(value: &serde_json::Value, reader: &mut $crate::document::Reader) -> Option<Self> {
                let map = reader.object(value, &[$($key),+])?;
                $(let $field: Option<$type> = $crate::document::shape!(@read reader, map, $key $(, $default)?);)+
                Some($name { $($field: $field?),+ })
            }

            fn write(&self) -> serde_json::Value {
                let mut map = serde_json::Map::new();
                $(if !$crate::document::shape!(@is_default self.$field $(, $default)?) {
                    map.insert($key.to_owned(), $crate::document::Shape::write(&self.$field));
                })+
                serde_json::Value::Object(map)
            }

            #[cfg(feature = "schema")]
            fn schema(book: &mut $crate::schema::Book) -> serde_json::Value {
                book.object(stringify!($name), concat!($($doc, "\n"),+), |book| vec![
                    $($crate::schema::Field {
                        key: $key,
                        doc: concat!($($field_doc, "\n"),+),
                        required: $crate::document::shape!(@required $($default)?),
                        schema: <$type as $crate::document::Shape>::schema(book),
                    },)+
                ])
            }
        }
    };
    (@read $reader:ident, $map:ident, $key:literal) => { $reader.required($map, $key) };
    (@read $reader:ident, $map:ident, $key:literal, $default:expr) => {
        // A faulty field is reported and counts as left out, so that the rest can still be read and checked.
        Some($reader.optional($map, $key).unwrap_or_else(|| $default))
    };
    (@is_default $self:ident.$field:ident) => { false };
    (@is_default $self:ident.$field:ident, $default:expr) => { $self.$field == $default };
    (@required) => { true };
    (@required $default:expr) => { false };
}
pub(crate) use shape;

/// Declares a word of a document that is one of a few.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ pub enum $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        pub enum $name { $($(#[doc = $variant_doc])+ #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every choice.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word for it in JSON.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl $crate::document::Shape for $name {
            fn read(value: &serde_json::Value, reader: &mut $crate::document::Reader) -> Option<Self> {
                match value.as_str() {
                    $(Some($word) => Some($name::$variant),)+
                    _ => reader.not_one_of(value, &[$($word),+]),
                }
            }

            fn write(&self) -> serde_json::Value {
                self.word().into()
            }

            #[cfg(feature = "schema")]
            fn schema(_: &mut $crate::schema::Book) -> serde_json::Value {
                serde_json::json!({ "enum": [$($word),+], "description": concat!($($doc),+).trim() })
            }
        }
    };
}
pub(crate) use choice;

impl Reader {
    /// Reports a word that is not among the known ones.
    pub fn not_one_of<T>(&mut self, value: &Value, known: &[&str]) -> Option<T> {
        let meant = value.as_str().and_then(|word| closest(word, known.iter().copied()));
        let remedy =
            meant.map_or_else(|| format!("use one of {}", known.join(", ")), |word| format!("did you mean `{word}`?"));
        self.error("unknown-word", format!("expected one of {}, found {}", known.join(", "), kind_of(value)), remedy)
    }
}

impl Shape for bool {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        value.as_bool().or_else(|| reader.wrong_type("true or false", value))
    }
    fn write(&self) -> Value {
        (*self).into()
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "boolean"})
    }
}

impl Shape for f64 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        // Beyond 10^12 products of a weight and a metric would lose whole points.
        let number = value.as_f64().filter(|number| libm::fabs(*number) <= 1e12);
        number.or_else(|| reader.wrong_type("a number within ±10^12", value))
    }
    fn write(&self) -> Value {
        if libm::trunc(*self) == *self { (*self as i64).into() } else { (*self).into() }
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "number", "minimum": -1e12, "maximum": 1e12})
    }
}

impl Shape for u32 {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let number = value.as_f64().filter(|n| libm::trunc(*n) == *n && (0.0..=1e9).contains(n));
        number.map(|n| n as u32).or_else(|| reader.wrong_type("a whole number from 0 to 1000000000", value))
    }
    fn write(&self) -> Value {
        (*self).into()
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "integer", "minimum": 0, "maximum": 1_000_000_000})
    }
}

impl Shape for Box<str> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        value.as_str().map(Box::from).or_else(|| reader.wrong_type("a text", value))
    }
    fn write(&self) -> Value {
        self.as_ref().into()
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "string"})
    }
}

impl Shape for Value {
    fn read(value: &Value, _: &mut Reader) -> Option<Self> {
        Some(value.clone())
    }
    fn write(&self) -> Value {
        self.clone()
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        Value::Bool(true)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value, reader).map(Some) }
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value {
        T::schema(book)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some(items) = value.as_array() else { return reader.wrong_type("an array", value) };
        // Every element is read, so that the faults of all of them are found.
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| reader.at_index(index, |reader| T::read(item, reader)))
            .collect();
        read.into_iter().collect()
    }
    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }
    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "array", "items": T::schema(book)})
    }
}

/// The key of a map in a document.
pub trait Key: Ord + Sized {
    /// Reads the key.
    ///
    /// # Errors
    /// What is wrong with it.
    fn from_key(key: &str) -> Result<Self, String>;
    /// The key as text.
    fn as_key(&self) -> &str;
}

impl<K: Key, V: Shape> Shape for Table<K, V> {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Some(map) = value.as_object() else { return reader.wrong_type("an object", value) };
        let mut entries = Table::new();
        for (key, item) in map.iter().filter(|(key, _)| !key.starts_with('$')) {
            let value = reader.at_key(key, |reader| V::read(item, reader));
            match (K::from_key(key), value) {
                (Ok(key), Some(value)) => {
                    entries.insert(key, value);
                }
                (Ok(_), None) => {}
                (Err(why), _) => {
                    reader.error_below(
                        "bad-id",
                        &key_step(key),
                        format!("the key `{}` {why}", excerpt(key)),
                        "rename it".into(),
                    );
                }
            }
        }
        Some(entries)
    }
    fn write(&self) -> Value {
        Value::Object(self.iter().map(|(key, value)| (key.as_key().to_owned(), value.write())).collect())
    }
    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "object", "patternProperties": {"^\\$": true}, "additionalProperties": V::schema(book)})
    }
}

macro_rules! id_shapes {
    ($($name:ident),+) => {$(
        impl Shape for id::$name {
            fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
                let text: Box<str> = Shape::read(value, reader)?;
                match id::fault(&text) {
                    None => Some(id::$name(text)),
                    Some(fault) => reader.error("bad-id", format!("the identifier `{}` {fault}", excerpt(&text)), "use 1 to 200 bytes"),
                }
            }
            fn write(&self) -> Value {
                self.as_str().into()
            }
            #[cfg(feature = "schema")]
            fn schema(_: &mut crate::schema::Book) -> Value {
                serde_json::json!({"type": "string", "minLength": 1, "maxLength": 200})
            }
        }

        impl Key for id::$name {
            fn from_key(key: &str) -> Result<Self, String> {
                id::fault(key).map_or_else(|| Ok(id::$name(key.into())), |fault| Err(fault.into()))
            }
            fn as_key(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}
id_shapes!(
    CommunityId,
    MemberId,
    ObjectId,
    ItemId,
    TagId,
    MetricId,
    TierId,
    BenefitId,
    PlanId,
    RewardId,
    BadgeId,
    BackgroundId
);

impl Key for Box<str> {
    fn from_key(key: &str) -> Result<Self, String> {
        id::fault(key).map_or_else(|| Ok(key.into()), |fault| Err(fault.into()))
    }
    fn as_key(&self) -> &str {
        self
    }
}

impl Key for Verb {
    fn from_key(key: &str) -> Result<Self, String> {
        Verb::parse(key).map_err(|error| format!("is {error}"))
    }
    fn as_key(&self) -> &str {
        self.as_str()
    }
}

macro_rules! text_shapes {
    ($($type:ty, $parse:expr, $what:literal, $pattern:literal;)+) => {$(
        impl Shape for $type {
            fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
                #[allow(clippy::redundant_closure_call)]
                let read = value.as_str().and_then(|text| ($parse)(text));
                read.or_else(|| reader.error("bad-value", format!(concat!("expected ", $what, ", found {}"), kind_of(value)), concat!("write ", $what)))
            }
            fn write(&self) -> Value {
                self.to_string().into()
            }
            #[cfg(feature = "schema")]
            fn schema(_: &mut crate::schema::Book) -> Value {
                serde_json::json!({"type": "string", "pattern": $pattern, "description": $what})
            }
        }
    )+};
}
text_shapes! {
    Verb, |text: &str| Verb::parse(text).ok(), "a verb such as `finish`", "^[a-z][a-z0-9-]{0,39}$";
    Day, |text: &str| Day::parse(text).ok(), "a day such as `2026-03-14`", r"^\d{4}-\d{2}-\d{2}$";
    Offset, |text: &str| Offset::parse(text).ok(), "an offset from UTC such as `+08:00`", r"^([+-]\d{2}:?\d{2}|Z)$";
    crate::address::FilePath, |text: &str| crate::address::FilePath::parse(text), "a path within the community's folder such as `pictures/walden.webp`", r"^[^/.\\:?#\s][^\\:?#\s]*$";
    crate::address::WebAddress, |text: &str| crate::address::WebAddress::parse(text), "a web address such as `https://shop.example/books`", r"^[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s][^\\\s]*$";
    crate::text::Span, |text: &str| crate::text::Span::parse(text), "a number of days or weeks such as `30d` or `4w`", r"^[1-9]\d{0,4}[dw]$";
}

impl Shape for Condition {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let (condition, problems) = Condition::parse(value);
        let sound = problems.is_empty();
        for problem in problems {
            reader.error_below(problem.code, &problem.path, problem.message, problem.remedy);
        }
        sound.then_some(condition)
    }
    fn write(&self) -> Value {
        self.source().clone()
    }
    #[cfg(feature = "schema")]
    fn schema(book: &mut crate::schema::Book) -> Value {
        book.condition()
    }
}

/// Reads JSON text; a fault is reported with its line and column.
///
/// # Errors
/// One finding, when the text is not JSON.
pub fn json(text: &str) -> Result<Value, Finding> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    crate::json::parse(text).map_err(|fault| {
        let path = format!("line {}, column {}", fault.line, fault.column);
        let message = format!("not JSON: {} at {path}", fault.what);
        Finding::error("not-json", path, message, "check brackets, commas and quotes at this place")
    })
}
