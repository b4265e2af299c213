//! `cargo xtask dist`: the release site. Trunk compiles and binds; [`finish`] bundles, hashes and seals.

mod finish;
mod page;

use crate::{
    place, process,
    setup::{Need, Toolbox},
    sizes,
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Hexadecimal digits of the content hash in a file name.
pub const HASH_DIGITS: usize = 16;

/// What `dist` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The path the site will lie under, such as `/repo/`.
    #[arg(long, default_value = "/", value_parser = public_url)]
    pub public_url: String,
}

/// Installs what is missing, builds, and shows the sizes.
pub fn run(options: &Options) -> Result<()> {
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    build(&toolbox, &options.public_url)?;
    println!("\nThe site is in {}.", place::shown(&place::dist()));
    sizes::print(&sizes::measure(&place::dist())?);
    Ok(())
}

/// Builds the release site for `public_url` into `dist/`.
pub fn build(toolbox: &Toolbox, public_url: &str) -> Result<()> {
    println!("Building the release site for `{public_url}`.");
    process::run(trunk_build(toolbox, public_url, &place::dist()).arg("--release"))
}

/// The Trunk command that builds the site into `folder`; for development unless told otherwise.
pub fn trunk_build(toolbox: &Toolbox, public_url: &str, folder: &Path) -> Command {
    let mut command = toolbox.command("trunk");
    command
        .args(["build", "--log", "warn", "--public-url", public_url, "--dist"])
        .arg(folder)
        // Trunk takes only `true` or `false` here and stops at the customary `1`.
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Its own backtrace would bury the compiler's message.
        .env("RUST_BACKTRACE", "0");
    command
}

/// Copies a built site so that it can lie under another path. The page's `<base>` is all that names the
/// path: every other address in the site is relative to it.
pub fn rebase(site: &Path, target: &Path, public_url: &str) -> Result<()> {
    if target.exists() {
        fs::remove_dir_all(target).with_context(|| format!("cannot clear `{}`", place::shown(target)))?;
    }
    for file in place::files(site, &[])? {
        let copy = target.join(file.strip_prefix(site)?);
        if file.extension().is_some_and(|extension| extension == "html") {
            place::write(&copy, page::rebase(&place::read(&file)?, public_url)?)?;
        } else {
            place::write(&copy, fs::read(&file)?)?;
        }
    }
    Ok(())
}

/// Trunk's hook after a build: turns its staging folder into the finished site.
pub fn finish_trunk_build() -> Result<()> {
    let folder = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .with_context(|| format!("`{name}` is not set; Trunk calls this verb, `cargo xtask dist` calls Trunk"))
    };
    finish::Build {
        source: folder("TRUNK_SOURCE_DIR")?,
        site: folder("TRUNK_STAGING_DIR")?,
        release: env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release"),
        toolbox: Toolbox::ready(&[Need::Site])?,
    }
    .finish()
}

/// A public URL as the site wants it: a path with a slash at both ends.
pub fn public_url(text: &str) -> Result<String> {
    if text.contains("://") || text.contains(['"', '<', '>', '?', '#', ' ']) {
        bail!("a path such as `/repo/` is wanted, without host or query");
    }
    let inner = text.trim_matches('/');
    Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
}

#[cfg(test)]
mod tests {
    use super::public_url;

    #[test]
    fn a_public_url_gets_its_slashes() {
        for (given, expected) in [("/", "/"), ("", "/"), ("repo", "/repo/"), ("/a/b", "/a/b/")] {
            assert_eq!(public_url(given).unwrap(), expected);
        }
        assert!(public_url("https://example.org/repo/").is_err());
        assert!(public_url("/\"><script>").is_err());
    }
}
