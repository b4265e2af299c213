//! `cargo xtask serve`: the site on this machine, rebuilt and reloaded on every change.

use crate::{
    dist, place, process,
    server::{Server, Site},
    setup::{Need, Toolbox},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    io::{Write, stdout},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};

/// How often the files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// What `serve` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The port on this machine; 0 takes any free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Open the site in the default browser.
    #[arg(long)]
    open: bool,
    /// Build as for release: slower to build, faster to run.
    #[arg(long)]
    release: bool,
    /// Serve `dist/` as it is: no building, no reloading.
    #[arg(long, conflicts_with = "release")]
    built: bool,
    /// The path the site lies under, such as `/repo/`.
    #[arg(long, default_value = "/", value_parser = dist::public_url)]
    public_url: String,
    /// The community's folder, as for `dist`; a change in it rebuilds the site, too.
    #[arg(long, conflicts_with = "built")]
    community: Option<PathBuf>,
    /// A server that members may sync with, as for `dist`; while developing, those on this machine always may.
    #[arg(long, conflicts_with = "built", value_parser = dist::connectable)]
    connect: Vec<String>,
}

/// The servers on this machine.
const LOOPBACK: [&str; 2] = ["http://127.0.0.1:*", "http://localhost:*"];

/// Serves until interrupted.
pub fn run(options: &Options) -> Result<()> {
    let folder = if options.built { place::dist() } else { place::target().join("site") };
    if options.built && !folder.join("index.html").is_file() {
        bail!("there is no built site in `dist/`; run `cargo xtask dist` first, or leave `--built` out");
    }
    // The port comes first: whoever mistyped it should not wait for a build to be told.
    let site = Site { folder: folder.clone(), base: options.public_url.clone(), reload: !options.built };
    let server = Server::start(site, options.port)?;
    if options.built {
        announce(&server, options)?;
        return server.wait();
    }
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot clear `{}`", place::shown(&folder)))?;
    }
    println!("Building the site; the first time takes a minute or two.");
    dist::community(options.community.as_deref())?;
    let mut built = watched(options)?;
    build(&toolbox, options, &folder);
    announce(&server, options)?;
    println!("Changes in www/ and crates/ rebuild the site and reload open pages. Stop with Ctrl-C.");
    loop {
        thread::sleep(LOOK_EVERY);
        let present = watched(options)?;
        if present != built {
            built = present;
            build(&toolbox, options, &folder);
        }
    }
}

/// Builds with Trunk, which replaces the site only when all went well; a failure waits for its repair.
fn build(toolbox: &Toolbox, options: &Options, folder: &Path) {
    let started = Instant::now();
    let mut trunk = dist::trunk_build(toolbox, &options.public_url, folder);
    if options.release {
        trunk.arg("--release");
    }
    let run = |trunk: &mut Command| {
        dist::check_community(toolbox, options.community.as_deref())?;
        let here: &[&str] = if options.release { &[] } else { &LOOPBACK };
        let servers: Vec<String> =
            options.connect.iter().cloned().chain(here.iter().map(|host| (*host).into())).collect();
        trunk.envs(dist::community(options.community.as_deref())?).envs([dist::connect(&servers)]);
        process::run(trunk)
    };
    match run(&mut trunk) {
        Ok(()) => println!("Built in {:.1} s.", started.elapsed().as_secs_f64()),
        Err(error) => eprintln!("\nerror: {error:#}\n{} Save a repaired file to build again.", standing(folder)),
    }
}

/// What a visitor gets after a build that failed.
fn standing(folder: &Path) -> &'static str {
    if folder.join("index.html").is_file() { "The site stays as it was before." } else { "There is no site yet." }
}

/// Every file the site is made of, with size and time of change.
///
/// Looking at a few hundred files takes a millisecond and works on every file system, containers'
/// included, where change notifications often do not arrive.
fn watched(options: &Options) -> Result<Vec<(PathBuf, u64, Option<SystemTime>)>> {
    let root = place::root();
    let mut files = vec![root.join("Cargo.toml"), root.join("Cargo.lock"), root.join("Trunk.toml")];
    files.extend(place::files(&root.join("www"), &[])?);
    files.extend(place::files(&root.join("crates"), &["rs", "toml"])?);
    if let Some(community) = &options.community {
        files.extend(place::files(community, &[])?);
    }
    files.retain(|file| !["xtask", "cli"].iter().any(|name| file.starts_with(root.join("crates").join(name))));
    // A file that vanishes between listing and looking is a change, too.
    let look = |file: PathBuf| {
        let data = fs::metadata(&file).ok();
        let size = data.as_ref().map_or(0, fs::Metadata::len);
        (file, size, data.and_then(|data| data.modified().ok()))
    };
    Ok(files.into_iter().map(look).collect())
}

fn announce(server: &Server, options: &Options) -> Result<()> {
    println!("\n    {}\n", server.url());
    stdout().flush()?;
    if options.open {
        open(server.url());
    }
    Ok(())
}

fn open(url: &str) {
    let openers = if cfg!(target_os = "macos") { ["open"].as_slice() } else { &["xdg-open", "wslview"] };
    let opened = openers.iter().filter_map(|opener| process::which(opener)).any(|opener| {
        Command::new(opener).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    });
    if !opened {
        println!("No program to open a browser with was found; open the address above by hand.");
    }
}
