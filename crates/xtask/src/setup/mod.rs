//! `cargo xtask setup`: whatever the other verbs need, installed once and in pinned versions.
//!
//! Every verb asks for the groups it needs through [`Toolbox::ready`], which costs a few file look-ups
//! when nothing is missing; `setup` itself asks for all of them and runs each tool.

pub mod backends;
mod browser;
mod cargo;
mod npm;
pub mod pins;

pub use browser::Browser;

use crate::{place, process};
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

/// What a verb can need.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// rustfmt, clippy and the WebAssembly target.
    Rust,
    /// Everything that builds the site: trunk, wasm-bindgen, wasm-opt, esbuild.
    Site,
    /// Chromium, its driver, fonts, and the npm packages of the browser tests.
    Browser,
}

/// The installed tools: the place they lie in and how to call them.
pub struct Toolbox {
    folders: Vec<PathBuf>,
    browser: Option<Browser>,
}

impl Toolbox {
    /// Installs whatever of `needs` is missing and says so; silent when nothing is.
    pub fn ready(needs: &[Need]) -> Result<Self> {
        let Tools { folder: tools, .. } = &locked()?;
        let mut toolbox = Self { folders: Vec::new(), browser: None };
        if needs.contains(&Need::Rust) || needs.contains(&Need::Site) {
            cargo::toolchain()?;
        }
        if needs.contains(&Need::Site) {
            for tool in [&pins::TRUNK, &pins::WASM_BINDGEN] {
                toolbox.folders.push(cargo::install(tool, tools)?);
            }
            toolbox.folders.push(npm::build_tools(tools)?);
        }
        if needs.contains(&Need::Browser) {
            toolbox.browser = Some(browser::ready(tools)?);
            npm::packages(&place::root().join("tests/browser"))?;
        }
        Ok(toolbox)
    }

    /// A command that finds the pinned tools first and starts in the repository's root.
    pub fn command(&self, program: &str) -> Command {
        let installed = self.folders.iter().map(|folder| folder.join(program));
        let found = installed.into_iter().find(|file| file.is_file());
        let mut command = Command::new(found.unwrap_or_else(|| PathBuf::from(program)));
        command.current_dir(place::root()).env("PATH", self.path());
        if let Some(browser) = &self.browser {
            command.env("CHROME", &browser.chromium).env("CHROMEDRIVER", &browser.driver);
        }
        command
    }

    /// The browser, present when [`Need::Browser`] was asked for.
    pub fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().context("this verb did not ask for a browser")
    }

    /// Installs the npm packages of a folder of the repository that has a lock file.
    pub fn install_packages(&self, folder: impl AsRef<Path>) -> Result<()> {
        let folder = place::root().join(folder);
        if folder.join("package-lock.json").is_file() { npm::packages(&folder) } else { Ok(()) }
    }

    fn path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        env::join_paths(folders).unwrap_or(inherited)
    }
}

/// The folder of the tools, while nobody else installs into it.
struct Tools {
    folder: PathBuf,
    _lock: File,
}

/// Waits until it is ours: two terminals must not install into the same folder at once.
fn locked() -> Result<Tools> {
    let folder = place::tools()?;
    fs::create_dir_all(&folder).with_context(|| {
        format!(
            "cannot create the tool folder `{}`; set XDG_CACHE_HOME to a folder that can be written",
            folder.display()
        )
    })?;
    let lock = File::create(folder.join(".lock"))?;
    lock.lock().context("cannot lock the tool folder")?;
    Ok(Tools { folder, _lock: lock })
}

/// What `setup` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// Install the servers that events can be kept on, instead of the tools.
    #[arg(long)]
    backends: bool,
}

/// Installs everything and shows that each tool runs.
pub fn run(options: &Options) -> Result<()> {
    if options.backends {
        return backends::run();
    }
    println!("Tools lie in {}; what is there already is kept.", place::tools()?.display());
    let toolbox = Toolbox::ready(&[Need::Rust, Need::Site, Need::Browser])?;
    let browser = toolbox.browser()?;
    browser.verify()?;
    let rows = [
        ("rustc", PathBuf::from("rustc"), String::new()),
        tool(&toolbox, "trunk", pins::TRUNK.version),
        tool(&toolbox, "wasm-bindgen", pins::WASM_BINDGEN.version),
        tool(&toolbox, "wasm-bindgen-test-runner", pins::WASM_BINDGEN.version),
        tool(&toolbox, "wasm-opt", pins::BINARYEN.version.trim_end_matches(".0.0")),
        tool(&toolbox, "esbuild", pins::ESBUILD.version),
        ("node", PathBuf::from("node"), String::new()),
        ("chromium", browser.chromium.clone(), String::new()),
        ("chromedriver", browser.driver.clone(), String::new()),
    ];
    println!();
    for (name, program, wanted) in rows {
        let Some(version) = process::version(&program) else {
            bail!(
                "`{} --version` fails although it is installed; delete that file and run `cargo xtask setup` again",
                program.display()
            );
        };
        if !version.contains(&wanted) {
            bail!(
                "`{}` answers `{version}` instead of version {wanted}; delete it and run `cargo xtask setup` again",
                program.display()
            );
        }
        println!("    {name:<26}{version}");
    }
    println!("\nReady. Next: `cargo xtask serve`, `cargo xtask test`.");
    Ok(())
}

fn tool(toolbox: &Toolbox, name: &'static str, version: &str) -> (&'static str, PathBuf, String) {
    (name, PathBuf::from(toolbox.command(name).get_program()), version.to_owned())
}
