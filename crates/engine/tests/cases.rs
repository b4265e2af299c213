//! The language-neutral cases, natively.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

mod support;

fn folder(name: &str, at_least: usize) {
    let (ran, failed) = support::cases::run(name);
    assert!(failed.is_empty(), "{} of {ran} cases failed:\n{}", failed.len(), failed.join("\n"));
    assert!(ran >= at_least, "only {ran} cases ran in tests/cases/{name}");
}

#[test]
fn the_founding_articles_example() {
    folder("article", 7);
}

#[test]
fn discourse_trust_levels() {
    folder("discourse-trust", 13);
}

#[test]
fn standings() {
    folder("standing", 20);
}

#[test]
fn documents_with_faults() {
    folder("charter", 15);
}

#[test]
fn conditions() {
    folder("conditions", 100);
}
