//! Cuts a release's WebAssembly into the program that starts and the chunks it fetches later.
//!
//! A program declares its chunks (`crates/browser/src/chunk.rs`). What only one of them reaches goes into its own file; what
//! several reach, and the program itself does not, is put into few common files, because a file for each combination of
//! chunks would be dozens. This happens on what cargo leaves, before wasm-bindgen, which throws the linker's notes away.

mod merge;
mod names;
mod order;

use crate::{
    place, process,
    seal::{hash, integrity},
    setup::{Toolbox, pins::WASM_TARGET},
};
use anyhow::{Context, Result, anyhow, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    thread,
};
use wasm_split_cli_support::{Options, transform};

/// The profile of what ships.
pub const PROFILE: &str = "wasm";
/// The module through which a program imports the loaders of its chunks.
pub const LOADERS: &str = "__wasm_split.js";
/// How a file that a program fetches later begins.
const PART: &str = "part-";
/// What several chunks need is a file of its own from this size on, in bytes before `wasm-opt`.
const LARGE: usize = 40_000;
/// A program to be cut.
pub struct Program<'a> {
    /// Where wasm-bindgen and wasm-opt are.
    pub toolbox: &'a Toolbox,
    /// What cargo calls its file, without the ending.
    pub compiled: &'a str,
    /// What its files are called: `<name>.js` and `<name>_bg.wasm`.
    pub name: &'a str,
    /// The folder they and the parts go to.
    pub folder: &'a Path,
    /// The chunk that nearly everybody needs first; what others share with it lies in a file of its own.
    pub first: Option<&'a str>,
    /// Whether the program checks its parts as it fetches them. A page that preloads parts cannot have it.
    pub is_sealed: bool,
}

/// The files that each chunk needs.
pub type Chunks = BTreeMap<String, Vec<String>>;

impl Program<'_> {
    /// The folder in which a program is cut; `<name>_bg.wasm` in it still has its names.
    pub fn workshop(name: &str) -> PathBuf {
        place::target().join("parts").join(name)
    }

    /// Writes the program, its glue, the glue's snippets, the module of the loaders and the parts into the folder.
    pub fn cut(&self) -> Result<Chunks> {
        let workshop = Self::workshop(self.name);
        if workshop.exists() {
            fs::remove_dir_all(&workshop).with_context(|| format!("cannot clear `{}`", place::shown(&workshop)))?;
        }
        let main = workshop.join("main.wasm");
        let pieces = self.pieces(&workshop, &main)?;
        let (name, bound) = (self.name, workshop.join(format!("{}_bg.wasm", self.name)));
        process::capture(
            self.toolbox
                .command("wasm-bindgen")
                .args(["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name", name, "--out-dir"])
                .arg(&workshop)
                .arg(&main),
        )?;
        let glue = place::read(&workshop.join(format!("{name}.js")))?;
        let (program, glue) = names::shorten(&fs::read(&bound)?, &glue, &format!("./{name}_bg.js"))?;
        place::write(&bound, program)?;
        place::write(&self.folder.join(format!("{name}.js")), glue)?;
        for snippet in place::files(&workshop.join("snippets"), &[])? {
            place::write(&self.folder.join(snippet.strip_prefix(&workshop)?), fs::read(&snippet)?)?;
        }
        let chunks = thread::scope(|scope| {
            let main = scope.spawn(|| self.optimise(&bound, &self.folder.join(format!("{name}_bg.wasm"))));
            let chunks = self.seal(&workshop, &pieces);
            main.join().map_err(|_| anyhow!("optimising the program came to no end"))??;
            chunks
        })?;
        place::write(&self.folder.join(LOADERS), self.loaders(&chunks)?)?;
        Ok(chunks)
    }

    /// Cuts what cargo left: writes the program to `main`, returns the rest.
    fn pieces(&self, workshop: &Path, main: &Path) -> Result<Pieces> {
        let compiled = place::target().join(WASM_TARGET).join(PROFILE).join(format!("{}.wasm", self.compiled));
        let module = fs::read(&compiled).with_context(|| format!("cargo left no `{}`", place::shown(&compiled)))?;
        let link_name = format!("./{LOADERS}");
        let main_module = format!("./{}.js", self.name);
        let mut options = Options::new(&module);
        options.output_dir = workshop;
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
            let module = fs::read(workshop.join(format!("{file}.wasm")))?;
            let piece = pieces.entry(self.piece(&file, &chunks, module.len())).or_default();
            piece.modules.push(module);
            piece.chunks.extend(chunks);
        }
        if pieces.is_empty() {
            bail!("`{}` holds no chunk; does its crate's `build.rs` still ask for relocations?", self.compiled);
        }
        Ok(pieces)
    }

    /// The piece that a file of the cut goes to.
    fn piece(&self, file: &str, chunks: &BTreeSet<String>, bytes: usize) -> String {
        match (chunks.first(), self.first) {
            (Some(only), _) if chunks.len() == 1 => only.clone(),
            _ if bytes >= LARGE => file.replace("chunk_", "shared-"),
            (_, Some(first)) if chunks.contains(first) => format!("shared-{first}"),
            _ => "shared".to_owned(),
        }
    }

    /// Optimises the pieces and puts them into the folder, named by their content.
    fn seal(&self, workshop: &Path, pieces: &Pieces) -> Result<Chunks> {
        let mut files = Chunks::new();
        for (name, piece) in pieces {
            let merged: PathBuf = workshop.join(format!("{PART}{name}.wasm"));
            let small = workshop.join(format!("{PART}{name}.small.wasm"));
            place::write(&merged, merge::merge(&piece.modules).with_context(|| format!("cannot merge `{name}`"))?)?;
            self.optimise(&merged, &small)?;
            let content = fs::read(&small)?;
            let file = format!("{PART}{name}-{}.wasm", hash(&content));
            place::write(&self.folder.join(&file), content)?;
            for chunk in &piece.chunks {
                files.entry(chunk.clone()).or_default().push(file.clone());
            }
        }
        Ok(files)
    }

    fn optimise(&self, from: &Path, to: &Path) -> Result<()> {
        let mut command = self.toolbox.command("wasm-opt");
        // By name what is generic lies together, which is where looking for likeness begins.
        // The lowest kilobyte of memory is the stack's end, which nothing reaches that does not overflow it.
        command.args(["--reorder-functions-by-name", "--low-memory-unused", "-Oz"]).arg(from).arg("--output").arg(to);
        process::capture(&mut command)?;
        place::write(to, order::by_likeness(&fs::read(to)?)?)
    }

    /// The module through which the program imports the loaders of its chunks.
    fn loaders(&self, chunks: &Chunks) -> Result<String> {
        let mut script = include_str!("parts.js").replace("./program.js", &format!("./{}.js", self.name));
        let names: BTreeSet<&String> = chunks.values().flatten().collect();
        let mut numbers = BTreeMap::new();
        for (number, name) in names.into_iter().enumerate() {
            // Written out in full, because this is how bundlers find what a script will fetch.
            let address = format!("new URL({:?}, import.meta.url)", format!("./{name}"));
            let seal = match self.is_sealed {
                true => format!(", {:?}", integrity(&fs::read(self.folder.join(name))?)),
                false => String::new(),
            };
            script.push_str(&format!("const part{number} = part(() => {address}{seal});\n"));
            numbers.insert(name, number);
        }
        for (chunk, files) in chunks {
            let parts: Vec<String> =
                files.iter().filter_map(|file| Some(format!("part{}", numbers.get(file)?))).collect();
            script.push_str(&format!("export const __wasm_split_load_{chunk} = loader({});\n", parts.join(", ")));
        }
        Ok(script)
    }
}

/// Files to be, by name, with the chunks that need them.
type Pieces = BTreeMap<String, Piece>;

#[derive(Default)]
struct Piece {
    modules: Vec<Vec<u8>>,
    chunks: BTreeSet<String>,
}
