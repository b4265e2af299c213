//! Colours have names: raw ones stand in `tokens.css` alone, so that a theme changes only tokens.

use super::Finding;
use crate::place;
use anyhow::Result;

const REMEDY: &str = "give the colour a name in www/css/tokens.css and use `var(--name)`";

/// Functions that write a raw colour. `color-mix` and `light-dark` of tokens are fine anywhere.
const FUNCTIONS: [&str; 9] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"];
/// The colour words people reach for.
const WORDS: [&str; 16] = [
    "white", "black", "red", "green", "blue", "gray", "grey", "orange", "yellow", "purple", "pink", "brown", "gold",
    "silver", "navy", "teal",
];

/// Checks every style sheet but `tokens.css`.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in place::files(&place::root().join("www/css"), &["css"])? {
        if file.ends_with("tokens.css") {
            continue;
        }
        for (at, line) in without_comments(&place::read(&file)?).lines().enumerate() {
            if let Some(colour) = raw_colour(line) {
                findings.push(Finding::at(&file, at + 1, format!("the raw colour `{colour}`"), REMEDY));
            }
        }
    }
    Ok(findings)
}

/// The first raw colour among a line's values.
fn raw_colour(line: &str) -> Option<String> {
    // A selector such as `#main:hover` is no declaration; values follow a colon and a declaration ends.
    let value = line.split_once(':').map(|(_, value)| value).filter(|value| !value.contains('{'))?;
    let mut rest = value;
    while let Some(start) = rest.find(is_word) {
        let word_on = rest.get(start..)?;
        let end = word_on.find(|c| !is_word(c)).unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        let called = after.starts_with('(');
        let is_raw = match word.strip_prefix('#') {
            Some(digits) => matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|b| b.is_ascii_hexdigit()),
            None if called => FUNCTIONS.contains(&word),
            None => WORDS.contains(&word),
        };
        if is_raw {
            return Some(word.to_owned());
        }
        // What stands in `url(...)` is an address.
        rest = match after.split_once(')') {
            Some((_, after)) if called && word == "url" => after,
            _ => after,
        };
    }
    None
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '#')
}

/// Comments become blanks; line breaks stay.
fn without_comments(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        text.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_colours_are_found_and_names_are_not() {
        for line in [
            "  color: #fff;",
            "  border: 1px solid #1a2b3c;",
            "  background: rgb(0 0 0 / 50%);",
            "  color: light-dark(oklch(0.5 0.1 20), var(--x));",
            "  color: white;",
        ] {
            assert!(raw_colour(line).is_some(), "{line}");
        }
        for line in [
            "  color: var(--ink);",
            "#feed:hover {",
            "  background: color-mix(in oklab, var(--ink) 20%, transparent);",
            "  white-space: nowrap;",
            "  color: currentColor;",
            "  fill: url(#fade);",
            "  --label-grey-tone: var(--grey-3);",
        ] {
            assert_eq!(raw_colour(line), None, "{line}");
        }
        assert_eq!(without_comments("a/* #fff\n */b"), "a\nb");
    }
}
