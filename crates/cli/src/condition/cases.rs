//! A list of cases: does every condition come out as expected?

use crate::findings::{ERROR, FAINT};
use anyhow::{Result, bail};
use guildhall_engine::condition::{Condition, JsonDocument};
use serde_json::{Map, Value};
use std::io::{BufRead, Write};
use std::process::ExitCode;

/// One line: a condition, a document, and whether the one holds for the other.
struct Case {
    name: String,
    condition: Value,
    document: Value,
    expected: bool,
    groups: Option<Map<String, Value>>,
}

/// Reads cases, one a line, and reports every mismatch; a line that is no case counts as failed.
pub(super) fn run(input: &mut dyn BufRead, out: &mut dyn Write, verbose: bool) -> Result<ExitCode> {
    let (mut passed, mut failed) = (0usize, 0usize);
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = bytes.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&bytes).trim_ascii();
        if line.is_empty() {
            continue;
        }
        match judge(line, number, verbose) {
            Ok(()) => passed += 1,
            Err(why) => {
                failed += 1;
                writeln!(out, "{ERROR}failed{ERROR:#} line {number}: {why}")?;
            }
        }
    }
    writeln!(out, "{passed} passed, {failed} failed")?;
    if passed + failed == 0 {
        bail!("no case on standard input; each line is [name, condition, document, expected, groups?]");
    }
    Ok(if failed > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn judge(line: &[u8], number: usize, verbose: bool) -> Result<(), String> {
    let text =
        std::str::from_utf8(line).map_err(|error| format!("not UTF-8 from byte {} on", error.valid_up_to() + 1))?;
    let case = read(serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?)?;
    let (condition, problems) = Condition::parse(&case.condition);
    for problem in problems.iter().filter(|_| verbose) {
        anstream::eprintln!(
            "{}line {number}: {} ({}){}",
            FAINT.render(),
            problem.message,
            problem.code,
            FAINT.render_reset()
        );
    }
    let holds = condition.holds(&JsonDocument { root: &case.document, groups: case.groups.as_ref() });
    if holds == case.expected {
        return Ok(());
    }
    let Case { name, condition, document, expected, .. } = case;
    Err(format!("{name}: expected {expected}, found {holds}\n  condition: {condition}\n  document:  {document}"))
}

fn read(value: Value) -> Result<Case, String> {
    let Value::Array(parts) = value else {
        return Err("a case is an array: [name, condition, document, expected, groups?]".into());
    };
    let count = parts.len();
    let mut parts = parts.into_iter();
    let (Some(name), Some(condition), Some(document), Some(expected)) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(format!("a case has 4 or 5 parts, not {count}: [name, condition, document, expected, groups?]"));
    };
    let Value::Bool(expected) = expected else {
        return Err(format!("the expected outcome is true or false, not {expected}"));
    };
    let groups = match parts.next() {
        None | Some(Value::Null) => None,
        Some(Value::Object(groups)) => Some(groups),
        Some(other) => return Err(format!("the groups are an object, not {other}")),
    };
    if parts.next().is_some() {
        return Err(format!("a case has 4 or 5 parts, not {count}: [name, condition, document, expected, groups?]"));
    }
    let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
    Ok(Case { name, condition, document, expected, groups })
}
