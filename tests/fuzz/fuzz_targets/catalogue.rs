//! `cargo fuzz run --fuzz-dir tests/fuzz catalogue`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::catalogue(data));
