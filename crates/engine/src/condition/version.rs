//! Versions as comparable text, for `$veq` and its relatives.

use serde_json::Value;

use super::coerce;

/// A version in a form whose text order is the versions' order: a leading `v` and build metadata are dropped, numbers
/// are padded, and a release sorts after its pre-releases.
///
/// Anything that is neither a text nor a number is version `0`, as in the reference.
pub(super) fn comparable(value: &Value) -> String {
    let version = match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(_) => coerce::text(value).into_owned(),
        _ => "0".to_owned(),
    };
    let bare = without_build(version.strip_prefix('v').unwrap_or(&version));
    let mut parts: Vec<String> = bare.split(['-', '.']).map(padded).collect();
    if parts.len() == 3 {
        // A release has no pre-release part; `~` sorts after every letter and digit one could have.
        parts.push("~".to_owned());
    }
    parts.join("-")
}

/// Numbers right-aligned in five columns, so that 9 sorts before 10; other parts as they are.
fn padded(part: &str) -> String {
    if !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{part:>5}")
    } else {
        part.to_owned()
    }
}

/// The version up to its build metadata, a `+` and everything after it on the last line.
fn without_build(version: &str) -> &str {
    let last_line = version.rfind(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(0);
    let build = version.match_indices('+').map(|(at, _)| at).find(|at| *at >= last_line);
    build.and_then(|at| version.get(..at)).unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_version_is_stripped_split_and_padded() {
        for (version, expected) in [
            (json!("v1.2.3+build.7"), "    1-    2-    3-~"),
            (json!("1.2.3-rc.1"), "    1-    2-    3-rc-    1"),
            (json!("123456.0"), "123456-    0"),
            (json!("1.0.0--"), "    1-    0-    0--"),
            (json!(2.5), "    2-    5"),
            (json!(""), "    0"),
            (json!(null), "    0"),
            (json!(true), "    0"),
            (json!("1+a\n2+b"), "1+a\n2"),
        ] {
            assert_eq!(comparable(&version), expected);
        }
    }
}
