//! What a first visit downloads, compressed as a web host would, against the budget.

use crate::{place, server};
use anyhow::{Context, Result, bail};
use flate2::Compression;
use std::{cmp::Reverse, fs, path::Path};

/// What a first visit is meant to download at most, in bytes after gzip.
const GOAL_BYTES: usize = 200_000;

/// What a first visit may download, in bytes after gzip. It is above the goal and only ever lowered: a change that
/// makes the visit heavier has to make room first.
pub const BUDGET_BYTES: usize = 470_000;

/// The part that is compiled; the table gives it a line of its own, too.
const WASM: &str = "WebAssembly";

/// A part of the first visit: what it is, and the file, whose name may begin and end around a hash.
const FIRST_VISIT: [(&str, &str, &str); 6] = [
    ("page", "index", ".html"),
    ("script", "boot-", ".js"),
    ("styles", "style-", ".css"),
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
    /// Parts that the site lacks, as file names.
    pub missing: Vec<String>,
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
    let mut sizes = Sizes { first_visit: Vec::new(), later: Vec::new(), missing: Vec::new() };
    let mut found = [false; FIRST_VISIT.len()];
    for file in place::files(dist, &[])? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        let body = fs::read(&file).with_context(|| format!("cannot read `{name}`"))?;
        let part = FIRST_VISIT.iter().position(|(_, start, end)| is_part(&name, start, end));
        let label = part.and_then(|at| FIRST_VISIT.get(at)).map_or(name.as_str(), |(what, ..)| what);
        // Level 6 is what hosts use; the best level would flatter.
        let zipped = server::gzip(&body, Compression::new(6)).len();
        let row = Part { label: label.to_owned(), bytes: body.len(), zipped };
        match part.and_then(|at| found.get_mut(at)) {
            Some(found) => {
                *found = true;
                sizes.first_visit.push(row);
            }
            None => sizes.later.push(row),
        }
    }
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
