//! What comes from npm: the build tools, in the user cache, and the browser tests' packages, beside them.

use super::pins::NODE_MAJOR;
use crate::{place, process};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The stamp that says which lock file a `node_modules` was installed from.
const STAMP: &str = ".installed-from";

/// Installs wasm-opt and esbuild unless they are there; returns the folder their programs lie in.
pub fn build_tools(tools: &Path) -> Result<PathBuf> {
    let manifest = place::root().join("crates/xtask/npm");
    let lock = fingerprint(&manifest)?;
    let folder = tools.join(format!("npm-{}", lock.get(..12).unwrap_or(&lock)));
    fs::create_dir_all(&folder)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(manifest.join(file), folder.join(file))
            .with_context(|| format!("cannot copy `{file}` into `{}`", folder.display()))?;
    }
    install(&folder, &lock, "wasm-opt and esbuild, which make the site small")?;
    Ok(folder.join("node_modules/.bin"))
}

/// Installs the packages of `folder`'s lock file beside it unless they are there.
pub fn packages(folder: &Path) -> Result<()> {
    install(folder, &fingerprint(folder)?, &format!("packages of {}", place::shown(folder)))
}

fn install(folder: &Path, lock: &str, what: &str) -> Result<()> {
    let stamp = folder.join("node_modules").join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    node()?;
    // Standard output belongs to what was asked for.
    eprintln!("setup   npm: {what}; takes about ten seconds");
    let mut command = Command::new("npm");
    command.current_dir(folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    process::capture(&mut command).with_context(|| {
        format!("npm could not install {what} in `{}`; the npm registry must be reachable. Then run `cargo xtask setup` again", folder.display())
    })?;
    place::write(&stamp, lock)
}

/// Fails with the remedy unless a Node.js that is new enough is there.
fn node() -> Result<()> {
    let remedy = format!("install Node.js {NODE_MAJOR} or newer with npm (https://nodejs.org)");
    let Some(version) = process::version("node") else {
        bail!("Node.js is needed and missing; {remedy}");
    };
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse().ok());
    if major.is_none_or(|major: u32| major < NODE_MAJOR) {
        bail!("Node.js {version} is too old; {remedy}");
    }
    if process::version("npm").is_none() {
        bail!("npm is needed and missing; {remedy}");
    }
    Ok(())
}

fn fingerprint(folder: &Path) -> Result<String> {
    let lock = place::read(&folder.join("package-lock.json"))?;
    Ok(Sha256::digest(lock).iter().map(|byte| format!("{byte:02x}")).collect())
}
