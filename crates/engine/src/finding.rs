//! What is wrong with a document or an event, said with its place and its remedy.

use serde::Serialize;

/// How much a [`Finding`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The document works, but probably not as meant.
    Warning,
    /// The document cannot be used.
    Error,
}

/// One problem in a document, with the JSON path of the place and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Whether the document can be used all the same.
    pub severity: Severity,
    /// Stable, kebab-case name of the kind of problem; programs match on this, never on the text.
    pub code: &'static str,
    /// JSON path from the document's root, such as `$.tiers[2].when.score`.
    pub path: String,
    /// What is wrong; lower case, no full stop, the offending input in backticks.
    pub message: String,
    /// What to do about it; empty when the message already says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

impl Finding {
    /// A finding that makes the document unusable.
    pub fn error(
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Finding { severity: Severity::Error, code, path: path.into(), message: message.into(), remedy: remedy.into() }
    }

    /// A finding that leaves the document usable.
    pub fn warning(
        code: &'static str,
        path: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Finding { severity: Severity::Warning, ..Finding::error(code, path, message, remedy) }
    }
}

/// Whether any of the findings makes the document unusable.
pub fn fatal(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// The known word closest to a mistyped one, if any is close enough to be what was meant.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (edit_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The remedy for a word that does not exist: the one that was meant, or else all there are.
pub(crate) fn meant_or_known<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match closest(word, known.clone()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// Levenshtein distance with adjacent swaps counted as two edits, in characters; ASCII case is ignored.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, up) in b.iter().zip(row.iter().skip(1)) {
            let cost = (diagonal + usize::from(x != *y)).min(left + 1).min(up + 1);
            diagonal = *up;
            left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_word_finds_the_meant_one() {
        assert_eq!(closest("wieght", ["metric", "weight", "when"]), Some("weight"));
        assert_eq!(closest("Weight", ["metric", "weight"]), Some("weight"));
        assert_eq!(closest("zebra", ["metric", "weight"]), None);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }
}
