//! `cargo fuzz run --fuzz-dir tests/fuzz charter`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::charter(data));
