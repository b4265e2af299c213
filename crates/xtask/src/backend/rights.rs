//! Programs that refuse to run as root, or should not: in a container one often is.

use crate::{place, process};
use anyhow::{Result, bail};
use std::{
    env,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::Command,
};

/// The user that owns nothing, by number, because its name differs between systems.
const NOBODY: &str = "65534";

/// Whether this process is root.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self")
        .map(|data| data.uid() == 0)
        .or_else(|_| process::capture(Command::new("id").arg("-u")).map(|id| id.trim() == "0"))
        .unwrap_or(false)
}

/// What `program` must be called through to run without root's rights and to end with this process: nothing
/// of it on a system without `setpriv`, where a user who is not root is enough.
pub fn through(unprivileged: bool, stop_by: &str) -> Result<Vec<String>> {
    let drop_rights = unprivileged && is_root();
    if process::which("setpriv").is_none() {
        if drop_rights {
            bail!("this server refuses to run as root, and there is no `setpriv` to drop its rights; run it as a user");
        }
        return Ok(Vec::new());
    }
    let mut words = vec!["setpriv".to_owned(), "--pdeathsig".into(), stop_by.into()];
    if drop_rights {
        words.extend([format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"), "--clear-groups".into()]);
    }
    words.push("--".into());
    Ok(words)
}

/// Gives a folder to the user that an unprivileged program runs as.
pub fn give(folder: &Path) -> Result<()> {
    if !is_root() {
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
    if !is_root() || usual.ancestors().all(open) {
        return usual;
    }
    let clone: String = usual.to_string_lossy().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    env::temp_dir().join(format!("guildhall-backends{clone}"))
}
