//! `cargo fuzz run --fuzz-dir tests/fuzz --features libfuzzer import_stackexchange`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::import_stackexchange(data));
