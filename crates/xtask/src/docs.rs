//! `cargo xtask docs`: the reference of the JavaScript API (TypeDoc) and of the library crates (rustdoc), into `dist/docs/`.
//!
//! Every address in it is relative, so that it lies under any path, beside the site.

use crate::{
    dist, js, place, process,
    setup::{Need, Toolbox},
};
use anyhow::{Context, Result, bail};
use std::{fs, path::Path};

/// The crates that other programs are built on.
const CRATES: [&str; 4] = ["guildhall-engine", "guildhall-store", "guildhall-backends", "guildhall-widget"];
/// What of them is not there unless it is asked for.
const FEATURES: &str =
    "guildhall-engine/presets,guildhall-engine/regex,guildhall-engine/schema,guildhall-store/testing";
/// TypeDoc's manifest, and the first page.
const SOURCE: &str = "docs/api";
/// The first page's files.
const FIRST_PAGE: [&str; 2] = ["index.html", "index.css"];

/// Installs what is missing and writes the reference.
pub fn run() -> Result<()> {
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    let folder = place::dist().join(dist::REFERENCE);
    clear(&folder)?;
    if !place::dist().join("js/package.json").is_file() {
        js::build(&toolbox)?;
    }
    for name in FIRST_PAGE {
        place::write(&folder.join(name), fs::read(place::root().join(SOURCE).join(name))?)?;
    }
    toolbox.install_packages(SOURCE)?;
    let typedoc = place::root().join(SOURCE).join("node_modules/typedoc/bin/typedoc");
    process::run(toolbox.command("node").arg(typedoc).arg("--options").arg(place::root().join(SOURCE)))?;
    rust(&folder.join("rust"))?;
    check_links(&folder)?;
    println!("\nThe reference is in {}.", place::shown(&folder));
    Ok(())
}

/// Has rustdoc write the crates' pages, in which a link that leads nowhere is an error, and copies them.
fn rust(target: &Path) -> Result<()> {
    let written = place::target().join("doc");
    // What was written of other crates, or of an older version.
    clear(&written)?;
    let mut cargo = process::cargo();
    cargo.args(["doc", "--no-deps", "--features", FEATURES]);
    cargo.args(CRATES.iter().flat_map(|name| ["-p", name])).env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut cargo)?;
    for file in place::files(&written, &[])? {
        let name = file.strip_prefix(&written)?;
        if !name.starts_with(".lock") {
            place::write(&target.join(name), fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// Fails if the first page leads to a page that is not there.
fn check_links(folder: &Path) -> Result<()> {
    let page = place::read(&folder.join("index.html"))?;
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for link in links.filter(|link| !link.starts_with("..")) {
        let file = folder.join(link);
        let file = if file.extension().is_none() { file.join("index.html") } else { file };
        if !file.is_file() {
            bail!("`{SOURCE}/index.html` leads to `{link}`, which is not in `{}`", place::shown(folder));
        }
    }
    Ok(())
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear `{}`", place::shown(folder)))?;
    }
    Ok(())
}
