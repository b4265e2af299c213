//! What the page's security policy would block, and what would leave the device.

use super::{
    Finding,
    source::{self, Keep},
};
use crate::place;
use anyhow::Result;

/// Addresses that are names of vocabularies, never fetched.
const NAMES: [&str; 1] = ["http://www.w3.org/"];

/// The widget's scripts, which run in pages of any policy.
const ELEMENT: &str = "crates/widget/element";
/// What makes HTML or script of a string; a page with Trusted Types refuses it.
const SINKS: [&str; 8] =
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "cssText", "new Function", "eval(", "DOMParser"];

const CLASSES: &str = "use a class, or `set_property` through a ref; the security policy blocks inline styles";
const NODES: &str = "build elements; the security policy blocks HTML from strings";
const SAME_ORIGIN: &str = "fetch from the site itself by a relative address; a default build talks to no other origin";

/// Checks the app's and the adapters' code, and the HTML.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for crate_name in ["app", "browser", "widget", "js"] {
        let folder = place::root().join("crates").join(crate_name).join("src");
        for file in place::files(&folder, &["rs"])? {
            for (number, line) in source::lines(&place::read(&file)?, Keep::CodeAndStrings) {
                for (message, remedy) in in_code(&line) {
                    findings.push(Finding::at(&file, number, message.to_owned(), remedy));
                }
            }
        }
    }
    for file in place::files(&place::root().join(ELEMENT), &["js"])? {
        for (at, line) in place::read(&file)?.lines().enumerate() {
            for (message, remedy) in in_script(line) {
                findings.push(Finding::at(&file, at + 1, message.to_owned(), remedy));
            }
        }
    }
    for file in
        [place::files(&place::root().join("www"), &["html"])?, place::files(&place::root().join(ELEMENT), &["html"])?]
            .concat()
    {
        for (at, line) in place::read(&file)?.lines().enumerate() {
            for (message, remedy) in in_page(line) {
                findings.push(Finding::at(&file, at + 1, message.to_owned(), remedy));
            }
        }
    }
    Ok(findings)
}

fn in_code(line: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if has_style_attribute(line) {
        found.push(("an inline `style` attribute", CLASSES));
    }
    if line.contains("from_html_unchecked") || line.contains("set_inner_html") {
        found.push(("HTML from a string", NODES));
    }
    let foreign = |scheme: &str| {
        line.match_indices(scheme).any(|(at, _)| {
            let address = line.get(at..).unwrap_or_default();
            !NAMES.iter().any(|name| address.starts_with(name))
        })
    };
    if foreign("http://") || foreign("https://") {
        found.push(("an address of another origin", SAME_ORIGIN));
    }
    found
}

fn in_script(line: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = in_code(line);
    if SINKS.iter().any(|sink| line.contains(sink)) {
        found.push(("HTML, style or script from a string", NODES));
    }
    found
}

fn in_page(line: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if has_style_attribute(line) || line.contains("<style") {
        found.push(("an inline style", CLASSES));
    }
    if line.contains("<script") && !line.contains(" src=") {
        found.push(("an inline script", "move it into `www/boot.js`; the security policy blocks inline scripts"));
    }
    found
}

/// `style=` as an attribute of its own, as in `<p style="...">` or `<p style={...}>`.
fn has_style_attribute(line: &str) -> bool {
    line.match_indices("style=").any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default().chars().last();
        let after = line.get(at + "style=".len()..).unwrap_or_default().chars().next();
        before.is_none_or(char::is_whitespace) && matches!(after, Some('"' | '{' | '\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_breach_is_found_and_its_neighbours_are_not() {
        for line in [
            "<p style=\"color: red\">",
            "<p class=\"x\" style={format!(\"\")}>",
            "Html::from_html_unchecked(x)",
            "Request::get(\"https://example.org/x\")",
        ] {
            assert_eq!(in_code(line).len(), 1, "{line}");
        }
        for line in ["let style = 1;", "<p data-style=\"x\">", "const SVG: &str = \"http://www.w3.org/2000/svg\";"] {
            assert_eq!(in_code(line).len(), 0, "{line}");
        }
        assert_eq!(in_script("root.innerHTML = text;").len(), 1);
        assert_eq!(in_script("root.replaceChildren(...nodes);").len(), 0);
        assert_eq!(in_page("<script>1</script>").len(), 1);
        assert_eq!(in_page("<script type=\"module\" src=\"boot.js\"></script>").len(), 0);
    }
}
