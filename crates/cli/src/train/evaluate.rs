//! `guildhall evaluate`: how good recommendations are, on members who were held back.

use super::{CommunityArgs, TermArgs, learn_from, report, watch};
use crate::files;
use anyhow::{Context, Result, bail};
use guildhall_train::evaluate::{Questions, evaluate};
use guildhall_train::plot;
use guildhall_train::split::{self, Holding};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `guildhall evaluate`.
#[derive(clap::Args)]
pub struct EvaluateArgs {
    #[command(flatten)]
    community: CommunityArgs,
    #[command(flatten)]
    terms: TermArgs,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Draw the figures, as SVG, into this file.
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Write who was held back, and what of them, as JSON, so that other programs can be measured on the same.
    #[arg(long, value_name = "FILE")]
    split_out: Option<PathBuf>,
    /// Measure the price of privacy too: a training for each of 1, 2, 5, 10 members and epsilon 16, 8, 4, 2.
    #[arg(long)]
    privacy: bool,
    /// Leave the other methods out.
    #[arg(long)]
    no_peers: bool,
    /// Learn from so many members only, drawn by the seed: what a smaller community would have.
    #[arg(long, value_name = "N")]
    learners: Option<usize>,
    /// The seed by which members are held back.
    #[arg(long, value_name = "N", default_value_t = split::PROTOCOL.seed)]
    seed: u64,
}

/// Measures and prints.
pub fn run(args: &EvaluateArgs, out: &mut dyn Write) -> Result<ExitCode> {
    let ready = args.terms.engine.ready()?;
    let source = learn_from(&args.community, &args.terms)?;
    let interactions = source.intake.interactions;
    interactions.check()?;
    let mut split = split::split(&interactions, &Holding { seed: args.seed, ..split::PROTOCOL });
    if split.test.is_empty() {
        bail!(
            "nobody can be held back: of {} members too few have five items or more; at least ten of them are needed",
            interactions.members.len()
        );
    }
    if let Some(learners) = args.learners {
        split::Chance::new(args.seed).shuffle(&mut split.training.members);
        split.training.members.truncate(learners);
    }
    if let Some(path) = &args.split_out {
        files::write(path, split::export(&split).to_string().as_bytes())?;
    }
    let watch = watch::Bars::default();
    let questions = Questions {
        budget: Some(args.terms.budget),
        engine: ready.engine(),
        memory: args.terms.memory,
        least: args.terms.min_members.max(1),
        tags: !args.terms.no_tags,
        peers: !args.no_peers,
        privacy: args.privacy,
        seed: args.seed,
        watch: &watch,
    };
    let measured = evaluate(&split, &questions)?;
    watch.done();
    if let Some(path) = &args.plot {
        files::write(path, plot::draw(&measured).as_bytes())?;
    }
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &measured).context("the report cannot be written")?;
        writeln!(out)?;
    } else {
        report::print(out, &measured, &split)?;
    }
    Ok(ExitCode::SUCCESS)
}
