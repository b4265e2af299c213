//! `guildhall check`: everything wrong with a community, each finding at its place.

mod events;
mod model;
mod texts;

use crate::community::{self, CATALOGUE, CHARTER};
use crate::files;
use crate::findings::{self, FAINT, Source};
use crate::table;
use anyhow::{Result, bail};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::finding::{Finding, Severity};
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Arguments of `guildhall check`.
#[derive(clap::Args)]
pub struct Args {
    /// Community folders, charters, pages of catalogues, or event files.
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
    /// Count warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Show at most so many findings of each file; 0 shows all.
    #[arg(long, default_value_t = 100, value_name = "N")]
    limit: usize,
}

/// Checks and reports; exit code 1 when there are errors.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let mut sources = Vec::new();
    for path in &args.paths {
        if path.is_dir() { folder(path, &mut sources)? } else { file(path, &mut sources)? }
    }
    let count = |severity| sources.iter().map(|source: &Source| source.count(severity)).sum::<usize>();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if args.json {
        let findings: Vec<_> = sources.iter().flat_map(findings::located).collect();
        let files: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
        let report = json!({"files": files, "errors": errors, "warnings": warnings, "findings": findings});
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        let limit = if args.limit == 0 { usize::MAX } else { args.limit };
        for source in &sources {
            findings::render(out, source, limit)?;
        }
        let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
        writeln!(out, "{FAINT}checked {}{FAINT:#}", names.join(", "))?;
        writeln!(out, "{}, {}", table::counted(errors, "error"), table::counted(warnings, "warning"))?;
    }
    let failed = errors > 0 || (args.strict && warnings > 0);
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn folder(path: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let charter_path = path.join(CHARTER);
    if !charter_path.exists() {
        bail!("there is no {CHARTER} in {}; `guildhall init` writes one", path.display());
    }
    let (charter, source) = community::read_charter(&charter_path, &charter_path.display().to_string())?;
    let charter_at = sources.len();
    sources.push(source);
    let catalogue_path = path.join(CATALOGUE);
    if catalogue_path.exists() {
        let (catalogue, mut pages) = catalogue(&catalogue_path, charter.as_ref(), Some(path))?;
        // Which items there are is known only when every page was read.
        let is_whole = !pages.iter().any(|page| page.count(Severity::Error) > 0);
        if let (Some(charter), Some(source), true) = (&charter, sources.get_mut(charter_at), is_whole) {
            source.findings.extend(catalogue.check_references(charter));
            source.findings.extend(model::check(path, charter, &catalogue));
        }
        sources.append(&mut pages);
    } else if let Some(source) = sources.get_mut(charter_at) {
        let message = format!("there is no {CATALOGUE} beside the charter: the community has no content");
        let id = charter.as_ref().map_or("the charter's id", |charter| charter.file().id.as_str());
        let remedy = format!(
            "write {} with `{{\"guildhall\": 1, \"community\": \"{id}\", \"items\": []}}` and add the items",
            catalogue_path.display()
        );
        source.findings.push(Finding::warning("catalogue-missing", "", message, remedy));
    }
    for file in community::event_files(path)? {
        sources.push(events::check(&file, charter.as_ref())?);
    }
    Ok(())
}

/// A single file is checked as what it is; the charter beside it, if there is one, is asked but not reported on.
fn file(path: &Path, sources: &mut Vec<Source>) -> Result<()> {
    if !path.exists() {
        bail!("there is no file or folder {}", path.display());
    }
    let bytes = files::read(path)?;
    let beside = path.parent().unwrap_or(Path::new("")).join(CHARTER);
    let charter = || match beside.is_file().then(|| community::read_charter(&beside, CHARTER)) {
        Some(Ok((charter, _))) => charter,
        _ => None,
    };
    match kind(path, &bytes) {
        Kind::Charter => sources.push(community::read_charter(path, &path.display().to_string())?.1),
        Kind::Catalogue => sources.append(&mut catalogue(path, charter().as_ref(), path.parent())?.1),
        Kind::Events => sources.push(events::check(path, charter().as_ref())?),
    }
    Ok(())
}

enum Kind {
    Charter,
    Catalogue,
    Events,
}

/// What a file is: by its content, and where that is broken by its name.
fn kind(path: &Path, bytes: &[u8]) -> Kind {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice::<serde_json::Value>(text) {
        Ok(document) if document.get("tiers").is_some() => Kind::Charter,
        Ok(document) if document.get("community").is_some() || document.get("items").is_some() => Kind::Catalogue,
        Ok(document) if document.is_array() || document.get("events").is_some() || document.get("verb").is_some() => {
            Kind::Events
        }
        _ if name.starts_with("catalogue") => Kind::Catalogue,
        _ if name.ends_with(".json") && !name.starts_with("events") => Kind::Charter,
        _ => Kind::Events,
    }
}

/// Checks a catalogue from its first page on: against the charter and the texts of the folder where there are any.
fn catalogue(first: &Path, charter: Option<&Charter>, folder: Option<&Path>) -> Result<(Catalogue, Vec<Source>)> {
    let mut pages = community::read_pages(first, &first.display().to_string())?;
    if let Some(folder) = folder {
        texts::check(folder, charter, &mut pages)?;
    }
    let catalogue = charter.map_or_else(Catalogue::new, |charter| community::gather(charter, &mut pages));
    Ok((catalogue, pages.into_iter().map(|page| page.source).collect()))
}
