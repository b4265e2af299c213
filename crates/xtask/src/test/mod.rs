//! `cargo xtask test`: the one test command, in stages, stopping at the first that fails.

mod stages;

use crate::setup::{Need, Toolbox};
use anyhow::{Result, bail};
use stages::STAGES;
use std::{
    io::{Write, stdout},
    time::{Duration, Instant},
};

/// What `test` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Run only this stage; may be repeated. Stages run in their own order.
    #[arg(long, value_name = "STAGE", value_parser = stage_name)]
    only: Vec<String>,
}

/// A part of the tests.
pub struct Stage {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it does.
    pub title: &'static str,
    /// What must be installed for it.
    pub needs: &'static [Need],
    /// Which command runs it.
    pub runs: Runs,
    /// Does it.
    pub run: fn(&Toolbox) -> Result<()>,
}

/// Which command runs a stage.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// `check` and `test`.
    Always,
    /// `test`.
    Fully,
    /// `test`, when it is named: it would take longer than all others.
    Named,
}

/// Runs every stage but those that want to be named, or those named.
pub fn run(options: &Options) -> Result<()> {
    let only = &options.only;
    let chosen = STAGES.iter().filter(|stage| match only.is_empty() {
        true => stage.runs != Runs::Named,
        false => only.iter().any(|name| name == stage.name),
    });
    run_stages(&chosen.collect::<Vec<_>>())
}

/// Runs the quick stages.
pub fn check() -> Result<()> {
    run_stages(&STAGES.iter().filter(|stage| stage.runs == Runs::Always).collect::<Vec<_>>())
}

fn run_stages(stages: &[&Stage]) -> Result<()> {
    let mut needs = Vec::new();
    for need in stages.iter().flat_map(|stage| stage.needs) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    let started = Instant::now();
    let toolbox = Toolbox::ready(&needs)?;
    let mut times = vec![("setup", started.elapsed())];
    for (at, stage) in stages.iter().enumerate() {
        println!("\n[{}/{}] {}: {}", at + 1, stages.len(), stage.name, stage.title);
        stdout().flush()?;
        let started = Instant::now();
        let outcome = (stage.run)(&toolbox);
        times.push((stage.name, started.elapsed()));
        if let Err(error) = outcome {
            print_times(&times, Some(stage.name));
            bail!("stage `{0}` failed: {error:#}\n\nRun it alone with `cargo xtask test --only {0}`.", stage.name);
        }
    }
    print_times(&times, None);
    println!("\nAll {} stages passed.", stages.len());
    Ok(())
}

fn print_times(times: &[(&str, Duration)], failed: Option<&str>) {
    println!("\n    {:<16}{:>10}", "stage", "seconds");
    for (name, time) in times {
        let mark = if failed == Some(*name) { "  failed" } else { "" };
        println!("    {name:<16}{:>10.1}{mark}", time.as_secs_f64());
    }
    let total: Duration = times.iter().map(|(_, time)| *time).sum();
    println!("    {:<16}{:>10.1}", "total", total.as_secs_f64());
}

fn stage_name(text: &str) -> Result<String> {
    if STAGES.iter().any(|stage| stage.name == text) {
        return Ok(text.to_owned());
    }
    let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
    bail!("the stages are {}", names.join(", "))
}
