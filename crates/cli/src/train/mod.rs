//! `guildhall train` and `guildhall evaluate`: a model of what goes with what, and how good it is.

mod engine;
mod evaluate;
mod report;
mod watch;

pub use evaluate::{EvaluateArgs, run as evaluate};

use crate::community::{self, CATALOGUE};
use crate::findings::{self, STRONG};
use crate::{clock, table};
use anyhow::{Context, Result, bail};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::finding::fatal;
use guildhall_engine::id::CommunityId;
use guildhall_engine::model::{Header, Model};
use guildhall_engine::time::{Moment, Offset};
use guildhall_train::events::{self, Intake};
use guildhall_train::noise::Source;
use guildhall_train::split::{self, Holding};
use guildhall_train::train::{self, Terms, USUAL};
use guildhall_train::tune::{self, FEWEST};
use guildhall_train::{artefact, memory};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Arguments of `guildhall train`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    community: CommunityArgs,
    /// The folder of the model's files; a model that is there is replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    terms: TermArgs,
    /// Protect each member's whole history by differential privacy with this epsilon; 8 is moderate, 1 strong.
    #[arg(long, value_name = "E")]
    epsilon: Option<f64>,
    /// The seed by which members are held back while settings are chosen.
    #[arg(long, value_name = "N", default_value_t = split::PROTOCOL.seed)]
    seed: u64,
    /// Do not choose settings by measuring; take what is usual.
    #[arg(long)]
    usual: bool,
}

/// A community's folder, or the parts of one.
#[derive(clap::Args)]
pub struct CommunityArgs {
    /// The community's folder.
    #[arg(value_name = "DIR", required_unless_present = "mooc")]
    folder: Option<PathBuf>,
    /// Use this charter instead of the folder's.
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// Use these event files instead of the folder's; may be given several times.
    #[arg(long, value_name = "FILE")]
    events: Vec<PathBuf>,
    /// The moment from which events fade, such as `2026-03-14`; now by default.
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    at: Option<Moment>,
    /// Learn from the public course enrolments in this folder instead: `train.txt`, `test.txt`, `kg_final.txt`.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["folder", "charter", "events", "at"])]
    mooc: Option<PathBuf>,
}

/// What is given rather than chosen.
#[derive(clap::Args)]
pub struct TermArgs {
    #[command(flatten)]
    engine: engine::EngineArgs,
    /// The memory for events and for counting, such as `500MB`.
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "2GB")]
    memory: usize,
    /// Say of two items that they go together only when at least so many members had both.
    #[arg(long, value_name = "N", default_value_t = 5)]
    min_members: u32,
    /// The size of the model's rows; the weights that matter least are left out.
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "380kB")]
    budget: usize,
    /// Leave the items' tags out.
    #[arg(long)]
    no_tags: bool,
}

/// A number of bytes: `380kB`, `2GB`, or plain.
fn bytes(text: &str) -> Result<usize, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let scale = match unit {
        "" | "B" => Some(1),
        "k" | "kB" | "KB" => Some(1_000),
        "M" | "MB" => Some(1_000_000),
        "G" | "GB" => Some(1_000_000_000),
        _ => None,
    };
    let number: Option<usize> = number.parse().ok();
    let value = number.zip(scale).and_then(|(number, scale)| number.checked_mul(scale));
    value.ok_or_else(|| format!("`{text}` is no size; write `380kB` or `2GB`"))
}

/// What is learned from, and for whom.
struct Learned {
    community: CommunityId,
    offset: Offset,
    catalogue: Option<Catalogue>,
    intake: Intake,
}

/// Trains and writes.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    if let Some(epsilon) = args.epsilon.filter(|epsilon| !(*epsilon > 0.0 && epsilon.is_finite())) {
        bail!("`--epsilon {epsilon}` is no privacy; give a number above 0, such as 8");
    }
    let start = Instant::now();
    let watch = watch::Bars::default();
    let ready = args.terms.engine.ready()?;
    let source = learn_from(&args.community, &args.terms)?;
    let interactions = &source.intake.interactions;
    interactions.check()?;
    let chosen = if args.usual || args.epsilon.is_some() {
        train::private(&USUAL)
    } else {
        let holding = Holding { seed: args.seed, test: 0, ..split::PROTOCOL };
        let split = split::split(interactions, &holding);
        if split.validation.len() < FEWEST {
            note("there are too few members with five items to choose settings by; the usual ones are taken");
        }
        tune::tune(&split.training, &split.validation, args.terms.min_members, !args.terms.no_tags, &watch)?
    };
    let terms = Terms {
        engine: ready.engine(),
        memory: args.terms.memory,
        least: args.terms.min_members.max(1),
        budget: Some(args.terms.budget),
        privacy: args.epsilon.map(|epsilon| (epsilon, Source::System)),
        watch: &watch,
    };
    let rows = train::fit(interactions, &chosen, &terms)?;
    watch.done();
    let mut header = Header::new(source.community.clone());
    header.trained = Some(args.community.at.unwrap_or_else(clock::now).day(source.offset));
    header.items = u32::try_from(interactions.items.len()).context("more items than a model can have")?;
    if args.epsilon.is_none() {
        header.members = u32::try_from(interactions.members.len()).unwrap_or(u32::MAX);
        header.interactions = u32::try_from(interactions.len()).unwrap_or(u32::MAX);
        header.min_members = terms.least;
    }
    header.epsilon = args.epsilon;
    header.graded = chosen.graded;
    header.history = chosen.history;
    header.recent = u32::try_from(chosen.recent).unwrap_or_default();
    header.recent_weight = chosen.recent_weight;
    header.training = chosen.to_json();
    let files = artefact::files(&header, &interactions.items, &rows)?;
    if let Some(catalogue) = &source.catalogue {
        Model::read(&files.model, &source.community, catalogue).context("the model that was made cannot be read")?;
    }
    artefact::publish(&args.out, &files)?;
    let weights: usize = rows.iter().map(Vec::len).sum();
    let with_rows = rows.iter().filter(|row| !row.is_empty()).count();
    let size = files.model.len() + files.parts.iter().map(|(_, part)| part.len()).sum::<usize>();
    writeln!(
        out,
        "{STRONG}{}{STRONG:#}: {} in {}, {} kB; {} weights of {} items, from {} and {}",
        args.out.display(),
        table::counted(1 + files.parts.len(), "file"),
        format_args!("{:.1} s", start.elapsed().as_secs_f64()),
        table::number(size as f64 / 1000.0),
        table::count(weights),
        table::count(with_rows),
        table::counted(interactions.members.len(), "member"),
        table::counted(interactions.len(), "interaction"),
    )?;
    if weights == 0 {
        note("no two items have enough members in common, nor tags; the shelf will do without the model");
    }
    if let Some(peak) = memory::peak() {
        writeln!(out, "memory: {} MB at most", table::number((peak as f64 / 1e6).round()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads what is learned from, and says what could not be used.
fn learn_from(args: &CommunityArgs, terms: &TermArgs) -> Result<Learned> {
    if let Some(folder) = &args.mooc {
        let interactions = guildhall_train::mooc::read(folder, !terms.no_tags)?;
        let members = interactions.members.len();
        let intake = Intake { interactions, members, ..Intake::default() };
        return Ok(Learned { community: "mooc".into(), offset: Offset::default(), catalogue: None, intake });
    }
    let Some(folder) = &args.folder else { bail!("name the community's folder") };
    let charter = community::usable_charter(folder, args.charter.as_deref())?;
    let catalogue = catalogue(folder, &charter)?;
    let files = if args.events.is_empty() { community::event_files(folder)? } else { args.events.clone() };
    if files.is_empty() {
        bail!("there are no event files (events*.ndjson) in {}; `guildhall import` writes one", folder.display());
    }
    let now = args.at.unwrap_or_else(clock::now);
    let intake = events::read(&charter, &catalogue, &files, now, terms.memory as u64)?;
    say(&intake);
    Ok(Learned {
        community: charter.file().id.clone(),
        offset: charter.file().offset,
        catalogue: Some(catalogue),
        intake,
    })
}

fn catalogue(folder: &Path, charter: &Charter) -> Result<Catalogue> {
    let path = folder.join(CATALOGUE);
    if !path.exists() {
        bail!("there is no catalogue at {}; `guildhall init` writes one", path.display());
    }
    let mut pages = community::read_pages(&path, &path.display().to_string())?;
    let catalogue = community::gather(charter, &mut pages);
    if let Some(page) = pages.iter().find(|page| fatal(&page.source.findings)) {
        findings::render(&mut anstream::stderr().lock(), &page.source, 3)?;
        bail!("{} cannot be used; `guildhall check` tells everything wrong with it", page.source.name);
    }
    Ok(catalogue)
}

/// Says on standard error what of the events could not be used.
fn say(intake: &Intake) {
    for (file, finding) in &intake.findings {
        note(&format!("{}, {}: {}; {}", file.display(), finding.path, finding.message, finding.remedy));
    }
    if intake.refused > intake.findings.len() {
        let more = table::counted(intake.refused - intake.findings.len(), "more line");
        note(&format!("{more} cannot be used; `guildhall check` shows all"));
    }
    if let Some(first) = intake.unknown.first() {
        let things = table::counted(intake.unknown.len(), "thing");
        note(&format!(
            "{things} that members did something with, such as `{first}`, are no items of the catalogue and are left out"
        ));
    }
    if intake.declined > 0 {
        let members = table::counted(intake.declined, "member");
        note(&format!("{members} want no personal recommendations; nothing is learned from them"));
    }
    if intake.passes > 1 {
        note(&format!("the events were read {} times to stay within `--memory`", intake.passes));
    }
}

fn note(text: &str) {
    anstream::eprintln!("{}note{}: {text}", findings::WARNING.render(), findings::WARNING.render_reset());
}
