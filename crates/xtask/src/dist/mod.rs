//! `cargo xtask dist`: the release site. Trunk compiles and binds; [`finish`] bundles, hashes and seals.

mod finish;
mod look;
mod offline;
mod page;
mod pages;
mod parts;
mod sound;

pub use finish::APP;
pub use pages::PICTURE;
pub use parts::{FIRST, MANIFEST};
pub use sound::check as check_community;

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

/// Tells the hook the site's scheme and host; Trunk itself knows only the path.
const ORIGIN: &str = "GUILDHALL_ORIGIN";

/// What `dist` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Where the site will lie: a path such as `/repo/`, or with the host, `https://name.example/repo/`. Only with the host
    /// can the pages name each other to search engines.
    #[arg(long, default_value = "/", value_parser = PublicUrl::parse)]
    pub public_url: PublicUrl,
    /// The folder of the community the site is for: `charter.json`, `catalogue.json`, `texts/`, and `icons/` if it has its
    /// own. Without it, the sample community in `www/community`.
    #[arg(long)]
    pub community: Option<PathBuf>,
    /// A server that members may sync with, such as `https://sync.example`, beside the one in the charter; any number of
    /// times. The pages' security policy allows no other.
    #[arg(long, value_parser = connectable)]
    pub connect: Vec<String>,
}

/// The folder of the site in which the reference lies.
pub const REFERENCE: &str = "docs";
/// Folders of the site whose pages are not the app's: the widget's own page, sample sites that it stands in, the reference.
const NOT_THE_APP: [&str; 3] = ["js", finish::SAMPLES, REFERENCE];

/// Tells the hook the servers that pages may reach, parted by spaces.
const CONNECT: &str = "GUILDHALL_CONNECT";

/// The environment that names to the hook the servers that pages may reach.
pub fn connect(servers: &[String]) -> (&'static str, String) {
    (CONNECT, servers.join(" "))
}

/// Reads scheme and host of a server, perhaps with `*` for any port.
pub fn connectable(text: &str) -> Result<String> {
    match page::origin(text) {
        Some(origin) if origin.len() == text.trim_end_matches('/').len() => Ok(origin.to_owned()),
        _ => bail!("scheme and host of a server are wanted, such as `https://sync.example`"),
    }
}

/// Tells the hook the community's folder, which may lie anywhere.
const COMMUNITY: &str = "GUILDHALL_COMMUNITY";

/// The environment that names a community's folder to the hook; an error if there is none.
pub fn community(folder: Option<&Path>) -> Result<Option<(&'static str, PathBuf)>> {
    let Some(folder) = folder else { return Ok(None) };
    if !folder.join("charter.json").is_file() {
        let shown = folder.display();
        bail!("`{shown}` has no `charter.json`; `guildhall init --dir {shown}` writes one");
    }
    let folder = folder.canonicalize().with_context(|| format!("cannot find `{}`", folder.display()))?;
    Ok(Some((COMMUNITY, folder)))
}

/// Where a site lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Scheme and host, such as `https://name.example`, if known.
    pub origin: Option<String>,
    /// The path, with a slash at both ends.
    pub path: String,
}

impl PublicUrl {
    /// The root of a host that is not known yet, such as that of a test.
    pub fn root() -> PublicUrl {
        PublicUrl { origin: None, path: "/".into() }
    }

    /// Reads a path, or a path with scheme and host.
    pub fn parse(text: &str) -> Result<PublicUrl> {
        let Some((scheme, rest)) = text.split_once("://") else {
            return Ok(PublicUrl { origin: None, path: public_url(text)? });
        };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        if !["http", "https"].contains(&scheme) || host.is_empty() || !host.chars().all(is_host) {
            bail!("a path such as `/repo/`, or `https://name.example/repo/`, is wanted");
        }
        Ok(PublicUrl { origin: Some(format!("{scheme}://{host}")), path: public_url(path)? })
    }

    /// The whole address of a page, if the host is known.
    pub fn address(&self, page: &str) -> Option<String> {
        self.origin.as_ref().map(|origin| [origin, self.path.as_str(), page].concat())
    }
}

/// Installs what is missing, builds, and shows the sizes.
pub fn run(options: &Options) -> Result<()> {
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    build(&toolbox, &options.public_url, options.community.as_deref(), &options.connect)?;
    println!("\nThe site is in {}.", place::shown(&place::dist()));
    sizes::print(&sizes::measure(&place::dist())?);
    Ok(())
}

/// Builds the release site for `public_url` into `dist/`.
pub fn build(toolbox: &Toolbox, public: &PublicUrl, community: Option<&Path>, connect: &[String]) -> Result<()> {
    check_community(toolbox, community)?;
    let community = self::community(community)?;
    let origin = public.origin.as_deref().unwrap_or_default();
    println!("Building the release site for `{origin}{}`.", public.path);
    process::run(
        trunk_build(toolbox, &public.path, &place::dist())
            .arg("--release")
            .env(ORIGIN, origin)
            .envs(community)
            .envs([self::connect(connect)]),
    )
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
        // Pages that are not the app's name what lies beside them, and have no base.
        let is_other = NOT_THE_APP.iter().any(|folder| file.starts_with(site.join(folder)));
        if file.extension().is_some_and(|extension| extension == "html") && !is_other {
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
        community: env::var_os(COMMUNITY).map(PathBuf::from),
        release: env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release"),
        public: PublicUrl {
            origin: env::var(ORIGIN).ok().filter(|origin| !origin.is_empty()),
            path: env::var("TRUNK_PUBLIC_URL").unwrap_or_else(|_| "/".into()),
        },
        connect: env::var(CONNECT).unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
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
    use super::{PublicUrl, place, public_url};
    use std::path::Path;

    #[test]
    fn a_folder_without_a_charter_is_no_community() {
        let error = super::community(Some(Path::new("crates"))).unwrap_err().to_string();
        assert!(error.contains("guildhall init --dir crates"), "{error}");
        assert!(super::community(Some(&place::root().join("www/community"))).unwrap().is_some());
        assert!(super::community(None).unwrap().is_none());
    }

    #[test]
    fn a_public_url_may_name_the_host() {
        let parsed = PublicUrl::parse("https://name.example/repo").unwrap();
        assert_eq!(parsed.address("zh/library").unwrap(), "https://name.example/repo/zh/library");
        assert_eq!(PublicUrl::parse("https://name.example").unwrap().path, "/");
        assert_eq!(PublicUrl::parse("/repo").unwrap().address("library"), None);
        for wrong in ["ftp://name.example/", "https:///x", "https://na me/", "https://x/\"><script>"] {
            assert!(PublicUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_server_is_named_by_scheme_and_host() {
        for text in ["https://sync.example", "http://127.0.0.1:*", "https://sync.example:8443/"] {
            assert_eq!(super::connectable(text).unwrap(), text.trim_end_matches('/'));
        }
        for wrong in ["sync.example", "https://", "https://a.example/path", "ftp://a.example", "https://a;script-src *"]
        {
            assert!(super::connectable(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_public_url_gets_its_slashes() {
        for (given, expected) in [("/", "/"), ("", "/"), ("repo", "/repo/"), ("/a/b", "/a/b/")] {
            assert_eq!(public_url(given).unwrap(), expected);
        }
        assert!(public_url("https://example.org/repo/").is_err());
        assert!(public_url("/\"><script>").is_err());
    }
}
