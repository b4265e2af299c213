//! A file that no longer fits into a head is split.

use super::Finding;
use crate::place;
use anyhow::Result;

const LINES: usize = 500;

/// Warns about source files of more than 500 lines.
pub fn check() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (folder, extensions) in [("crates", ["rs", "js"].as_slice()), ("www/css", &["css"]), ("tests", &["mjs"])] {
        for file in place::files(&place::root().join(folder), extensions)? {
            let lines = place::read(&file)?.lines().count();
            if lines > LINES {
                let message = format!("{lines} lines, more than {LINES}");
                let finding = Finding::at(&file, 1, message, "split it where a second reason to change appears");
                findings.push(finding.into_warning());
            }
        }
    }
    Ok(findings)
}
