//! The same cases and the same golden digests in WebAssembly.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(target_arch = "wasm32")]

mod support;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn all_cases_hold_in_webassembly() {
    for (folder, at_least) in
        [("article", 7), ("discourse-trust", 13), ("standing", 20), ("charter", 15), ("conditions", 100)]
    {
        let (ran, failed) = support::cases::run(folder);
        assert!(failed.is_empty(), "{}", failed.join("\n"));
        assert!(ran >= at_least, "only {ran} cases ran in tests/cases/{folder}");
    }
}

#[wasm_bindgen_test]
fn ten_thousand_standings_have_the_golden_digests() {
    let golden: Vec<String> = serde_json::from_str(include_str!("../../../tests/cases/replay/digests.json")).unwrap();
    for (part, expected) in golden.iter().enumerate() {
        assert_eq!(support::logs::digest_of_logs(part as u64 * 1000, 1000), *expected, "part {part}");
    }
    assert_eq!(golden.len(), 10);
}
