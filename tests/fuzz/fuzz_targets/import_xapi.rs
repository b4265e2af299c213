//! `cargo fuzz run --fuzz-dir tests/fuzz --features libfuzzer import_xapi`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::import_xapi(data));
