//! `cargo fuzz run --fuzz-dir tests/fuzz --features libfuzzer import_csv`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::import_csv(data));
