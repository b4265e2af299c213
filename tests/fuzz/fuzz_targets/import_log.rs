//! `cargo fuzz run --fuzz-dir tests/fuzz --features libfuzzer import_log`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::import_log(data));
