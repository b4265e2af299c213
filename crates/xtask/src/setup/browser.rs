//! Chromium, the driver that steers it for the wasm tests, and a font with Chinese characters.

use super::pins::CHROMIUM_MAJOR;
use crate::{place, process};
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The browser the tests run in.
pub struct Browser {
    /// The browser.
    pub chromium: PathBuf,
    /// Its WebDriver server, of the same major version.
    pub driver: PathBuf,
}

const REMEDY: &str = "install Chromium and its driver (Debian: `apt-get install chromium chromium-driver`), \
     or point CHROME and CHROMEDRIVER at a pair of the same version";

/// Finds a usable pair, or installs Debian's.
pub fn ready(tools: &Path) -> Result<Browser> {
    if chromium()?.is_none() || driver()?.is_none() {
        println!("setup   chromium and its driver: the browser tests run in it; takes about half a minute");
        apt(&["chromium", "chromium-driver", "fonts-noto-cjk"], tools)
            .with_context(|| format!("no usable Chromium was found; {REMEDY}"))?;
    }
    let (Some(chromium), Some(driver)) = (chromium()?, driver()?) else {
        bail!("Chromium or its driver is still missing after installing them; {REMEDY}");
    };
    chinese_font(tools);
    Ok(Browser { chromium, driver })
}

impl Browser {
    /// Fails unless the browser is new enough and the driver fits it; starts both, so it takes a second.
    pub fn verify(&self) -> Result<()> {
        let chromium = major(&self.chromium)?;
        let driver = major(&self.driver)?;
        if chromium < CHROMIUM_MAJOR {
            bail!("Chromium {chromium} is older than {CHROMIUM_MAJOR}; {REMEDY}");
        }
        if chromium != driver {
            bail!("Chromium {chromium} and chromedriver {driver} do not fit together; {REMEDY}");
        }
        Ok(())
    }

    /// Arguments that keep it quiet, off the network, and able to start as root in a container; the same
    /// for the wasm tests and the browser tests.
    pub fn arguments(&self) -> Result<Vec<String>> {
        let file = place::root().join("tests/browser/support/chromium-arguments.json");
        serde_json::from_str(&place::read(&file)?)
            .with_context(|| format!("`{}` is no array of strings", place::shown(&file)))
    }
}

fn chromium() -> Result<Option<PathBuf>> {
    find("CHROME", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
}

fn driver() -> Result<Option<PathBuf>> {
    find("CHROMEDRIVER", &["chromedriver"])
}

/// The program a variable names, which must exist, or the first of `names` on the path.
fn find(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os(variable).filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("{variable} names `{}`, which is not a file; correct or unset it", named.display());
        }
        return Ok(Some(named));
    }
    Ok(names.iter().find_map(|name| process::which(name)))
}

fn major(program: &Path) -> Result<u32> {
    let version =
        process::version(program).with_context(|| format!("`{} --version` fails; {REMEDY}", program.display()))?;
    version
        .split(|c: char| !c.is_ascii_digit())
        .find_map(|digits| digits.parse().ok())
        .with_context(|| format!("`{}` answers `{version}`, which names no version", program.display()))
}

/// Without such a font screenshots show boxes; tests pass all the same, hence a warning only.
fn chinese_font(tools: &Path) {
    let known = process::capture(Command::new("fc-list").args([":lang=zh", "family"]));
    if known.is_ok_and(|fonts| !fonts.trim().is_empty()) {
        return;
    }
    println!("setup   fonts-noto-cjk: screenshots need Chinese characters; takes about ten seconds");
    if let Err(error) = apt(&["fonts-noto-cjk"], tools) {
        println!("warning no font with Chinese characters: screenshots will show boxes ({error:#})");
    }
}

/// Installs Debian packages as root, or through a `sudo` that asks nothing.
pub fn apt(packages: &[&str], tools: &Path) -> Result<()> {
    if process::which("apt-get").is_none() {
        bail!("this machine has no `apt-get` to install {} with", packages.join(", "));
    }
    let root = process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root && process::capture(Command::new("sudo").args(["-n", "true"])).is_err() {
        bail!("installing needs root; run `sudo apt-get install {}` once, then this again", packages.join(" "));
    }
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::run_logged(&mut command, &tools.join("log/apt.txt"))
    };
    // A stale package list is worth trying: the list's server may be down, the packages' not.
    if let Err(error) = apt_get(&["update", "-q"]) {
        println!("warning {error:#}");
    }
    apt_get(&[&["install", "-y", "-q", "--no-install-recommends"], packages].concat())
}
