//! How JavaScript turns one type of value into another; the reference compares mixed types this way.
//!
//! Follows ECMAScript: `ToString`, `ToNumber`, `ToBoolean` and the relational comparison, for the values JSON has.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Number, Value};

use crate::digest::ecmascript;

/// Arrays nested deeper than this read as empty text, so that a document cannot exhaust the stack.
const MAX_JOIN_DEPTH: usize = 64;

/// A value as text, as in `value + ""`.
pub(super) fn text(value: &Value) -> Cow<'_, str> {
    text_at(value, 0)
}

fn text_at(value: &Value, depth: usize) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed("null"),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        // JavaScript has no other numbers than these, so a large integer loses its last digits.
        Value::Number(number) => {
            Cow::Owned(ecmascript(&number.as_f64().and_then(Number::from_f64).unwrap_or_else(|| number.clone())))
        }
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(_) if depth >= MAX_JOIN_DEPTH => Cow::Borrowed(""),
        Value::Array(items) => {
            let mut joined = String::new();
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    joined.push(',');
                }
                if !item.is_null() {
                    joined.push_str(&text_at(item, depth + 1));
                }
            }
            Cow::Owned(joined)
        }
        Value::Object(_) => Cow::Borrowed("[object Object]"),
    }
}

/// A value as a number, as in `value * 1`; NaN when it is none.
pub(super) fn number(value: &Value) -> f64 {
    match value {
        Value::Null | Value::Bool(false) => 0.0,
        Value::Bool(true) => 1.0,
        Value::Number(number) => number.as_f64().unwrap_or(f64::NAN),
        Value::String(text) => text_number(text),
        Value::Array(_) => text_number(&text(value)),
        Value::Object(_) => f64::NAN,
    }
}

/// A decimal literal of JavaScript; NaN when it is none.
fn decimal_number(text: &str) -> f64 {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let formed = all_digits(whole) && all_digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    if !formed || power.is_empty() || !all_digits(power) {
        return f64::NAN;
    }
    sign * crate::json::decimal(whole, fraction, exponent)
}

fn text_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let radix = |digits: &str, radix: u32| {
        let value = digits.chars().try_fold(0.0, |sum: f64, digit| {
            digit.to_digit(radix).map(|digit| sum * f64::from(radix) + f64::from(digit))
        });
        value.filter(|_| !digits.is_empty()).unwrap_or(f64::NAN)
    };
    match text {
        "" => return 0.0,
        "Infinity" | "+Infinity" => return f64::INFINITY,
        "-Infinity" => return f64::NEG_INFINITY,
        _ => {}
    }
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o").or_else(|| text.strip_prefix("0O")) {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0b").or_else(|| text.strip_prefix("0B")) {
        return radix(digits, 2);
    }
    decimal_number(text)
}

/// ECMAScript's white space and line ends: Unicode's, with the byte order mark and without NEL.
fn is_space(character: char) -> bool {
    (character.is_whitespace() && character != '\u{85}') || character == '\u{feff}'
}

/// Whether a value counts as true, as in `!!value`.
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// Whether two values are the same without any conversion, as in `a === b`.
///
/// Two arrays or objects never are: in the reference they are never the same one.
pub(super) fn identical(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => a == b,
        _ => false,
    }
}

/// Whether two values are written as the same JSON; the order of keys counts.
pub(super) fn same_json(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && same_json(a, b))
        }
        _ => identical(a, b),
    }
}

/// The order of two values, as `<` and `>` see it; `None` when they have none.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (as_text(a), as_text(b)) {
        (Some(a), Some(b)) => Some(text_order(&a, &b)),
        _ => number(a).partial_cmp(&number(b)),
    }
}

/// What compares as text: texts, arrays and objects.
fn as_text(value: &Value) -> Option<Cow<'_, str>> {
    matches!(value, Value::String(_) | Value::Array(_) | Value::Object(_)).then(|| text(value))
}

/// JavaScript compares UTF-16 units, which differs from code points beyond U+FFFF.
pub(super) fn text_order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// A number as JSON, whole numbers without a fraction; `null` when it is not finite.
pub(super) fn number_value(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number as i64;
    if number.abs() < EXACT && whole as f64 == number { Value::from(whole) } else { Value::from(number) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (number, expected) in [
            (json!(-0.0), "0"),
            (json!(8.0), "8"),
            (json!(1e21), "1e+21"),
            (json!(1.5e-7), "1.5e-7"),
            (json!(9_007_199_254_740_993_u64), "9007199254740992"),
        ] {
            assert_eq!(text(&number), expected);
        }
    }

    #[test]
    fn texts_are_read_as_javascript_reads_them() {
        for (text, expected) in [
            ("", 0.0),
            (" \n8\u{feff}", 8.0),
            ("+5", 5.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("0x1F", 31.0),
            ("0b101", 5.0),
            ("0o17", 15.0),
            ("-Infinity", f64::NEG_INFINITY),
        ] {
            assert_eq!(text_number(text), expected, "{text:?}");
        }
        for text in ["inf", "nan", "infinity", "1_000", "0x", "-0x1", "1,5", "8 9", "e5", ".", "\u{85}8"] {
            assert!(text_number(text).is_nan(), "{text:?}");
        }
    }

    #[test]
    fn arrays_become_joined_text_and_objects_a_fixed_one() {
        assert_eq!(text(&json!([1, null, ["a", true], {}])), "1,,a,true,[object Object]");
        assert_eq!(number(&json!([7])), 7.0);
        assert_eq!(number(&json!([])), 0.0);
        assert!(number(&json!({})).is_nan());
    }

    #[test]
    fn text_order_is_that_of_utf_16() {
        assert_eq!(text_order("\u{1f600}", "\u{ffff}"), Ordering::Less);
        assert_eq!(text_order("a", "B"), Ordering::Greater);
    }
}
