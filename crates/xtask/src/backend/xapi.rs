//! Ralph, a learning record store that speaks xAPI, with its events in a file.

use super::{
    child::{Child, Program},
    running::{OTHER_USER, Room, SECRET, Started, USER},
};
use crate::{place, process, setup};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};

/// The most statements on one page.
const PAGE: &str = "500";

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let programs = setup::backends::python()?;
    let folder = &room.folder;
    fs::create_dir_all(folder.join("data"))?;
    let credentials = folder.join("credentials.json");
    // Ralph appends; members are written anew, so that they are there once.
    fs::write(&credentials, "[]")?;
    for user in [USER, OTHER_USER] {
        let mut ralph = configured(Command::new(programs.join("ralph")), folder);
        ralph.args(["auth", "-u", user, "-p", SECRET, "-N", user, "-A", user, "https://hall.example.org/"]);
        ralph.args(["-s", "statements/write", "-s", "statements/read/mine", "-w"]);
        process::capture(&mut ralph).context("Ralph does not take a member")?;
    }
    let mut command = configured(Command::new(programs.join("python")), folder);
    command.arg(place::root().join("tests/backends/lrs.py")).arg(room.port.to_string());
    let log = folder.join("log.txt");
    let mut child = Child::start(Program { name: "Ralph", command, log, unprivileged: false, stop_by: "TERM" })?;
    child.ready(room.port, "/__heartbeat__", |status| status == 200)?;
    Ok(Started { children: vec![child], path: "/xAPI", ..Started::default() })
}

/// With members apart: each reads what they wrote themselves.
fn configured(mut command: Command, folder: &Path) -> Command {
    command
        .current_dir(folder)
        .env("RALPH_APP_DIR", folder)
        .env("RALPH_AUTH_FILE", folder.join("credentials.json"))
        .env("RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH", folder.join("data"))
        .env("RALPH_LRS_RESTRICT_BY_AUTHORITY", "true")
        .env("RALPH_LRS_RESTRICT_BY_SCOPES", "true")
        .env("RALPH_RUNSERVER_BACKEND", "fs")
        .env("RALPH_RUNSERVER_MAX_SEARCH_HITS_COUNT", PAGE);
    command
}
