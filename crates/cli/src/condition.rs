//! `guildhall condition`: conditions on documents, one or a whole list of cases.

mod cases;
mod tree;

use crate::findings::ERROR;
use anyhow::{Context, Result};
use guildhall_engine::condition::{Condition, JsonDocument, Problem};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::process::ExitCode;

/// Arguments of `guildhall condition`.
///
/// Exit code 0 when the condition holds, 1 when it does not, 2 when it cannot be asked.
#[derive(clap::Args)]
#[command(
    after_help = "Without arguments, or with `-`, cases are read from standard input, one JSON array a line:\n  \
    [name, condition, document, expected, groups?]\nEvery case that comes out differently is reported; exit code 1 if there is one."
)]
pub struct Args {
    /// The condition as JSON, such as '{"score": {"$gte": 100}}'; `-` reads cases from standard input.
    condition: Option<String>,
    /// The document as JSON, such as '{"score": 120}'.
    document: Option<String>,
    /// Lists for `$inGroup`, as a JSON object of arrays.
    #[arg(long, value_name = "JSON")]
    groups: Option<String>,
    /// Print what each part of the condition came to as JSON.
    #[arg(long)]
    json: bool,
    /// Name mistakes in the conditions of cases on standard error.
    #[arg(long)]
    verbose: bool,
}

/// Evaluates.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    match (args.condition.as_deref(), args.document.as_deref()) {
        (None | Some("-"), None) => cases::run(&mut std::io::stdin().lock(), out, args.verbose),
        (Some(condition), Some(document)) => one(condition, document, args, out),
        _ => anyhow::bail!(
            "a condition and a document are needed, both as JSON; neither reads cases from standard input"
        ),
    }
}

fn one(condition: &str, document: &str, args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let condition: Value = serde_json::from_str(condition).context("the condition is not JSON")?;
    let document: Value = serde_json::from_str(document).context("the document is not JSON")?;
    let groups: Option<Map<String, Value>> = match &args.groups {
        Some(groups) => Some(serde_json::from_str(groups).context("the groups are not a JSON object")?),
        None => None,
    };
    let (condition, problems) = Condition::parse(&condition);
    if !problems.is_empty() {
        if args.json {
            writeln!(out, "{}", json!({"valid": false, "problems": problems}))?;
        } else {
            problems.iter().for_each(say);
        }
        return Ok(ExitCode::from(2));
    }
    let explanation = condition.explain(&JsonDocument { root: &document, groups: groups.as_ref() });
    let holds = explanation.holds();
    if args.json {
        let report = json!({"valid": true, "holds": holds, "explanation": explanation});
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        writeln!(out, "{holds}")?;
        tree::write(out, &explanation, 1)?;
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Names a mistake in a condition on standard error.
fn say(problem: &Problem) {
    let Problem { code, path, message, remedy } = problem;
    anstream::eprintln!("{}error[{code}]{}: {message}\n  at: ${path}", ERROR.render(), ERROR.render_reset());
    if !remedy.is_empty() {
        anstream::eprintln!("  help: {remedy}");
    }
}
