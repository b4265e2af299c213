//! Canonical JSON (RFC 8785) and the SHA-256 digest of a state, for replay and comparison.

use crate::order::sort_by;
use serde::Serialize;
use serde_json::{Number, Value};
use sha2::{Digest as _, Sha256};

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The digest of any state that serializes to JSON: SHA-256 of its canonical form, in hexadecimal.
///
/// # Errors
/// When the state cannot be written as JSON, which for the engine's own types does not happen.
pub fn digest(state: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(hex(&sha256(canonical(&serde_json::to_value(state)?).as_bytes())))
}

/// JSON in the canonical form of RFC 8785: sorted keys, no white space, ECMAScript numbers.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => out.push_str(&ecmascript(number)),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            sort_by(&mut entries, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (at, (key, item)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(&Value::String(key.clone()), out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
        // Escapes of `serde_json` are those of RFC 8785: the short forms, and \u00xx for other controls.
        Value::Null | Value::Bool(_) | Value::String(_) => out.push_str(&value.to_string()),
    }
}

/// A number for messages. (The formatter of the standard library would bring its tables into the browser.)
pub(crate) fn plain(number: f64) -> String {
    Number::from_f64(number).map_or_else(|| "not a number".into(), |number| ecmascript(&number))
}

/// A number as ECMAScript prints it. `serde_json` prints the same shortest digits, laid out differently.
pub(crate) fn ecmascript(number: &Number) -> String {
    let text = number.to_string();
    if !number.is_f64() {
        return text;
    }
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let leading_zeros = all.len() - digits.len();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".into();
    }
    // The value is 0.DIGITS × 10^point.
    let point = exponent.parse::<i32>().unwrap_or(0) + count(whole.len()) - count(leading_zeros);
    let length = count(digits.len());
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    let laid_out = if (length..=21).contains(&point) {
        format!("{digits}{}", zeros(point - length))
    } else if (1..=21).contains(&point) {
        let (head, tail) = digits.split_at_checked(usize::try_from(point).unwrap_or(0)).unwrap_or((digits, ""));
        format!("{head}.{tail}")
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", zeros(-point))
    } else {
        let (head, tail) = digits.split_at_checked(1).unwrap_or((digits, ""));
        let dot = if tail.is_empty() { "" } else { "." };
        format!("{head}{dot}{tail}e{:+}", point - 1)
    };
    format!("{sign}{laid_out}")
}

fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_look_as_in_ecmascript() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (3140.0, "3140"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (123456789012345680000.0, "123456789012345680000"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (1.5e-9, "1.5e-9"),
            (0.1, "0.1"),
            (1.0 / 3.0, "0.3333333333333333"),
            (5e-324, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (4.5, "4.5"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (9007199254740993.0, "9007199254740992"),
        ];
        for (number, text) in cases {
            assert_eq!(canonical(&json!(number)), text);
        }
    }

    #[test]
    fn keys_are_sorted_by_utf16_and_nothing_is_spaced() {
        let value = json!({"b": [1, true, null], "a": {"\u{fb33}": 1, "\u{1f600}": 2, "é\n": "\u{7}\""}});
        assert_eq!(canonical(&value), "{\"a\":{\"é\\n\":\"\\u0007\\\"\",\"😀\":2,\"\u{fb33}\":1},\"b\":[1,true,null]}");
    }

    #[test]
    fn the_digest_ignores_the_order_of_keys() {
        let one = digest(&json!({"a": 1, "b": 2})).ok();
        assert_eq!(one, digest(&json!({"b": 2.0, "a": 1})).ok());
        assert_eq!(one.as_deref().map(str::len), Some(64));
    }
}
