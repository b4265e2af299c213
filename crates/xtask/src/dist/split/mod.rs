//! Cuts the release's WebAssembly into the program that starts and the chunks it fetches later.
//!
//! The app declares its chunks (`crates/app/src/chunk.rs`). What only one of them reaches goes into its own file; what
//! several reach, and the program itself does not, is put into few common files, because a file for each combination of
//! chunks would be dozens. This happens on what cargo leaves, before wasm-bindgen, which throws the linker's notes away.

mod merge;
mod names;
mod order;

use super::finish::{APP, Build};
use crate::seal::hash;
use crate::{place, process, setup::pins::WASM_TARGET};
use anyhow::{Context, Result, anyhow, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
};
use wasm_split_cli_support::{Options, transform};

/// The profile of the release, as `www/index.html` names it for Trunk.
const PROFILE: &str = "wasm";
/// The module through which the program imports the loaders of its chunks.
pub const LOADERS: &str = "__wasm_split.js";
/// How a file that the program fetches later begins.
const PART: &str = "part-";
/// The chunk of the page most visits begin with.
pub const FIRST: &str = "home";
/// Where the page starts the program.
const SCRIPT: &str = "<script type=\"module\"";
/// What several chunks need is a file of its own from this size on, in bytes before `wasm-opt`.
const LARGE: usize = 40_000;
/// Which files each chunk needs, for whoever wants them before the program asks: the service worker, the measurements.
pub const MANIFEST: &str = "parts.json";

/// The files that each chunk needs.
#[derive(Debug, Default)]
pub struct Parts {
    chunks: BTreeMap<String, Vec<String>>,
}

impl Parts {
    /// Has each page of the site name the parts it will need. A page's file has its chunk's name.
    pub fn preload(&self, site: &Path) -> Result<()> {
        for page in place::files(site, &["html"])? {
            let stem = page.file_stem().unwrap_or_default().to_string_lossy().replace('-', "_");
            let chunk = if stem == "index" { FIRST } else { stem.as_str() };
            if let Some(files) = self.chunks.get(chunk) {
                place::write(&page, with_preloads(&place::read(&page)?, files))?;
            }
        }
        Ok(())
    }
}

fn with_preloads(html: &str, files: &[String]) -> String {
    let link = |file: &String| {
        format!("<link data-later href=\"{file}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n")
    };
    let links: String = files.iter().map(link).collect();
    // Beside the program's own, after everything that is seen first.
    html.replacen(SCRIPT, &format!("{links}{SCRIPT}"), 1)
}

/// Replaces what Trunk left of the program in the site by its parts.
pub fn cut(build: &Build) -> Result<Parts> {
    let folder = place::target().join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
    }
    let main = folder.join("main.wasm");
    let pieces = pieces(&folder, &main)?;

    process::capture(
        build
            .toolbox
            .command("wasm-bindgen")
            .args(["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name", APP])
            .arg("--out-dir")
            .arg(&folder)
            .arg(&main),
    )?;
    let bound = folder.join(format!("{APP}_bg.wasm"));
    let glue = place::read(&folder.join(format!("{APP}.js")))?;
    let (program, glue) = names::shorten(&fs::read(&bound)?, &glue, &format!("./{APP}_bg.js"))?;
    place::write(&bound, program)?;
    place::write(&build.site.join(format!("{APP}.js")), glue)?;
    for snippet in place::files(&folder.join("snippets"), &[])? {
        place::write(&build.site.join(snippet.strip_prefix(&folder)?), fs::read(&snippet)?)?;
    }

    let parts = thread::scope(|scope| {
        let main = scope.spawn(|| optimise(build, &bound, &build.site.join(format!("{APP}_bg.wasm"))));
        let parts = seal(build, &folder, &pieces);
        main.join().map_err(|_| anyhow!("optimising the program came to no end"))??;
        parts
    })?;
    let list = serde_json::to_string(&parts.chunks)?;
    place::write(&build.site.join(MANIFEST), list)?;
    place::write(&build.site.join(LOADERS), loaders(&parts))?;
    Ok(parts)
}

/// Files to be, by name, with the chunks that need them.
type Pieces = BTreeMap<String, Piece>;

#[derive(Default)]
struct Piece {
    modules: Vec<Vec<u8>>,
    chunks: BTreeSet<String>,
}

/// Cuts what cargo left: writes the program to `main`, returns the rest.
fn pieces(folder: &Path, main: &Path) -> Result<Pieces> {
    let compiled = place::target().join(WASM_TARGET).join(PROFILE).join(format!("{APP}.wasm"));
    let module = fs::read(&compiled).with_context(|| format!("Trunk compiled no `{}`", place::shown(&compiled)))?;
    let link_name = format!("./{LOADERS}");
    let main_module = format!("./{APP}.js");
    let mut options = Options::new(&module);
    options.output_dir = folder;
    options.main_out_path = main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    let cut = transform(options).map_err(|error| anyhow!("{error:#}")).context("cannot cut the WebAssembly")?;

    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (chunk, files) in cut.prefetch_map {
        for file in files {
            users.entry(file).or_default().insert(chunk.clone());
        }
    }
    let mut pieces = Pieces::new();
    for (file, chunks) in users {
        let module = fs::read(folder.join(format!("{file}.wasm")))?;
        let piece = pieces.entry(name(&file, &chunks, module.len())).or_default();
        piece.modules.push(module);
        piece.chunks.extend(chunks);
    }
    if pieces.is_empty() {
        bail!("the WebAssembly holds no chunk; does `crates/app/build.rs` still ask for relocations?");
    }
    Ok(pieces)
}

/// The piece that a file of the cut goes to.
fn name(file: &str, chunks: &BTreeSet<String>, bytes: usize) -> String {
    match chunks.first() {
        Some(only) if chunks.len() == 1 => only.clone(),
        _ if bytes >= LARGE => file.replace("chunk_", "shared-"),
        _ if chunks.contains(FIRST) => format!("shared-{FIRST}"),
        _ => "shared".to_owned(),
    }
}

/// Optimises the pieces and puts them into the site, named by their content.
fn seal(build: &Build, folder: &Path, pieces: &Pieces) -> Result<Parts> {
    let mut parts = Parts::default();
    for (name, piece) in pieces {
        let merged: PathBuf = folder.join(format!("{PART}{name}.wasm"));
        let small = folder.join(format!("{PART}{name}.small.wasm"));
        place::write(&merged, merge::merge(&piece.modules).with_context(|| format!("cannot merge `{name}`"))?)?;
        optimise(build, &merged, &small)?;
        let content = fs::read(&small)?;
        let file = format!("{PART}{name}-{}.wasm", hash(&content));
        place::write(&build.site.join(&file), content)?;
        for chunk in &piece.chunks {
            parts.chunks.entry(chunk.clone()).or_default().push(file.clone());
        }
    }
    Ok(parts)
}

fn optimise(build: &Build, from: &Path, to: &Path) -> Result<()> {
    let mut command = build.toolbox.command("wasm-opt");
    // By name what is generic lies together, which is where looking for likeness begins.
    // The lowest kilobyte of memory is the stack's end, which nothing reaches that does not overflow it.
    command.args(["--reorder-functions-by-name", "--low-memory-unused", "-Oz"]).arg(from).arg("--output").arg(to);
    process::capture(&mut command)?;
    place::write(to, order::by_likeness(&fs::read(to)?)?)
}

/// The module through which the program imports the loaders of its chunks.
fn loaders(parts: &Parts) -> String {
    let mut script = include_str!("parts.js").to_owned();
    for (chunk, files) in &parts.chunks {
        let files: Vec<String> = files.iter().map(|file| format!("{file:?}")).collect();
        script.push_str(&format!("export const __wasm_split_load_{chunk} = loader({});\n", files.join(", ")));
    }
    script
}
