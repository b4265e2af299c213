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
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

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
}

/// Serves until interrupted.
pub fn run(options: &Options) -> Result<()> {
    let folder = if options.built { place::dist() } else { place::target().join("site") };
    if options.built && !folder.join("index.html").is_file() {
        bail!("there is no built site in `dist/`; run `cargo xtask dist` first, or leave `--built` out");
    }
    // The port comes first: whoever mistyped it should not wait for a build to be told.
    let server = Server::start(
        Site { folder: folder.clone(), base: options.public_url.clone(), reload: !options.built },
        options.port,
    )?;
    if !options.built {
        let toolbox = Toolbox::ready(&[Need::Rust, Need::Site])?;
        let mut trunk = watch(&toolbox, options, &folder)?;
        wait_for_first_build(&mut trunk, &folder)?;
        thread::spawn(move || {
            if let Ok(status) = trunk.wait() {
                eprintln!("\nerror: Trunk stopped ({status}); pages are served as they were last built");
            }
        });
    }
    println!("\n    {}\n", server.url());
    if !options.built {
        println!("Changes in www/ and crates/ rebuild the site. Stop with Ctrl-C.");
    }
    stdout().flush()?;
    if options.open {
        open(server.url());
    }
    server.wait()
}

/// Starts Trunk, which builds now and after every change.
fn watch(toolbox: &Toolbox, options: &Options, folder: &PathBuf) -> Result<Child> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear `{}`", place::shown(folder)))?;
    }
    println!("Building the site; the first time takes a minute or two.");
    let mut trunk = dist::trunk(toolbox, "watch");
    trunk.args(["--public-url", &options.public_url, "--dist"]).arg(folder);
    if options.release {
        trunk.arg("--release");
    }
    trunk.stdin(Stdio::null()).spawn().context("cannot start Trunk")
}

/// Returns when there is a site; fails if Trunk ends first. A failed build waits for its repair.
fn wait_for_first_build(trunk: &mut Child, folder: &std::path::Path) -> Result<()> {
    let started = Instant::now();
    while !folder.join("index.html").is_file() {
        if let Some(status) = trunk.try_wait()? {
            bail!("Trunk ended before the site was built ({status}); its messages are above");
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("Built in {} s.", started.elapsed().as_secs());
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
