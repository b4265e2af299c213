//! `cargo xtask js`: the npm package of the JavaScript API, into `dist/js/`.

use crate::{
    place, process, server,
    setup::{Need, Toolbox, pins::WASM_TARGET},
};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the whole package makes a page download, in bytes after gzip. The goal is 150,000: what is above it is the engine with
/// its checks, which a card or a gate does not need at once, and since 310,000 the exchange with a server, which nobody needs
/// who names none: behind one function (`crates/js/src/sync.rs`), to be cut out as the app's is. Otherwise only lowered.
const BUDGET_BYTES: usize = 470_000;

/// What is written by hand.
const SOURCE: &str = "crates/js/npm";
/// The compiled part, as the scripts name it.
const WASM: &str = "guildhall_bg.wasm";
/// What a page downloads.
const SHIPPED: [&str; 4] = ["guildhall.js", "hall.js", "guildhall_core.js", WASM];

/// Installs what is missing, builds the package and shows its size.
pub fn run() -> Result<()> {
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    let folder = build(&toolbox)?;
    println!("\nThe package is in {}.", place::shown(&folder));
    check_size(&folder)
}

/// Builds the package; answers its folder.
pub fn build(toolbox: &Toolbox) -> Result<PathBuf> {
    let folder = place::dist().join("js");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
    }
    let mut cargo = toolbox.command("cargo");
    cargo.args(["build", "--profile", "wasm", "--target", WASM_TARGET, "-p", "guildhall-js"]);
    process::run(&mut cargo)?;

    let bound = place::target().join("js");
    let mut bind = toolbox.command("wasm-bindgen");
    bind.args([
        "--target",
        "web",
        "--no-typescript",
        "--omit-default-module-path",
        "--out-name",
        "guildhall_core",
        "--out-dir",
    ])
    .arg(&bound);
    process::run(bind.arg(place::target().join(WASM_TARGET).join("wasm/guildhall_js.wasm")))?;

    for file in place::files(&place::root().join(SOURCE), &[])? {
        let name = file.file_name().context("a file has a name")?;
        // Only a part of `guildhall.d.ts`.
        if name == "api.d.ts" {
            continue;
        }
        place::write(&folder.join(name), fs::read(&file)?)?;
    }
    let mut esbuild = toolbox.command("esbuild");
    esbuild.args(["--minify", "--legal-comments=none", "--log-level=warning"]).arg(bound.join("guildhall_core.js"));
    process::capture(esbuild.arg(format!("--outfile={}", folder.join("guildhall_core.js").display())))?;
    let mut optimise = toolbox.command("wasm-opt");
    optimise.args(["--reorder-functions-by-name", "--low-memory-unused", "-Oz"]);
    process::capture(optimise.arg(bound.join("guildhall_core_bg.wasm")).arg("--output").arg(folder.join(WASM)))?;
    Ok(folder)
}

/// The files that a page downloads of the package.
pub fn shipped(folder: &Path) -> impl Iterator<Item = PathBuf> {
    SHIPPED.iter().map(|name| folder.join(name))
}

/// Shows what a page downloads of the package, and fails above the budget.
pub fn check_size(folder: &Path) -> Result<()> {
    let mut total = 0;
    for name in SHIPPED {
        let file = folder.join(name);
        let body = fs::read(&file).with_context(|| format!("cannot read `{}`", place::shown(&file)))?;
        let zipped = server::gzip(&body, Compression::new(6)).len();
        println!("    {name:<24}{zipped:>10} bytes after gzip");
        total += zipped;
    }
    println!("    {:<24}{total:>10}, of at most {BUDGET_BYTES}", "together");
    if total > BUDGET_BYTES {
        bail!("the JavaScript API makes a page download {total} bytes, the budget is {BUDGET_BYTES}");
    }
    Ok(())
}
