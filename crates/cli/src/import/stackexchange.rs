//! A Stack Exchange data dump (`Posts.xml`): questions become the catalogue, posts become events.
//!
//! The dump has no dates for acceptance and votes and does not name voters. An acceptance is dated by its answer. The
//! score of a post becomes one event `votes` at the date of the post, with the score as its value, done by the
//! community itself (its id stands for the member) and owned by the author: no voter is invented.

mod build;
mod post;
mod posts;

use super::Common;
use super::batch::Batch;
use super::folder::Folder;
use super::report::{self, Written};
use crate::community::{CATALOGUE, CHARTER, usable_charter};
use crate::files;
use anyhow::{Context, Result, bail};
use build::Dump;
use guildhall_engine::charter::Charter;
use serde_json::Value;
use std::path::Path;
use std::process::ExitCode;

/// The installation that imported events say they were written by.
const DEVICE: &str = "stackexchange";
/// Rules for a community of questions and answers, written where there are none yet.
const CHARTER_FOR_QUESTIONS: &str = include_str!("stackexchange/charter.json");

/// Arguments of `guildhall import stackexchange`.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,
    /// The community's id where no charter says it; by default the name of the dump's folder.
    #[arg(long, value_name = "ID")]
    community: Option<String>,
    /// Replace a catalogue that is already there.
    #[arg(long)]
    force: bool,
}

/// Reads a dump that is in memory.
pub(super) fn read(bytes: &[u8]) -> Result<Batch> {
    let mut batch = Batch::new("post");
    let posts = posts::read_from(bytes, &mut batch)?;
    Dump::of(posts, DEVICE, &mut batch);
    Ok(batch)
}

/// Imports a dump as a whole: charter (where there is none), catalogue, events.
pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let common = &args.common;
    let posts = if common.input.is_dir() { common.input.join("Posts.xml") } else { common.input.clone() };
    if !posts.is_file() {
        bail!("there is no {}; name the folder of an unpacked dump, or its Posts.xml", posts.display());
    }
    let (charter, new_charter) = charter(args, &posts)?;
    let community = charter.file().id.as_str();
    let mut batch = Batch::new("post");
    batch.nobody = Some(community.into());
    let dump = Dump::of(posts::read(&posts, &mut batch)?, community, &mut batch);
    if let Some(code) = super::refuse(common, &batch)? {
        return Ok(code);
    }
    let catalogue_path = common.out.join(CATALOGUE);
    let catalogue = format!("{}\n", serde_json::to_string_pretty(&dump.catalogue)?);
    if !args.force && catalogue_path.exists() && files::read(&catalogue_path)? != catalogue.as_bytes() {
        bail!("{} exists and differs; `--force` replaces it", catalogue_path.display());
    }
    let mut folder = Folder::open(&common.out)?;
    // A dump is the whole record: what an earlier one said is replaced, so that changed scores do not add up.
    let outcome = folder.replace(DEVICE, &batch.events);
    let charter_path = common.out.join(CHARTER);
    let mut written = Vec::new();
    if let Some(text) = new_charter {
        files::write(&charter_path, text.as_bytes())?;
        written.push(Written::Other(&charter_path, format!("the rules of `{community}`, yours to change")));
    }
    files::write(&catalogue_path, catalogue.as_bytes())?;
    written.push(Written::Other(&catalogue_path, crate::table::counted(dump.questions, "question")));
    folder.write()?;
    written.push(Written::Events(&folder, outcome));
    report::print(common, &batch, &written)?;
    Ok(ExitCode::SUCCESS)
}

/// The charter to go by, and its text where it is still to be written: the one given, the one that is there, or the one
/// for questions and answers.
fn charter(args: &Args, posts: &Path) -> Result<(Charter, Option<String>)> {
    let there = args.common.out.join(CHARTER);
    if there.exists() && args.common.charter.is_none() {
        return Ok((usable_charter(&args.common.out, None)?, None));
    }
    if let Some(given) = &args.common.charter {
        let charter = usable_charter(&args.common.out, Some(given))?;
        let text = files::read_text(given)?;
        if there.exists() && files::read_text(&there)? != text && !args.force {
            bail!("{} exists and differs from {}; `--force` replaces it", there.display(), given.display());
        }
        return Ok((charter, Some(text)));
    }
    let name = community_name(args, posts);
    let mut document: Value =
        serde_json::from_str(CHARTER_FOR_QUESTIONS).context("the built-in charter is not JSON")?;
    document["id"] = name.clone().into();
    document["name"] = name.replace(['-', '_'], " ").into();
    let (charter, findings) = Charter::parse(&document);
    let Some(charter) = charter else {
        let why = findings.first().map(|finding| format!("{}: {}", finding.path, finding.message)).unwrap_or_default();
        bail!("`{name}` cannot be a community's id ({why}); choose another with `--community`");
    };
    Ok((charter, Some(format!("{}\n", serde_json::to_string_pretty(&document)?))))
}

fn community_name(args: &Args, posts: &Path) -> String {
    let folder = || posts.canonicalize().ok()?.parent()?.file_name()?.to_str().map(str::to_owned);
    args.community.clone().or_else(folder).unwrap_or_else(|| DEVICE.to_owned())
}
