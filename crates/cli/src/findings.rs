//! Findings as a person reads them: the place in the file, the line, a mark under it, and what to do.

mod place;
mod snippet;

pub use place::{Index, Spot};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use guildhall_engine::finding::{Finding, Severity};
use serde::Serialize;
use std::io::Write;

/// How errors look.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// How warnings look.
pub const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// How the frame around a snippet looks.
pub const FRAME: Style = AnsiColor::Blue.on_default().bold();
/// How a heading looks.
pub const STRONG: Style = Style::new().bold();
/// How asides look.
pub const FAINT: Style = Style::new().dimmed();

/// A file and what was found in it.
#[derive(Debug, Default)]
pub struct Source {
    /// The file's name, as the user gave it or below the folder the user gave.
    pub name: String,
    /// Its text; what is not UTF-8 is replaced.
    pub text: String,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

impl Source {
    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// A finding with its place, for programs.
#[derive(Serialize)]
pub struct Located<'s> {
    file: &'s str,
    /// From 1; absent when the finding is about the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// From 1, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(flatten)]
    finding: &'s Finding,
}

/// Every finding of a source with its place.
pub fn located(source: &Source) -> Vec<Located<'_>> {
    let index = Index::of(&source.text);
    let place = |finding| {
        let spot = index.spot(finding);
        let (line, column) = (spot.as_ref().map(|s| s.line), spot.as_ref().map(|s| s.column));
        Located { file: &source.name, line, column, finding }
    };
    source.findings.iter().map(place).collect()
}

/// Writes the findings of a source, at most `limit` of them, and says how many were left out.
///
/// # Errors
/// When the output cannot be written.
pub fn render(out: &mut dyn Write, source: &Source, limit: usize) -> Result<()> {
    if source.findings.is_empty() {
        return Ok(());
    }
    let index = Index::of(&source.text);
    for finding in source.findings.iter().take(limit) {
        snippet::write(out, &source.name, &index, finding)?;
    }
    let more = source.findings.len().saturating_sub(limit);
    if more > 0 {
        writeln!(out, "{FAINT}… and {more} more in {} (--limit 0 shows all){FAINT:#}\n", source.name)?;
    }
    Ok(())
}
