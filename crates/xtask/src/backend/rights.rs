//! Programs that refuse to run as root, or should not: in a container one often is.

use crate::{place, process};
use anyhow::{Result, bail};
use std::{
    env,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The user that owns nothing, by number, because its name differs between systems.
const NOBODY: &str = "65534";

/// How a program runs without root's rights.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// There are none to give up.
    AsItIs,
    /// In a user namespace: nobody by name and without any capability, yet the owner of what we own, wherever it lies.
    Namespace,
    /// As nobody, who must be given the files and be able to enter the folders above.
    Nobody,
}

fn way() -> Way {
    static WAY: OnceLock<Way> = OnceLock::new();
    *WAY.get_or_init(|| {
        let root = process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        if !root {
            Way::AsItIs
        } else if process::capture(Command::new("unshare").args(["--user", "true"])).is_ok() {
            Way::Namespace
        } else {
            Way::Nobody
        }
    })
}

/// What a program must be called through to end with this process and, where it must be, to run without root's rights:
/// nothing of it on a system without `setpriv`, where a user who is not root is enough.
fn through(unprivileged: bool, stop_by: &str) -> Result<Vec<String>> {
    let way = if unprivileged { way() } else { Way::AsItIs };
    if process::which("setpriv").is_none() {
        if way != Way::AsItIs {
            bail!("this server refuses to run as root, and there is no `setpriv` to drop its rights; run it as a user");
        }
        return Ok(Vec::new());
    }
    let mut words: Vec<&str> = Vec::new();
    if way == Way::Namespace {
        words.extend(["unshare", "--user", "--"]);
    }
    words.extend(["setpriv", "--pdeathsig", stop_by]);
    if way == Way::Nobody {
        words.extend(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]);
    }
    words.push("--");
    Ok(words.into_iter().map(str::to_owned).collect())
}

/// A call of a program through all that.
pub fn call(program: &Path, unprivileged: bool, stop_by: &str) -> Result<Command> {
    let mut words = through(unprivileged, stop_by)?.into_iter();
    let Some(first) = words.next() else { return Ok(Command::new(program)) };
    let mut command = Command::new(first);
    command.args(words).arg(program);
    Ok(command)
}

/// Gives a folder to the user that an unprivileged program runs as.
pub fn give(folder: &Path) -> Result<()> {
    if way() != Way::Nobody {
        return Ok(());
    }
    process::capture(Command::new("chown").args(["-R", &format!("{NOBODY}:{NOBODY}")]).arg(folder)).map(drop)
}

/// The folder for the data of servers.
///
/// It lies in Cargo's output, unless an unprivileged program could not enter it, as below `/root`: then beside other
/// temporary files, in a folder of this clone's own.
pub fn data_folder() -> PathBuf {
    let usual = place::target().join("backends");
    let open = |folder: &Path| {
        std::fs::metadata(folder).map_or(true, |data| !data.is_dir() || data.permissions().mode() & 0o001 != 0)
    };
    if way() != Way::Nobody || usual.ancestors().all(open) {
        return usual;
    }
    let clone: String = usual.to_string_lossy().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    env::temp_dir().join(format!("guildhall-backends{clone}"))
}
