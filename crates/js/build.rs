//! Decides whether the program is cut into chunks: in the browser's release, which is downloaded.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(guildhall_chunks)");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("PROFILE", "release") {
        println!("cargo::rustc-cfg=guildhall_chunks");
        // The cut follows the linker's notes of what refers to what.
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
