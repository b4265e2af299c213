//! The texts of items: each that is promised must be there in every language.

use crate::community::Page;
use crate::files;
use anyhow::{Context, Result};
use guildhall_engine::catalogue::Item;
use guildhall_engine::charter::Charter;
use guildhall_engine::finding::Finding;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Looks for `texts/<language>/<item>.md` (or `.json`, once converted) of every item that has a text.
///
/// Without a folder `texts` nothing is looked for: the texts may lie elsewhere.
pub(super) fn check(folder: &Path, charter: Option<&Charter>, pages: &mut [Page]) -> Result<()> {
    let texts = folder.join("texts");
    if !texts.is_dir() {
        return Ok(());
    }
    let spoken: Vec<String> = match charter {
        Some(charter) => charter.file().languages.iter().map(|language| language.to_string()).collect(),
        None => Vec::new(),
    };
    let mut promised = BTreeSet::new();
    for page in pages.iter_mut() {
        let Some(file) = &page.file else { continue };
        for (index, item) in file.items.iter().enumerate().filter(|(_, item)| item.text) {
            for language in languages(item, &spoken) {
                let stem = format!("{language}/{}", item.id);
                let exists = ["md", "json"].iter().any(|extension| texts.join(format!("{stem}.{extension}")).is_file());
                if !exists {
                    let message = format!("the text of `{}` in `{language}` is missing", item.id);
                    let remedy = format!("write texts/{stem}.md, or set `languages` of the item to those it has");
                    page.source.findings.push(Finding::error(
                        "text-missing",
                        format!("$.items[{index}].id"),
                        message,
                        remedy,
                    ));
                }
                promised.insert(stem);
            }
        }
    }
    let mut strays = Vec::new();
    for folder in folders(&texts)? {
        let language = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        for file in files::list(&folder, |name| name.ends_with(".md"))? {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if !promised.contains(&format!("{language}/{stem}")) {
                let message = format!("texts/{language}/{stem}.md belongs to no item with a text");
                strays.push(Finding::warning("stray-text", "", message, "add the item, or set its `text` to true"));
            }
        }
    }
    for file in files::list(&texts, |name| name.ends_with(".md"))? {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let message = format!("texts/{name} lies beside the folders of the languages, where nobody looks for it");
        let first = spoken.first().map_or("en", String::as_str);
        strays.push(Finding::warning("stray-text", "", message, format!("move it to texts/{first}/{name}")));
    }
    // What a page that cannot be read promises is not known.
    if pages.iter().any(|page| page.file.is_none()) {
        strays.clear();
    }
    if let Some(first) = pages.first_mut() {
        first.source.findings.append(&mut strays);
    }
    Ok(())
}

/// The folders of a folder, by name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    let mut folders: Vec<PathBuf> = paths.into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// The languages an item is to be found in: its own, or else the community's.
fn languages(item: &Item, spoken: &[String]) -> Vec<String> {
    if item.languages.is_empty() {
        spoken.to_vec()
    } else {
        item.languages.iter().map(|language| language.to_string()).collect()
    }
}
