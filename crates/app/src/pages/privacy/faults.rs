//! What is wrong with a file of events, in the member's language.

use super::words::{Words, words};
use crate::language::Language;
use crate::ui::findings::findings;
use guildhall_engine::finding::{Finding, Severity};
use yew::prelude::*;

/// A list of findings. English has them in the words of where they arose; other languages by their codes, with the
/// offending input as it stands in the file.
pub fn faults(language: Language, all: &[Finding]) -> Html {
    if language == Language::English {
        return findings(all);
    }
    let words = words(language);
    html! {
        <ul class="findings">
            { for all.iter().enumerate().map(|(at, finding)| fault(words, at, finding)) }
        </ul>
    }
}

fn fault(words: &Words, at: usize, finding: &Finding) -> Html {
    let class = if finding.severity == Severity::Error { "finding finding-error" } else { "finding" };
    let told = (words.fault)(finding.code);
    html! {
        <li key={at} {class} data-code={finding.code}>
            <code class="finding-path">{ place(words, &finding.path) }</code>
            if let Some((message, remedy)) = told {
                <span class="finding-message">
                    { message }
                    if let Some(input) = quoted(&finding.message) { { " " }<code>{ input.to_owned() }</code> }
                </span>
                if !remedy.is_empty() {
                    <span class="finding-remedy">{ remedy }</span>
                }
            } else {
                <span class="finding-message" lang="en">{ finding.message.as_str() }</span>
            }
        </li>
    }
}

/// `line 5.at` in the member's language; other places are paths in the file.
fn place(words: &Words, path: &str) -> String {
    match path.strip_prefix("line ") {
        Some(rest) => {
            let (line, field) = rest.split_once('.').unwrap_or((rest, ""));
            (words.line)(line, field)
        }
        None => path.to_owned(),
    }
}

/// What stands first in backticks: the input that is meant. What comes later is an example of how it should be.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1).filter(|input| !input.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offending_input_is_what_stands_in_backticks() {
        assert_eq!(quoted("`a b` is not `c`"), Some("a b"));
        assert_eq!(quoted("nothing here"), None);
    }

    #[test]
    fn places_are_told_in_chinese() {
        let words = words(Language::Chinese);
        assert_eq!(place(words, "line 5.at"), "第 5 行 · at");
        assert_eq!(place(words, "line 12"), "第 12 行");
        assert_eq!(place(words, "$.events[3].id"), "$.events[3].id");
    }
}
