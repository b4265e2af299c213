//! What a first visit downloads, compressed as a web host would, against the budget.

use crate::{
    dist::{FIRST, MANIFEST},
    place, server,
};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use std::{cmp::Reverse, collections::BTreeMap, fs, path::Path};

/// What a first visit is meant to download at most, in bytes after gzip.
const GOAL_BYTES: usize = 200_000;

/// What a first visit may download, in bytes after gzip. It is above the goal, was raised four times: from 470,000 when the site
/// went from four pages to nine, from 427,000 when halls could be synced (the outbox in every write, one more page, the
/// doors of the program through which the largest chunk calls back), from 431,000 when what audiences ask is checked with the
/// catalogue, and from 433,500 when the shelf learned to ask a model, to look for candidates and to follow the taste's tags. It is otherwise only lowered: a change that makes the visit heavier has to make room first.
pub const BUDGET_BYTES: usize = 433_000;

/// What a chunk's own file may weigh, in bytes after gzip; only ever lowered, too.
pub const CHUNK_BUDGET_BYTES: usize = 45_000;

/// What the chunk of a page may weigh that has a budget of its own: the exchange with a server brings a client for each kind
/// of server, the state machine between, and the replica. It comes to those who connect their hall, and to nobody else.
pub fn chunk_budget(name: &str) -> usize {
    match name {
        "sync" => SYNC_BUDGET_BYTES,
        _ => CHUNK_BUDGET_BYTES,
    }
}

/// What the exchange with a server may weigh, in bytes after gzip; only ever lowered, too.
const SYNC_BUDGET_BYTES: usize = 200_000;

/// The part that is compiled; the table gives it a line of its own, too.
const WASM: &str = "WebAssembly";

/// A part of the first visit: what it is, and the file, whose name may begin and end around a hash.
const FIRST_VISIT: [(&str, &str, &str); 5] = [
    ("page and styles", "index", ".html"),
    ("script", "boot-", ".js"),
    (WASM, "guildhall-app-", ".wasm"),
    ("charter", "community/charter", ".json"),
    ("catalogue, first page", "community/catalogue", ".json"),
];

/// Where the messages lie, a file per language, if they are fetched and not compiled in.
const MESSAGES: &str = "i18n/";

/// A file's size.
pub struct Part {
    /// What it is.
    pub label: String,
    /// Bytes as it lies there.
    pub bytes: usize,
    /// Bytes after gzip.
    pub zipped: usize,
}

/// The sizes of one built site.
pub struct Sizes {
    /// The first visit's parts, largest first.
    pub first_visit: Vec<Part>,
    /// The largest files that are not part of it, at most five.
    pub later: Vec<Part>,
    /// What each chunk of the program costs whoever comes to need it.
    pub chunks: Vec<Chunk>,
    /// Parts that the site lacks, as file names.
    pub missing: Vec<String>,
}

/// A chunk of the program: a page, mostly.
pub struct Chunk {
    /// Its name.
    pub name: String,
    /// Its own file's bytes after gzip.
    pub own: usize,
    /// The same of the files that it shares with other chunks.
    pub shared: usize,
    /// What of both is not yet there after the first visit.
    pub added: usize,
}

impl Sizes {
    /// What a first visit downloads, in bytes after gzip.
    pub fn first_visit_bytes(&self) -> usize {
        self.first_visit.iter().map(|part| part.zipped).sum()
    }

    /// The app itself, if the site has it.
    pub fn wasm(&self) -> Option<&Part> {
        self.first_visit.iter().find(|part| part.label == WASM)
    }
}

/// Measures the site in `dist`.
pub fn measure(dist: &Path) -> Result<Sizes> {
    if !dist.join("index.html").is_file() {
        bail!("there is no built site in `{}`; run `cargo xtask dist` first", place::shown(dist));
    }
    let needs = needs(dist)?;
    let is_first = |file: &str| needs.get(FIRST).is_some_and(|files| files.iter().any(|needed| needed == file));
    let mut zipped_parts: BTreeMap<String, usize> = BTreeMap::new();
    let mut sizes = Sizes { first_visit: Vec::new(), later: Vec::new(), chunks: Vec::new(), missing: Vec::new() };
    let mut found = [false; FIRST_VISIT.len()];
    for file in place::files(dist, &[])? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        let body = fs::read(&file).with_context(|| format!("cannot read `{name}`"))?;
        let part = FIRST_VISIT.iter().position(|(_, start, end)| is_part(&name, start, end));
        let label = part.and_then(|at| FIRST_VISIT.get(at)).map_or(name.as_str(), |(what, ..)| what);
        // Level 6 is what hosts use; the best level would flatter.
        let zipped = server::gzip(&body, Compression::new(6)).len();
        let row = Part { label: label.to_owned(), bytes: body.len(), zipped };
        zipped_parts.insert(name.clone(), zipped);
        match part.and_then(|at| found.get_mut(at)) {
            Some(found) => {
                *found = true;
                sizes.first_visit.push(row);
            }
            None if is_first(&name) => sizes.first_visit.push(row),
            None => sizes.later.push(row),
        }
    }
    for (name, files) in &needs {
        let mut chunk = Chunk { name: name.clone(), own: 0, shared: 0, added: 0 };
        for file in files {
            let zipped = zipped_parts
                .get(file)
                .copied()
                .with_context(|| format!("`{MANIFEST}` names `{file}`, which is not in the site"))?;
            let is_shared = needs.iter().any(|(other, files)| other != name && files.contains(file));
            *if is_shared { &mut chunk.shared } else { &mut chunk.own } += zipped;
            chunk.added += if is_first(file) { 0 } else { zipped };
        }
        sizes.chunks.push(chunk);
    }
    sizes.chunks.sort_by_key(|chunk| Reverse(chunk.added));
    // A visitor downloads the messages of one language; the largest counts.
    let messages = sizes.later.iter().enumerate().filter(|(_, part)| part.label.starts_with(MESSAGES));
    if let Some((at, _)) = messages.max_by_key(|(_, part)| part.zipped) {
        let part = sizes.later.swap_remove(at);
        sizes.first_visit.push(part);
    }
    for ((_, start, end), found) in FIRST_VISIT.iter().zip(found) {
        if !found {
            sizes.missing.push(format!("{start}{end}"));
        }
    }
    for rows in [&mut sizes.first_visit, &mut sizes.later] {
        rows.sort_by_key(|part| Reverse(part.zipped));
    }
    sizes.later.truncate(5);
    Ok(sizes)
}

/// The files that each chunk needs; none where the program is one piece.
fn needs(dist: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let manifest = dist.join(MANIFEST);
    if !manifest.is_file() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_str(&place::read(&manifest)?).with_context(|| format!("`{MANIFEST}` is not what the build writes"))
}

/// Prints the table, largest part first.
pub fn print(sizes: &Sizes) {
    println!("\n    {:<56}{:>12}{:>12}", "first visit, largest part first", "bytes", "gzip");
    for part in &sizes.first_visit {
        println!("    {:<56}{:>12}{:>12}", part.label, part.bytes, part.zipped);
    }
    let raw: usize = sizes.first_visit.iter().map(|part| part.bytes).sum();
    println!("    {:<56}{raw:>12}{:>12}", "total", sizes.first_visit_bytes());
    println!("    {:<56}{:>12}{BUDGET_BYTES:>12}", "budget", "");
    println!("    {:<56}{:>12}{GOAL_BYTES:>12}", "goal", "");
    if let Some(wasm) = sizes.wasm() {
        println!("    {:<56}{:>12}{:>12}", "WebAssembly alone", wasm.bytes, wasm.zipped);
    }
    for missing in &sizes.missing {
        println!("    not in this site: {missing}");
    }
    if !sizes.chunks.is_empty() {
        println!("\n    {:<44}{:>12}{:>12}{:>12}", "what a chunk costs, after gzip", "its own", "shared", "after Home");
        for chunk in &sizes.chunks {
            println!("    {:<44}{:>12}{:>12}{:>12}", chunk.name, chunk.own, chunk.shared, chunk.added);
        }
        println!("    {:<44}{CHUNK_BUDGET_BYTES:>12}", "budget");
    }
    if !sizes.later.is_empty() {
        println!("\n    {:<56}{:>12}{:>12}", "loaded later, largest", "bytes", "gzip");
        for part in &sizes.later {
            println!("    {:<56}{:>12}{:>12}", part.label, part.bytes, part.zipped);
        }
    }
    println!();
}

/// Whether `name` is `start`, a hash or nothing, and `end`.
fn is_part(name: &str, start: &str, end: &str) -> bool {
    let hash = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    hash.is_some_and(|hash| hash.is_empty() || (start.ends_with('-') && hash.bytes().all(|b| b.is_ascii_hexdigit())))
}
