//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md that no compiler checks, most of them absences.
//!
//! Each check is a file here and returns findings; a finding names the place and the remedy.

mod dependencies;
mod engine;
mod length;
mod markup;
mod pins;
mod source;
mod styles;

use crate::{
    js, place,
    sizes::{self, BUDGET_BYTES, Sizes},
};
use anyhow::{Result, bail};
use std::{fmt, path::Path};

/// Something that breaks an invariant.
pub struct Finding {
    place: String,
    message: String,
    remedy: &'static str,
    is_warning: bool,
}

impl Finding {
    fn at(file: &Path, line: usize, message: String, remedy: &'static str) -> Self {
        Self::about(format!("{}:{line}", place::shown(file)), message, remedy)
    }

    fn about(place: impl Into<String>, message: String, remedy: &'static str) -> Self {
        Self { place: place.into(), message, remedy, is_warning: false }
    }

    /// Worth telling, not worth failing for.
    fn into_warning(mut self) -> Self {
        self.is_warning = true;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_warning { "warning" } else { "error" };
        write!(f, "{kind}: {}: {}\n    remedy: {}", self.place, self.message, self.remedy)
    }
}

/// Runs every check; the sizes are checked of what is built, site and package.
pub fn run() -> Result<()> {
    let mut findings = in_sources()?;
    if place::dist().join("index.html").is_file() {
        let sizes = sizes::measure(&place::dist())?;
        sizes::print(&sizes);
        findings.extend(within_budget(&sizes));
    }
    let package = place::dist().join("js");
    if package.join("package.json").is_file() {
        js::check_size(&package)?;
    }
    report(&findings)
}

/// Runs every check but the sizes, which need a built site.
pub fn check_sources() -> Result<()> {
    report(&in_sources()?)
}

fn in_sources() -> Result<Vec<Finding>> {
    let checks: [fn() -> Result<Vec<Finding>>; 6] =
        [engine::check, markup::check, styles::check, dependencies::check, pins::check, length::check];
    let mut findings = Vec::new();
    for check in checks {
        findings.extend(check()?);
    }
    Ok(findings)
}

/// Fails if a first visit downloads more than the budget, or if a part of it is missing.
pub fn check_sizes(sizes: &Sizes) -> Result<()> {
    sizes::print(sizes);
    report(&within_budget(sizes))
}

fn within_budget(sizes: &Sizes) -> Vec<Finding> {
    let mut findings: Vec<Finding> = sizes
        .missing
        .iter()
        .map(|file| {
            Finding::about(
                format!("dist/{file}"),
                "this part of a first visit is not in the site".into(),
                "run `cargo xtask dist`; if the file has another name now, change `FIRST_VISIT` in crates/xtask/src/sizes.rs",
            )
        })
        .collect();
    let bytes = sizes.first_visit_bytes();
    if bytes > BUDGET_BYTES {
        findings.push(Finding::about(
            "dist",
            format!("a first visit downloads {bytes} bytes, the budget is {BUDGET_BYTES}"),
            "see the largest parts in the table above; load later what the first page does not show",
        ));
    }
    for chunk in sizes.chunks.iter().filter(|chunk| chunk.own > sizes::chunk_budget(&chunk.name)) {
        findings.push(Finding::about(
            "dist",
            format!(
                "the chunk `{}` is {} bytes, the budget is {}",
                chunk.name,
                chunk.own,
                sizes::chunk_budget(&chunk.name)
            ),
            "put what is not needed at once into a chunk of its own",
        ));
    }
    findings
}

fn report(findings: &[Finding]) -> Result<()> {
    for finding in findings {
        println!("{finding}");
    }
    let errors = findings.iter().filter(|finding| !finding.is_warning).count();
    if errors > 0 {
        bail!("{errors} invariant(s) broken; see above");
    }
    println!("Tidy: {} warning(s), no error.", findings.len());
    Ok(())
}
