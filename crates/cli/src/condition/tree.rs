//! What each part of a condition came to, as an indented tree.

use crate::standing::words::requirement;
use anyhow::Result;
use guildhall_engine::condition::Explanation;
use std::io::Write;

/// Writes a node and what is below it.
pub(super) fn write(out: &mut dyn Write, explanation: &Explanation, depth: usize) -> Result<()> {
    let mark = if explanation.holds() { "✓" } else { "✗" };
    let indent = "  ".repeat(depth);
    let (word, parts) = match explanation {
        Explanation::All { parts, .. } => ("all of", parts),
        Explanation::Any { parts, .. } => ("any of", parts),
        Explanation::Field(leaf) => return Ok(writeln!(out, "{indent}{mark} {}", requirement(leaf))?),
    };
    if parts.is_empty() {
        let asked = if explanation.holds() { "nothing is asked" } else { "nothing can meet this" };
        return Ok(writeln!(out, "{indent}{mark} {asked}")?);
    }
    writeln!(out, "{indent}{mark} {word}")?;
    parts.iter().try_for_each(|part| write(out, part, depth + 1))
}
