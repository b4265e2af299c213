//! One finding, the way Rust's compiler shows one.

use super::{ERROR, FAINT, FRAME, Index, STRONG, WARNING};
use anyhow::Result;
use guildhall_engine::finding::{Finding, Severity};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// The most characters of a line that are shown, and how many of them stand before the mark.
const WIDEST: usize = 100;
const BEFORE: usize = 40;

/// Writes the message, the place, the line with a mark, the path and the remedy.
pub(super) fn write(out: &mut dyn Write, name: &str, index: &Index<'_>, finding: &Finding) -> Result<()> {
    let spot = index.spot(finding);
    let (word, style) = match finding.severity {
        Severity::Error => ("error", ERROR),
        Severity::Warning => ("warning", WARNING),
    };
    writeln!(out, "{style}{word}[{}]{style:#}{STRONG}: {}{STRONG:#}", finding.code, finding.message)?;
    let margin = " ".repeat(spot.as_ref().map_or(1, |spot| spot.line.to_string().len()));
    match &spot {
        Some(spot) => writeln!(out, "{margin}{FRAME}-->{FRAME:#} {}:{}:{}", name, spot.line, spot.column)?,
        None => writeln!(out, "{margin}{FRAME}-->{FRAME:#} {}", name)?,
    }
    if let Some((spot, line)) = spot.as_ref().and_then(|spot| Some((spot, index.line(spot.line)?))) {
        let (shown, indent, length) = clip(line, spot);
        writeln!(out, "{margin} {FRAME}|{FRAME:#}")?;
        writeln!(out, "{FRAME}{} |{FRAME:#} {shown}", spot.line)?;
        writeln!(out, "{margin} {FRAME}|{FRAME:#} {}{style}{}{style:#}", " ".repeat(indent), "^".repeat(length))?;
    }
    if finding.path.starts_with('$') {
        writeln!(out, "{margin} {FRAME}={FRAME:#} {FAINT}at:{FAINT:#} {}", finding.path)?;
    }
    if !finding.remedy.is_empty() {
        writeln!(out, "{margin} {FRAME}={FRAME:#} help: {}", finding.remedy)?;
    }
    Ok(writeln!(out)?)
}

/// The part of a line around a spot, with the columns to indent the mark by and the mark's width.
fn clip(line: &str, spot: &super::Spot) -> (String, usize, usize) {
    let characters: Vec<char> =
        line.trim_start_matches('\u{feff}').chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let column = spot.column.saturating_sub(1).min(characters.len());
    let start = if characters.len() <= WIDEST { 0 } else { column.saturating_sub(BEFORE) };
    let end = (start + WIDEST).min(characters.len());
    let text =
        |from: usize, to: usize| characters.get(from..to.max(from)).unwrap_or_default().iter().collect::<String>();
    let (head, tail) = (if start > 0 { "…" } else { "" }, if end < characters.len() { "…" } else { "" });
    let indent = head.width() + text(start, column).width();
    let length = text(column, (column + spot.length).min(end)).width().max(1);
    (format!("{head}{}{tail}", text(start, end)), indent, length)
}

#[cfg(test)]
mod tests {
    use super::super::Spot;
    use super::*;

    #[test]
    fn a_long_line_is_clipped_around_the_mark() {
        let line = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let (shown, indent, length) = clip(&line, &Spot { line: 1, column: 501, length: 1 });
        assert_eq!(shown.chars().nth(indent), Some('X'));
        assert_eq!((shown.chars().count(), length), (WIDEST + 2, 1));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let (_, indent, length) = clip("会员: 等级", &Spot { line: 1, column: 5, length: 2 });
        assert_eq!((indent, length), (6, 4));
    }
}
