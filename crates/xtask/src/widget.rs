//! The widget's scripts, bundled beside the JavaScript API in `dist/js/`, and once more under their version.
//!
//! Each script knows what the scripts it fetches must hash to, so that a page that names the hash of the first one runs nothing
//! else. They are therefore bundled from the last to the first.

use crate::{place, process, seal::integrity, server, setup::Toolbox};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use serde_json::{Map, Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What everything for a card weighs at most, in bytes after gzip.
const CARD_BUDGET_BYTES: usize = 6_000;
/// The scripts that make up a card.
const CARD: [&str; 1] = ["widget.js"];
/// What the other views, and what lives, fetch besides.
const FURTHER: [&str; 3] = ["panels.js", "live.js", "frame.js"];

/// The version that is built; a folder of its name holds the same scripts, for pages that want no other.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is written by hand.
const SOURCE: &str = "crates/widget/element";
/// Files that are passed on as they are.
const AS_WRITTEN: [&str; 7] = [
    "custom-elements.json",
    "widget.d.ts",
    "widget-preact.d.ts",
    "widget-react.d.ts",
    "widget-solid.d.ts",
    "widget-svelte.d.ts",
    "widget-vue.d.ts",
];
/// The style sheets, which the scripts carry as texts.
const STYLES: [&str; 2] = ["card/look.css", "panels/look.css"];
/// Where pages find what each script hashes to.
const INTEGRITY: &str = "integrity.json";
/// The page of the mode `frame`; `integrity="widget.js"` in it becomes that script's hash.
const FRAME: &str = "frame.html";
/// What browsers the bundles are written for.
const TARGET: &str = "--target=es2022,chrome120,firefox121,safari17.4";

/// Bundles the widget into the package's folder, in which the files of the `engine` lie already.
pub fn build(toolbox: &Toolbox, package: &Path, engine: &[&str]) -> Result<()> {
    let workshop = Workshop::furnish(toolbox)?;
    for name in AS_WRITTEN {
        place::write(&package.join(name), fs::read(place::root().join(SOURCE).join(name))?)?;
    }
    // For bundlers, which change what they bundle: one script that checks nothing.
    workshop.bundle("widget.js", &package.join("element.js"), "../", &json!({ "engine": {} }), &["./guildhall.js"])?;

    let versioned = package.join(VERSION);
    let parts = place::files(package, &["wasm"])?;
    for file in engine.iter().map(|name| package.join(name)).chain(parts) {
        let name = file.file_name().context("a file has a name")?;
        place::write(&versioned.join(name), fs::read(&file)?)?;
    }
    workshop.bundle_all(package, "../", engine)?;
    workshop.bundle_all(&versioned, "../../", engine)?;

    let mut files = Map::new();
    for folder in [String::new(), format!("{VERSION}/")] {
        for name in CARD.iter().chain(&FURTHER).chain(engine) {
            let name = format!("{folder}{name}");
            files.insert(name.clone(), integrity(&fs::read(package.join(name))?).into());
        }
    }
    let sealed = json!({ "version": VERSION, "files": files });
    place::write(&package.join(INTEGRITY), serde_json::to_string_pretty(&sealed)? + "\n")
}

/// The tag by which a page of the same site takes this version of the widget and no other.
pub fn tag(package: &Path) -> Result<String> {
    let hash = integrity(&fs::read(package.join(VERSION).join("widget.js"))?);
    Ok(format!("<script type=\"module\" src=\"/js/{VERSION}/widget.js\" integrity=\"{hash}\"></script>"))
}

/// Shows what a page downloads of the widget, and fails above the budget of a card.
pub fn check_size(package: &Path) -> Result<()> {
    let zipped = |name: &str| -> Result<usize> {
        let file = package.join(name);
        let body = fs::read(&file).with_context(|| format!("cannot read `{}`", place::shown(&file)))?;
        let size = server::gzip(&body, Compression::new(6)).len();
        println!("    {name:<24}{size:>10} bytes after gzip");
        Ok(size)
    };
    let card = CARD.into_iter().map(zipped).sum::<Result<usize>>()?;
    println!("    {:<24}{card:>10}, of at most {CARD_BUDGET_BYTES}", "a card");
    FURTHER.into_iter().try_for_each(|name| zipped(name).map(|_| ()))?;
    if card > CARD_BUDGET_BYTES {
        bail!("a card makes a page download {card} bytes, the budget is {CARD_BUDGET_BYTES}");
    }
    Ok(())
}

/// A copy of the sources in which the style sheets are minified.
struct Workshop<'a> {
    toolbox: &'a Toolbox,
    folder: PathBuf,
}

impl<'a> Workshop<'a> {
    fn furnish(toolbox: &'a Toolbox) -> Result<Self> {
        let (source, folder) = (place::root().join(SOURCE), place::target().join("js/element"));
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
        }
        for file in place::files(&source, &[])? {
            place::write(&folder.join(file.strip_prefix(&source)?), fs::read(&file)?)?;
        }
        for name in STYLES {
            let mut esbuild = toolbox.command("esbuild");
            esbuild.arg("--minify").arg(TARGET).arg("--log-level=warning").arg(source.join(name));
            process::capture(esbuild.arg(format!("--outfile={}", folder.join(name).display())))?;
        }
        Ok(Self { toolbox, folder })
    }

    /// Bundles every script of one folder; `site` is the way from there to the site.
    fn bundle_all(&self, folder: &Path, site: &str, engine: &[&str]) -> Result<()> {
        let hashes = |names: &[&str]| -> Result<Map<String, Value>> {
            names.iter().map(|name| Ok(((*name).to_owned(), integrity(&fs::read(folder.join(name))?).into()))).collect()
        };
        let engine = hashes(engine)?;
        let outside = ["./guildhall.js", "./live.js", "./panels.js", "./widget.js"];
        self.bundle("live.js", &folder.join("live.js"), site, &json!({ "engine": engine }), &outside)?;
        self.bundle("panels.js", &folder.join("panels.js"), site, &json!({}), &outside)?;
        let fetched = json!({
            "live": integrity(&fs::read(folder.join("live.js"))?),
            "panels": integrity(&fs::read(folder.join("panels.js"))?),
        });
        self.bundle("widget.js", &folder.join("widget.js"), site, &fetched, &outside)?;
        self.bundle("frame.js", &folder.join("frame.js"), site, &json!({}), &outside)?;
        let mut page = place::read(&self.folder.join(FRAME))?;
        for (name, hash) in hashes(&["widget.js", "frame.js"])? {
            let hash = hash.as_str().unwrap_or_default();
            let marked = page.replace(&format!("integrity=\"{name}\""), &format!("integrity=\"{hash}\""));
            if marked == page {
                bail!("`{SOURCE}/{FRAME}` has no mark for the hash of `{name}`");
            }
            page = marked;
        }
        place::write(&folder.join(FRAME), page)
    }

    fn bundle(&self, entry: &str, out: &Path, site: &str, hashes: &Value, outside: &[&str]) -> Result<()> {
        let mut esbuild = self.toolbox.command("esbuild");
        esbuild.current_dir(&self.folder).arg(format!("./{entry}")).arg(TARGET).args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--charset=utf8",
            "--legal-comments=none",
            "--loader:.css=text",
            "--log-level=warning",
        ]);
        esbuild.args(outside.iter().map(|name| format!("--external:{name}")));
        esbuild.arg(format!("--define:SITE={}", json!(site))).arg(format!("--define:INTEGRITY={hashes}"));
        process::capture(esbuild.arg(format!("--outfile={}", out.display())))?;
        Ok(())
    }
}
