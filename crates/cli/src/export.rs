//! `guildhall export`: events for other systems.

mod statement;

use crate::community;
use crate::files;
use crate::import::FIELDS;
use anyhow::{Result, bail};
use guildhall_engine::event::Event;
use guildhall_engine::exchange;
use serde_json::Value;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `guildhall export`.
#[derive(clap::Args)]
pub struct Args {
    /// The community's folder.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Only what concerns this member: what the member did, and what others did to the member's work.
    #[arg(long, value_name = "ID")]
    member: Option<String>,
    /// In which form.
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What stands before members and objects in the addresses of xAPI statements.
    #[arg(long, value_name = "IRI", default_value = "urn:guildhall:")]
    base: String,
}

/// A form of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line, as the app and `guildhall import ndjson` read it.
    Ndjson,
    /// A table, as `guildhall import csv` reads it.
    Csv,
    /// A JSON array of xAPI statements, as `guildhall import xapi` reads it.
    Xapi,
}

/// Writes events in order of time.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let all = community::read_events(&args.folder, &[])?;
    let mut events: Vec<&Event> = match &args.member {
        Some(member) => community::concerning(all.values(), member),
        None => all.values().collect(),
    };
    if let (Some(member), true) = (&args.member, events.is_empty()) {
        bail!("no event in {} concerns the member `{member}`", args.folder.display());
    }
    events.sort_by_key(|event| (event.at, event.id));
    let content = match args.format {
        Format::Ndjson => exchange::write_ndjson(events.iter().copied()).into_bytes(),
        Format::Csv => table(&events)?,
        Format::Xapi => statements(&events, &args.base).into_bytes(),
    };
    match &args.out {
        Some(path) => {
            files::write(path, &content)?;
            anstream::eprintln!("wrote {} to {}", crate::table::counted(events.len(), "event"), path.display());
        }
        None => out.write_all(&content)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn table(events: &[&Event]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(FIELDS)?;
    for event in events {
        let json = event.to_json();
        let cell = |field: &&str| match json.get(field) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        writer.write_record(FIELDS.iter().map(cell))?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn statements(events: &[&Event], base: &str) -> String {
    let lines: Vec<String> = events.iter().map(|event| statement::write(event, base).to_string()).collect();
    if lines.is_empty() { "[]\n".into() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
