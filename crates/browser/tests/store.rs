//! The store in a real browser: the contract, reopening, numbers, sealing, damage, other tabs, and its end.
#![cfg(target_arch = "wasm32")]

#[path = "store/support.rs"]
mod support;

#[path = "store/contract.rs"]
mod contract;
#[path = "store/damage.rs"]
mod damage;
#[path = "store/ending.rs"]
mod ending;
#[path = "store/exchange.rs"]
mod exchange;
#[path = "store/numbers.rs"]
mod numbers;
#[path = "store/sealing.rs"]
mod sealing;
#[path = "store/tabs.rs"]
mod tabs;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
