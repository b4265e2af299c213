//! A file that no longer fits into a head is split, and an adapter of a kind of server stays small.

use super::Finding;
use crate::place;
use anyhow::Result;
use std::path::{Path, PathBuf};

const LINES: usize = 500;
/// What an adapter may have, and each part of one that is a folder, with its comments and without its tests.
const ADAPTER_LINES: usize = 150;
const ADAPTERS: &str = "crates/backends/src";
/// What puts all of them behind one type.
const WRAPPER: &str = "backend.rs";

/// Warns about source files of more than 500 lines, and refuses adapters of more than 150.
pub fn check() -> Result<Vec<Finding>> {
    let sources = place::files(&place::root().join(ADAPTERS), &["rs"])?.into_iter().map(|file| {
        let text = place::read(&file)?;
        Ok((file, text))
    });
    let mut findings = adapters(&sources.collect::<Result<Vec<_>>>()?);
    for (folder, extensions) in [("crates", ["rs", "js"].as_slice()), ("www/css", &["css"]), ("tests", &["mjs"])] {
        for file in place::files(&place::root().join(folder), extensions)? {
            let lines = place::read(&file)?.lines().count();
            if lines > LINES {
                let message = format!("{lines} lines, more than {LINES}");
                let finding = Finding::at(&file, 1, message, "split it where a second reason to change appears");
                findings.push(finding.into_warning());
            }
        }
    }
    Ok(findings)
}

/// Finds adapters that are too long: files that implement the contract of a store, and the other files of their folder.
fn adapters(sources: &[(PathBuf, String)]) -> Vec<Finding> {
    let is_adapter = |(file, text): &&(PathBuf, String)| text.contains("EventStore for") && !file.ends_with(WRAPPER);
    let adapters: Vec<&Path> = sources.iter().filter(is_adapter).map(|(file, _)| file.as_path()).collect();
    if adapters.is_empty() {
        let remedy = "let the check in tidy/length.rs know adapters by something else";
        return vec![Finding::about(ADAPTERS, "no file implements `EventStore`".into(), remedy)];
    }
    let belongs = |file: &Path| {
        let folders =
            adapters.iter().filter(|adapter| adapter.ends_with("mod.rs")).filter_map(|adapter| adapter.parent());
        adapters.contains(&file) || folders.into_iter().any(|folder| file.starts_with(folder))
    };
    let long = sources.iter().filter(|(file, text)| belongs(file) && lines(text) > ADAPTER_LINES);
    let finding = |(file, text): &(PathBuf, String)| {
        let message = format!("{} lines of an adapter, more than {ADAPTER_LINES}", lines(text));
        let remedy =
            "let `Server`, `batch` or `answer` do what other kinds need too; a document gets a file of its own";
        Finding::at(file, 1, message, remedy)
    };
    long.map(finding).collect()
}

/// The lines of a source file without its tests.
fn lines(source: &str) -> usize {
    source.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_do_not_count_and_comments_do() {
        assert_eq!(lines("//! a\n\nfn a() {}\n#[cfg(test)]\nmod tests {}\n"), 3);
        assert_eq!(lines("//! a\n"), 1);
    }

    #[test]
    fn an_adapter_that_grows_is_found_with_each_part_of_its_folder() {
        let adapter = |name: &str, more: usize| {
            (PathBuf::from(name), ["impl<F: Fetch> EventStore for Some<F> {}\n", &"// more\n".repeat(more)].concat())
        };
        let other = |name: &str, lines: usize| (PathBuf::from(name), "// more\n".repeat(lines));
        let small = [adapter("src/small.rs", 149), other("src/answer.rs", 400), adapter("src/backend.rs", 300)];
        assert_eq!(adapters(&small).len(), 0);
        let large = [adapter("src/large.rs", 150), adapter("src/wide/mod.rs", 0), other("src/wide/part.rs", 151)];
        assert_eq!(adapters(&large).len(), 2);
    }

    #[test]
    fn a_check_that_finds_no_adapter_says_so() {
        assert_eq!(adapters(&[]).len(), 1);
    }
}
