//! `cargo fuzz run --fuzz-dir tests/fuzz events`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::events(data));
