//! Versions that several tools must be told agree with the one table, `setup/pins.rs`.

use super::Finding;
use crate::{place, setup::pins};
use anyhow::Result;

const REMEDY: &str = "write the version of crates/xtask/src/setup/pins.rs here, or change both";

/// Checks `Cargo.toml`, `Trunk.toml` and the build tools' `package.json`.
pub fn check() -> Result<Vec<Finding>> {
    let binaryen = pins::BINARYEN.version.split('.').next().unwrap_or_default();
    let npm = "crates/xtask/npm/package.json";
    let expected = [
        ("Cargo.toml", format!("wasm-bindgen = \"={}\"", pins::WASM_BINDGEN.version)),
        ("Trunk.toml", format!("trunk-version = \"={}\"", pins::TRUNK.version)),
        ("Trunk.toml", format!("wasm_bindgen = \"{}\"", pins::WASM_BINDGEN.version)),
        ("Trunk.toml", format!("wasm_opt = \"version_{binaryen}\"")),
        (npm, format!("\"{}\": \"{}\"", pins::BINARYEN.package, pins::BINARYEN.version)),
        (npm, format!("\"{}\": \"{}\"", pins::ESBUILD.package, pins::ESBUILD.version)),
    ];
    let mut findings = Vec::new();
    for (file, line) in expected {
        if !place::read(&place::root().join(file))?.contains(&line) {
            findings.push(Finding::about(file, format!("`{line}` is not there"), REMEDY));
        }
    }
    Ok(findings)
}
