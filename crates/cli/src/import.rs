//! `guildhall import`: events taken over from other systems.
//!
//! An importer turns its input into a [`Batch`]; what is common to all (adding to the community's folder, the report,
//! the exit code) is here and in `folder`. Ids of events follow from the input, so that importing twice changes nothing.

mod batch;
mod csv;
mod folder;
mod known;
mod log;
mod ndjson;
mod report;
mod stackexchange;
mod text;
mod xapi;

use crate::files;
use anyhow::{Context, Result};
use batch::Batch;
pub use csv::FIELDS;
use folder::Folder;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `guildhall import`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    from: From,
}

#[derive(clap::Subcommand)]
enum From {
    /// A table with a heading: id?, at, member, verb, object, owner, value, note, source.
    Csv(csv::Args),
    /// Event files, one JSON object a line: checked, each event once.
    Ndjson(Common),
    /// A web server's access log in the Combined Log Format.
    Log(log::Args),
    /// Statements of the Experience API (xAPI).
    Xapi(xapi::Args),
    /// A Stack Exchange data dump: questions become the catalogue.
    Stackexchange(stackexchange::Args),
}

/// Arguments that every importer takes.
#[derive(clap::Args)]
pub struct Common {
    /// What to read; `-` is standard input.
    input: PathBuf,
    /// The community's folder; events are added to its events.ndjson.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The charter whose verbs are known; by default the folder's.
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// Write nothing when anything is refused.
    #[arg(long)]
    strict: bool,
    /// Show at most so many of what was refused; 0 shows all.
    #[arg(long, default_value_t = 10, value_name = "N")]
    show: usize,
}

/// Imports and reports; exit code 1 when nothing was imported, or with `--strict` when anything was refused.
pub fn run(args: &Args, _: &mut dyn Write) -> Result<ExitCode> {
    match &args.from {
        From::Csv(args) => add(&args.common, csv::read(args, &input(&args.common.input)?)?),
        From::Ndjson(common) => add(common, ndjson::read(&input(&common.input)?)),
        From::Log(args) => add(&args.common, log::read(args, &input(&args.common.input)?)?),
        From::Xapi(args) => add(&args.common, xapi::read(args, &input(&args.common.input)?)?),
        From::Stackexchange(args) => stackexchange::run(args),
    }
}

/// How many events the bytes hold, read as `run` would.
pub fn taken(args: &Args, bytes: &[u8]) -> Result<usize> {
    let batch = match &args.from {
        From::Csv(args) => csv::read(args, bytes)?,
        From::Ndjson(_) => ndjson::read(bytes),
        From::Log(args) => log::read(args, bytes)?,
        From::Xapi(args) => xapi::read(args, bytes)?,
        From::Stackexchange(_) => stackexchange::read(bytes)?,
    };
    Ok(batch.events.len())
}

fn input(path: &Path) -> Result<Vec<u8>> {
    if path != Path::new("-") {
        return files::read(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    Ok(bytes)
}

/// Adds a batch to the community's folder and reports.
fn add(common: &Common, batch: Batch) -> Result<ExitCode> {
    if let Some(code) = refuse(common, &batch)? {
        return Ok(code);
    }
    let mut folder = Folder::open(&common.out)?;
    let outcome = folder.add(&batch.events);
    folder.write()?;
    report::print(common, &batch, &[report::Written::Events(&folder, outcome)])?;
    Ok(ExitCode::SUCCESS)
}

/// The exit code when a batch is not to be written at all, with the report.
fn refuse(common: &Common, batch: &Batch) -> Result<Option<ExitCode>> {
    if batch.events.is_empty() || (common.strict && !batch.refused.is_empty()) {
        report::print(common, batch, &[])?;
        return Ok(Some(ExitCode::from(1)));
    }
    Ok(None)
}
