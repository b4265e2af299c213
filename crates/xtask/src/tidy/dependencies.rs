//! Every package that ships to the browser is listed, with its reason and size, in ARCHITECTURE.md.

use super::Finding;
use crate::{place, process, setup::pins::WASM_TARGET};
use anyhow::Result;
use std::collections::BTreeMap;

/// The crates whose direct dependencies a member downloads.
const SHIPPED: [&str; 7] = [
    "guildhall-app",
    "guildhall-js",
    "guildhall-sync",
    "guildhall-backends",
    "guildhall-browser",
    "guildhall-store",
    "guildhall-engine",
];

/// Checks the direct dependencies of the shipped crates against the table.
pub fn check() -> Result<Vec<Finding>> {
    let file = place::root().join("ARCHITECTURE.md");
    let listed = if file.is_file() { place::read(&file)? } else { String::new() };
    let findings = shipped()?.into_iter().filter(|(package, _)| !is_listed(&listed, package)).map(|(package, by)| {
        Finding::about(
            "ARCHITECTURE.md",
            format!("`{package}`, which {by} ships to the browser, is not in the dependency table"),
            "add a table row that begins with the package in backticks, with what it is for and its size; or do without it",
        )
    });
    Ok(findings.collect())
}

/// External packages that ship, and which crate of ours asks for each.
fn shipped() -> Result<BTreeMap<String, &'static str>> {
    let mut packages = BTreeMap::new();
    for crate_name in SHIPPED {
        let mut tree = process::cargo();
        tree.args([
            "tree", "--quiet", "-p", crate_name, "-e", "normal", "--depth", "1", "--prefix", "none", "--format", "{p}",
        ]);
        let tree = process::capture(tree.args(["--target", WASM_TARGET]))?;
        let names = tree.lines().filter_map(|line| line.split(' ').next());
        for name in names.filter(|name| !name.is_empty() && !name.starts_with("guildhall-")) {
            packages.entry(name.to_owned()).or_insert(crate_name);
        }
    }
    Ok(packages)
}

/// Whether a table row begins with the package in backticks, alone or among others.
fn is_listed(document: &str, package: &str) -> bool {
    document
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('|')?.split('|').next())
        .any(|cell| cell.contains(&format!("`{package}`")))
}

#[cfg(test)]
mod tests {
    use super::is_listed;

    #[test]
    fn only_the_first_cell_of_a_row_lists() {
        let table =
            "| Package | For |\n|---|---|\n| `yew`, `yew-router` | the interface, by `gloo` |\n`serde` in prose\n";
        assert!(is_listed(table, "yew") && is_listed(table, "yew-router"));
        assert!(!is_listed(table, "gloo") && !is_listed(table, "serde"));
    }
}
