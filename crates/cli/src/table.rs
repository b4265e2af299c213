//! Tables on a terminal: columns as wide as what stands in them, numbers to the right.

use crate::findings::STRONG;
use anyhow::Result;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// To which side the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// Writes rows under a heading; the last column is not filled up.
///
/// # Errors
/// When the output cannot be written.
pub fn write<const N: usize>(out: &mut dyn Write, heading: [(&str, Side); N], rows: &[[String; N]]) -> Result<()> {
    let mut widths = heading.map(|(name, _)| name.width());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let sides = heading.map(|(_, side)| side);
    let names = heading.map(|(name, _)| name.to_owned());
    writeln!(out, "{STRONG}{}{STRONG:#}", line(&names, &sides, &widths))?;
    for row in rows {
        writeln!(out, "{}", line(row, &sides, &widths))?;
    }
    Ok(())
}

fn line(cells: &[String], sides: &[Side], widths: &[usize]) -> String {
    let mut text = String::new();
    for ((cell, side), width) in cells.iter().zip(sides).zip(widths) {
        let fill = " ".repeat(width.saturating_sub(cell.width()));
        let (before, after) = if *side == Side::Right { (fill.as_str(), "") } else { ("", fill.as_str()) };
        text.push_str(&format!("{before}{cell}{after}  "));
    }
    text.truncate(text.trim_end().len());
    text
}

/// A number for people: groups of three digits, at most two decimals, none when whole.
pub fn number(value: f64) -> String {
    let rounded = format!("{:.2}", value.abs());
    let (whole, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let fraction = fraction.trim_end_matches('0');
    let sign = if value < 0.0 && rounded.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) { "-" } else { "" };
    let dot = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{dot}{fraction}", grouped(whole))
}

/// A count for people: groups of three digits.
pub fn count(value: usize) -> String {
    grouped(&value.to_string())
}

/// A count with the word for what is counted, in the plural where it takes one.
pub fn counted(value: usize, word: &str) -> String {
    format!("{} {word}{}", count(value), if value == 1 { "" } else { "s" })
}

fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_short() {
        let cases = [
            (0.0, "0"),
            (3140.0, "3,140"),
            (-1234567.891, "-1,234,567.89"),
            (0.5, "0.5"),
            (-0.001, "0"),
            (999.999, "1,000"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn columns_line_up_with_wide_characters() {
        let mut out = Vec::new();
        let rows = [["读者".to_owned(), "1".to_owned()], ["ada".to_owned(), "22".to_owned()]];
        write(&mut out, [("who", Side::Left), ("n", Side::Right)], &rows).unwrap();
        let text = anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string();
        assert_eq!(text, "who    n\n读者   1\nada   22\n");
    }
}
