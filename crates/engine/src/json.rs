//! Reading JSON text.
//!
//! `serde_json` reads into types of any kind and prints every fault it can meet; a document needs one type, [`Value`]. The
//! reader for that is a tenth of the size, which every first visit downloads. What it reads is the same to the last bit.

use serde_json::{Map, Number, Value};

mod number;

pub(crate) use number::decimal;

/// How deep arrays and objects may lie in each other.
const DEPTH: usize = 128;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// Reads JSON text.
///
/// # Errors
/// The first fault, when the text is not JSON.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = reader.value().and_then(|value| {
        reader.skip_space();
        if reader.peek().is_none() { Ok(value) } else { Err("something follows the document's end") }
    });
    value.map_err(|what| {
        let before = text.get(..reader.at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Fault { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, what }
    })
}

type Read<T> = Result<T, &'static str>;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn skip_while(&mut self, belongs: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn value(&mut self) -> Read<Value> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.nested(Reader::object),
            Some(b'[') => self.nested(Reader::array),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(_) => {
                for (word, value) in [("null", Value::Null), ("true", true.into()), ("false", false.into())] {
                    if self.rest().starts_with(word) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err("expected a value")
            }
            None => Err("the text ends where a value is expected"),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Read<Value>) -> Read<Value> {
        if self.depth == DEPTH {
            return Err("arrays and objects lie too deep in each other");
        }
        self.at += 1;
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Read<Value> {
        let mut items = Vec::new();
        self.skip_space();
        if self.takes(b']') {
            return Ok(items.into());
        }
        loop {
            items.push(self.value()?);
            self.skip_space();
            if self.takes(b']') {
                return Ok(items.into());
            }
            if !self.takes(b',') {
                return Err("expected `,` or `]`");
            }
        }
    }

    fn object(&mut self) -> Read<Value> {
        let mut map = Map::new();
        self.skip_space();
        if self.takes(b'}') {
            return Ok(map.into());
        }
        loop {
            self.skip_space();
            if self.peek() != Some(b'"') {
                return Err("expected a key in double quotes");
            }
            let key = self.string()?;
            self.skip_space();
            if !self.takes(b':') {
                return Err("expected `:`");
            }
            let value = self.value()?;
            map.insert(key, value);
            self.skip_space();
            if self.takes(b'}') {
                return Ok(map.into());
            }
            if !self.takes(b',') {
                return Err("expected `,` or `}`");
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let start = self.at;
            self.skip_while(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escape()?),
                Some(_) => return Err("a line break or control character in a text; write `\\n` or `\\u`"),
                None => return Err("the text ends within double quotes"),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        self.at += 1;
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.unit()?;
                let code = match first {
                    0xD800..=0xDBFF if self.takes(b'\\') && self.takes(b'u') => {
                        let second = self.unit()?.checked_sub(0xDC00).filter(|low| *low < 0x400);
                        second.map_or(first, |low| 0x10000 + ((first - 0xD800) << 10) + low)
                    }
                    _ => first,
                };
                char::from_u32(code).ok_or("`\\u` names half a character")?
            }
            _ => {
                self.at -= 1;
                return Err("no such escape; after `\\` comes one of `\"\\/bfnrtu`");
            }
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Read<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4 * usize::from(unit.is_some());
        unit.ok_or("`\\u` is followed by four hexadecimal digits")
    }

    fn digits(&mut self) -> Read<&'t str> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_digit());
        self.text.get(start..self.at).filter(|digits| !digits.is_empty()).ok_or("expected a digit")
    }

    fn number(&mut self) -> Read<Number> {
        let is_negative = self.takes(b'-');
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return Err("a number does not begin with a zero");
        }
        let fraction = if self.takes(b'.') { Some(self.digits()?) } else { None };
        let exponent = if self.takes(b'e') || self.takes(b'E') {
            let start = self.at;
            if !self.takes(b'-') {
                self.takes(b'+');
            }
            self.digits()?;
            self.text.get(start..self.at)
        } else {
            None
        };
        if let (None, None) = (fraction, exponent)
            && let Some(integer) = integer(is_negative, whole)
        {
            return Ok(integer);
        }
        let size = decimal(whole, fraction.unwrap_or_default(), exponent.unwrap_or_default());
        Number::from_f64(if is_negative { -size } else { size }).ok_or("the number is too large")
    }
}

/// A whole number that can be kept as one. Minus zero cannot.
fn integer(is_negative: bool, digits: &str) -> Option<Number> {
    let add = |sum: u64, digit: u8| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
    let size = digits.bytes().try_fold(0, add)?;
    match is_negative {
        false => Some(size.into()),
        true if size == 0 => None,
        true => 0i64.checked_sub_unsigned(size).map(Number::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_serde_reads() {
        let texts = [
            r#"{"a": [1, -2, 0, -0, 3.5e-3, true, false, null], "b": {"c": "d\n\u00e9\ud83d\ude00\/"}, "a": "last"}"#,
            " [ ] ",
            "\t{\r\n}\n",
            r#""夜航船""#,
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775808",
            "-9223372036854775809",
            "0.1E+2",
            "1e-400",
            "-0.0",
        ];
        for text in texts {
            assert_eq!(parse(text).unwrap(), serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn what_serde_refuses_is_refused_with_its_place() {
        let texts = [
            ("", 1, 1),
            ("{", 1, 2),
            ("[1,]", 1, 4),
            ("[1 2]", 1, 4),
            ("{\"a\" 1}", 1, 6),
            ("{\"a\": 1,}", 1, 9),
            ("{a: 1}", 1, 2),
            ("[\n  01\n]", 2, 5),
            ("1.", 1, 3),
            (".5", 1, 1),
            ("1e", 1, 3),
            ("+1", 1, 1),
            ("1e400", 1, 6),
            ("nul", 1, 1),
            ("\"\n\"", 1, 2),
            ("\"\\x\"", 1, 3),
            ("\"\\ud800\"", 1, 8),
            ("\"\\u12\"", 1, 4),
            ("\"夜", 1, 3),
            ("1 1", 1, 3),
        ];
        for (text, line, column) in texts {
            let fault = parse(text).unwrap_err();
            assert_eq!((fault.line, fault.column), (line, column), "{text}: {}", fault.what);
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        }
        let deep = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert!(parse(&deep(127)).is_ok() && parse(&deep(100_000)).is_err());
    }
}
