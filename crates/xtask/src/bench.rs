//! `cargo xtask bench`: measurements, found by their place, so that adding one needs no change here.
//!
//! - `crates/<name>/benches/*.rs` run natively with `cargo bench`;
//! - `tests/bench/<name>*.bench.mjs` run in Node.js, with the release site and Chromium at hand;
//! - `sizes` is, besides, the table of what a first visit downloads, and the packages its WebAssembly consists of.

use crate::{
    dist, js, packages, place, process,
    server::{Server, Site},
    setup::{Need, Toolbox},
    sizes,
};
use anyhow::{Context, Result, bail};
use std::{collections::BTreeSet, path::PathBuf};

const SIZES: &str = "sizes";
/// Measurements that need `dist/js/`, too.
const WITH_WIDGET: [&str; 2] = [SIZES, "lighthouse"];

/// What `bench` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// What to measure, such as `engine`, `store` or `sizes`; everything if nothing is named.
    names: Vec<String>,
}

/// Runs the named measurements, or all.
pub fn run(options: &Options) -> Result<()> {
    let native = native()?;
    let browser = browser()?;
    let mut known = native.clone();
    known.extend(browser.iter().map(|(name, _)| name.clone()));
    if let Some(unknown) = options.names.iter().find(|name| !known.contains(*name)) {
        let known: Vec<String> = known.into_iter().collect();
        bail!("nothing measures `{unknown}`; there is {}", known.join(", "));
    }
    let wanted = |name: &str| options.names.is_empty() || options.names.iter().any(|n| n == name);

    for name in native.iter().filter(|name| wanted(name)) {
        println!("\n{name}, natively");
        let package = format!("guildhall-{name}");
        process::run(process::cargo().args(["bench", "--quiet", "-p", &package, "--bench", "*"]))?;
    }
    let browser: Vec<_> = browser.into_iter().filter(|(name, _)| wanted(name)).collect();
    if browser.is_empty() {
        return Ok(());
    }
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site, Need::Browser])?;
    dist::build(&toolbox, &dist::PublicUrl::root(), None, &[])?;
    if wanted(SIZES) {
        let sizes = sizes::measure(&place::dist())?;
        sizes::print(&sizes);
        if let Some(wasm) = sizes.wasm() {
            packages::print(wasm.zipped)?;
        }
    }
    // The widget is measured in pages of the site.
    if browser.iter().any(|(name, _)| WITH_WIDGET.contains(&name.as_str())) {
        js::build(&toolbox)?;
    }
    toolbox.install_packages("tests/bench")?;
    let site = Server::start(Site { folder: place::dist(), base: "/".into(), reload: false }, 0)?;
    for (name, script) in browser {
        println!("\n{name}, in Chromium");
        // Peers that only one measurement needs lie beside it.
        toolbox.install_packages(script.parent().context("a script lies in a folder")?)?;
        process::run(toolbox.command("node").arg(script).env("GUILDHALL_SITE", site.url()))?;
    }
    Ok(())
}

/// The crates with benches, by their short names.
fn native() -> Result<BTreeSet<String>> {
    let crates = place::root().join("crates");
    let mut names = BTreeSet::new();
    for file in place::files(&crates, &["rs"])? {
        let parts: Vec<_> = file.strip_prefix(&crates)?.components().collect();
        if let [name, folder, ..] = parts.as_slice()
            && folder.as_os_str() == "benches"
        {
            names.insert(name.as_os_str().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// The browser benches and the name each goes by: its file name up to the first dash or dot.
fn browser() -> Result<Vec<(String, PathBuf)>> {
    let files = place::files(&place::root().join("tests/bench"), &["mjs"])?;
    let named = files.into_iter().filter_map(|file| {
        let stem = file.file_name()?.to_str()?.strip_suffix(".bench.mjs")?;
        let name = stem.split('-').next().unwrap_or(stem).to_owned();
        Some((name, file))
    });
    Ok(named.collect())
}
