//! `cargo xtask js`: the npm package of the JavaScript API, with the widget, into `dist/js/`.

use crate::{
    place, process, server,
    setup::{Need, Toolbox, pins::WASM_TARGET},
    split::{PROFILE, Program},
    widget,
};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What opening a hall makes a page download, in bytes after gzip; only ever lowered.
const BUDGET_BYTES: usize = 175_000;

/// What is written by hand.
const SOURCE: &str = "crates/js/npm";
/// The compiled part, as the scripts name it.
const CORE: &str = "guildhall_core";
/// What the compiled part's script is bundled from.
const ENTRY: &str = "core.js";
/// The chunk that pages ask for first.
const FIRST: &str = "showing";
/// What every page downloads that opens a hall; the parts come when something of them is asked for.
const SHIPPED: [&str; 4] = ["guildhall.js", "hall.js", "guildhall_core.js", "guildhall_core_bg.wasm"];

/// Installs what is missing, builds the package and shows its size.
pub fn run() -> Result<()> {
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    let folder = build(&toolbox)?;
    println!("\nThe package is in {}.", place::shown(&folder));
    check_size(&folder)?;
    println!(
        "\nThe widget, for a page of the same site, in this version and no other:\n\n    {}",
        widget::tag(&folder)?
    );
    Ok(())
}

/// Builds the package; answers its folder.
pub fn build(toolbox: &Toolbox) -> Result<PathBuf> {
    let folder = place::dist().join("js");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
    }
    let mut cargo = toolbox.command("cargo");
    cargo.args(["build", "--profile", PROFILE, "--target", WASM_TARGET, "-p", "guildhall-js"]);
    process::run(&mut cargo)?;

    let bound = place::target().join("js");
    if bound.exists() {
        fs::remove_dir_all(&bound).with_context(|| format!("cannot clear `{}`", place::shown(&bound)))?;
    }
    let program =
        Program { toolbox, compiled: "guildhall_js", name: CORE, folder: &bound, first: Some(FIRST), is_sealed: true };
    program.cut()?;

    for file in place::files(&place::root().join(SOURCE), &[])? {
        let name = file.file_name().context("a file has a name")?;
        // Only a part of `guildhall.d.ts`, and the entry of a bundle.
        if name == "api.d.ts" {
            continue;
        }
        let target = if name == ENTRY { bound.join(name) } else { folder.join(name) };
        place::write(&target, fs::read(&file)?)?;
    }
    for file in place::files(&bound, &["wasm"])? {
        let name = file.file_name().context("a file has a name")?;
        place::write(&folder.join(name), fs::read(&file)?)?;
    }
    let mut esbuild = toolbox.command("esbuild");
    esbuild.current_dir(&bound).args(["--bundle", "--format=esm", "--minify", "--legal-comments=none"]);
    esbuild.args(["--log-level=warning", "--target=es2022", ENTRY]);
    process::capture(esbuild.arg(format!("--outfile={}", folder.join(format!("{CORE}.js")).display())))?;
    widget::build(toolbox, &folder, &SHIPPED)?;
    Ok(folder)
}

/// Shows what a page downloads of the package, and fails above the budget.
pub fn check_size(folder: &Path) -> Result<()> {
    let size = |name: &str| -> Result<usize> {
        let file = folder.join(name);
        let body = fs::read(&file).with_context(|| format!("cannot read `{}`", place::shown(&file)))?;
        Ok(server::gzip(&body, Compression::new(6)).len())
    };
    let mut total = 0;
    for name in SHIPPED {
        let zipped = size(name)?;
        println!("    {name:<32}{zipped:>10} bytes after gzip");
        total += zipped;
    }
    println!("    {:<32}{total:>10}, of at most {BUDGET_BYTES}", "together");
    for file in place::files(folder, &["wasm"])? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The folder of the version holds the same again.
        if file.parent() == Some(folder) && !SHIPPED.contains(&name.as_str()) {
            println!("    {name:<32}{:>10}, when asked for", size(&name)?);
        }
    }
    if total > BUDGET_BYTES {
        bail!("the JavaScript API makes a page download {total} bytes, the budget is {BUDGET_BYTES}");
    }
    widget::check_size(folder)
}
