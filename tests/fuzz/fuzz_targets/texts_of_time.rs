//! `cargo fuzz run --fuzz-dir tests/fuzz texts_of_time`
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| guildhall_fuzz::texts_of_time(data));
