//! Small values of documents: texts in several languages, amounts of money, spans of days.

use crate::document::{Reader, Shape};
use crate::event::{excerpt, kind_of};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// A text for people: one for every language, or one for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// Language tag (BCP 47; empty for "all languages") and text, in the document's order.
    versions: Vec<(Box<str>, Box<str>)>,
}

impl Text {
    /// The same text in every language.
    pub fn plain(text: &str) -> Text {
        Text { versions: vec![("".into(), text.into())] }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.versions.iter().all(|(_, text)| text.is_empty())
    }

    /// The text for a language: the exact tag, then the same primary language, then the first version.
    pub fn get(&self, language: &str) -> &str {
        let primary = primary_language(language);
        let version = self
            .versions
            .iter()
            .find(|(tag, _)| tag.eq_ignore_ascii_case(language))
            .or_else(|| self.versions.iter().find(|(tag, _)| primary_language(tag).eq_ignore_ascii_case(primary)))
            .or_else(|| self.versions.first());
        version.map_or("", |(_, text)| text)
    }

    /// The languages that have a version of their own.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.versions.iter().map(|(tag, _)| tag.as_ref()).filter(|tag| !tag.is_empty())
    }

    /// Every version, for a search over all languages.
    pub fn versions(&self) -> impl Iterator<Item = &str> {
        self.versions.iter().map(|(_, text)| text.as_ref())
    }
}

fn primary_language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

impl Shape for Text {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        match value {
            Value::String(text) => Some(Text::plain(text)),
            Value::Object(map) if !map.is_empty() => {
                let mut versions = Vec::new();
                for (tag, text) in map {
                    let text = reader.at_key(tag, |reader| <Box<str>>::read(text, reader));
                    versions.push((tag.as_str().into(), text?));
                }
                Some(Text { versions })
            }
            _ => reader.error(
                "wrong-type",
                format!("expected a text, or an object with a text for each language, found {}", kind_of(value)),
                "write `\"text\"` or `{\"en\": \"text\", \"zh\": \"文字\"}`",
            ),
        }
    }
    fn write(&self) -> Value {
        match self.versions.as_slice() {
            [(tag, text)] if tag.is_empty() => text.as_ref().into(),
            versions => versions.iter().map(|(tag, text)| (tag.to_string(), Value::from(text.as_ref()))).collect(),
        }
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({
            "description": "A text, or one for each language (BCP 47 tag).",
            "anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}]
        })
    }
}

/// An amount of money in hundredths of the charter's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Money(pub i64);

impl Money {
    /// The amount in whole units, for display.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// The price after a discount in per cent (0 to 100), rounded half up to the hundredth.
    pub fn less_percent(self, percent: f64) -> Money {
        // Per cents are kept in hundredths of a per cent, so that the arithmetic stays in whole numbers.
        let kept = 10_000 - libm::round(percent.clamp(0.0, 100.0) * 100.0) as i64;
        Money((self.0.saturating_mul(kept).saturating_add(5_000)).div_euclid(10_000))
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.units())
    }
}

impl Shape for Money {
    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let hundredths = value.as_f64().map(|units| units * 100.0).filter(|h| (0.0..=1e14).contains(h));
        match hundredths.map(|h| (h, libm::round(h))) {
            Some((exact, rounded)) if libm::fabs(exact - rounded) < 1e-4 => Some(Money(rounded as i64)),
            _ => reader.error(
                "bad-value",
                format!("expected an amount from 0 with at most two decimals, found {}", kind_of(value)),
                "write an amount such as `12.5`",
            ),
        }
    }
    fn write(&self) -> Value {
        if self.0 % 100 == 0 { (self.0 / 100).into() } else { self.units().into() }
    }
    #[cfg(feature = "schema")]
    fn schema(_: &mut crate::schema::Book) -> Value {
        serde_json::json!({"type": "number", "minimum": 0, "multipleOf": 0.01})
    }
}

/// A number of whole days, written `30d` or `4w`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub u32);

impl Span {
    /// Reads `30d` (days) or `4w` (weeks); at most 36,600 days.
    pub fn parse(text: &str) -> Option<Span> {
        let (number, days) =
            if let Some(number) = text.strip_suffix('d') { (number, 1) } else { (text.strip_suffix('w')?, 7) };
        if excerpt(number) != number || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let days = number.parse::<u32>().ok()?.checked_mul(days)?;
        (1..=36_600).contains(&days).then_some(Span(days))
    }

    /// The span as a signed number of days.
    pub fn days(self) -> i32 {
        i32::try_from(self.0).unwrap_or(i32::MAX)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discount_is_rounded_half_up_to_the_hundredth() {
        assert_eq!(Money(3800).less_percent(10.0), Money(3420));
        assert_eq!(Money(999).less_percent(33.0), Money(669));
        assert_eq!(Money(1).less_percent(50.0), Money(1));
        assert_eq!(Money(5000).less_percent(100.0), Money(0));
        assert_eq!(Money(5000).less_percent(-4.0), Money(5000));
    }

    #[test]
    fn a_text_falls_back_to_its_language_and_then_to_the_first() {
        let value = serde_json::json!({"en": "Hall", "zh-CN": "会馆"});
        let text = Text::read(&value, &mut Reader::new()).unwrap();
        assert_eq!((text.get("zh"), text.get("en-GB"), text.get("fr")), ("会馆", "Hall", "Hall"));
        assert_eq!(text.write(), value);
    }

    #[test]
    fn spans_are_days_or_weeks() {
        assert_eq!(Span::parse("4w"), Some(Span(28)));
        for text in ["0d", "30", "d", "-1d", "99999w", "1.5d", "١d"] {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }
}
