//! `guildhall init`: a new community from a preset.

use crate::community::{CATALOGUE, CHARTER};
use crate::files;
use crate::findings::STRONG;
use anyhow::{Result, bail};
use guildhall_engine::finding::closest;
use guildhall_engine::presets::{PRESETS, Preset};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const README: &str = include_str!("init/README.md");

/// Arguments of `guildhall init`.
#[derive(clap::Args)]
pub struct Args {
    /// The preset to begin with; `--list` shows them.
    #[arg(long, value_name = "NAME", required_unless_present = "list")]
    preset: Option<String>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Replace files that are there.
    #[arg(long)]
    force: bool,
    /// List the presets.
    #[arg(long)]
    list: bool,
}

/// Writes the charter, the catalogue and a README, or lists the presets.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let Some(name) = args.preset.as_deref().filter(|_| !args.list) else {
        let width = PRESETS.iter().map(|preset| preset.name.len()).max().unwrap_or(0);
        for preset in PRESETS {
            writeln!(out, "{STRONG}{:width$}{STRONG:#}  {}", preset.name, preset.summary)?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(preset) = PRESETS.iter().find(|preset| preset.name == name) else {
        let names = PRESETS.iter().map(|preset| preset.name);
        let remedy = match closest(name, names.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("there are {}", names.collect::<Vec<_>>().join(", ")),
        };
        bail!("there is no preset `{name}`; {remedy}");
    };
    let written = [
        (args.dir.join(CHARTER), preset.charter.to_owned()),
        (args.dir.join(CATALOGUE), preset.catalogue.to_owned()),
        (args.dir.join("README.md"), readme(preset, &args.dir)),
    ];
    // All or nothing: what is there is looked at before anything is written.
    let there: Vec<String> =
        written.iter().filter(|(path, _)| path.exists()).map(|(path, _)| path.display().to_string()).collect();
    if !args.force && !there.is_empty() {
        bail!("{} exists already; `--force` replaces it, `--dir` names another folder", there.join(", "));
    }
    for (path, text) in &written {
        files::write(path, text.as_bytes())?;
        writeln!(out, "wrote {}", path.display())?;
    }
    writeln!(out, "next: read {}", args.dir.join("README.md").display())?;
    Ok(ExitCode::SUCCESS)
}

fn readme(preset: &Preset, folder: &Path) -> String {
    let folder = folder.display().to_string();
    README.replace("{preset}", preset.name).replace("{summary}", preset.summary).replace("{folder}", &folder)
}
