//! `cargo fuzz run --fuzz-dir tests/fuzz model`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::model::model(data));
