//! What comes from rustup and crates.io.

use super::pins::{CargoTool, WASM_TARGET};
use crate::{place, process};
use anyhow::{Context, Result};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The tools run for seconds and are compiled once: a quick compilation is worth more than a quick
/// program. Their output is the same, byte for byte.
const QUICK_PROFILE: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
];

/// Adds the WebAssembly target, rustfmt and clippy to the toolchain in use.
pub fn toolchain() -> Result<()> {
    let sysroot = process::capture(Command::new("rustc").args(["--print", "sysroot"]))
        .context("no working Rust compiler; install Rust from https://rustup.rs")?;
    let sysroot = PathBuf::from(sysroot.trim());
    let target = sysroot.join("lib/rustlib").join(WASM_TARGET);
    if !target.is_dir() {
        rustup(&["target", "add", WASM_TARGET], "the app is compiled for it")?;
    }
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if !sysroot.join("bin").join(program).is_file() && process::which(program).is_none() {
            rustup(&["component", "add", component], "the checks use it")?;
        }
    }
    Ok(())
}

fn rustup(arguments: &[&str], purpose: &str) -> Result<()> {
    let line = arguments.join(" ");
    println!("setup   rustup {line}: {purpose}; takes about half a minute");
    process::capture(Command::new("rustup").args(arguments)).map(drop).with_context(|| {
        format!(
            "`rustup {line}` is needed and failed; run it by hand, or add that part to the Rust installation in use"
        )
    })
}

/// Compiles `tool` unless it is there; returns the folder its programs lie in.
pub fn install(tool: &CargoTool, tools: &Path) -> Result<PathBuf> {
    let name = format!("{}-{}", tool.package, tool.version);
    let folder = tools.join(&name);
    let programs = folder.join("bin");
    if tool.programs.iter().all(|program| programs.join(program).is_file()) {
        return Ok(programs);
    }
    println!(
        "setup   {} {}: {}; compiling it takes about {} minutes on two cores, once per machine",
        tool.package, tool.version, tool.purpose, tool.minutes
    );
    let mut command = process::cargo();
    command
        .current_dir(tools)
        .args(["install", &format!("{}@{}", tool.package, tool.version)])
        .args(tool.flags)
        .arg("--root")
        .arg(&folder)
        .envs(QUICK_PROFILE)
        // Flags meant for this project's own code; a change of them must not compile the tools anew.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_TARGET_DIR");
    for (name, _) in env::vars_os() {
        // `cargo run` describes xtask to us in these; the tool's own build must not see them.
        if name.to_string_lossy().starts_with("CARGO_PKG_") {
            command.env_remove(name);
        }
    }
    let log = tools.join("log").join(format!("{name}.txt"));
    process::run_logged(&mut command, &log).with_context(|| {
        format!(
            "{} {} could not be installed into `{}`; crates.io must be reachable and a C compiler (`cc`) present. \
             Then run `cargo xtask setup` again",
            tool.package,
            tool.version,
            place::shown(&folder)
        )
    })?;
    Ok(programs)
}
