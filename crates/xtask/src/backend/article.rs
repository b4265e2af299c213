//! A small service with the routes of the founding article: tests/backends/article.py. It takes a level, and gives nothing back.

use super::{
    child::{Child, Program},
    running::{Room, Started},
};
use crate::{place, setup};
use anyhow::Result;
use std::process::Command;

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let mut command = Command::new(setup::backends::python()?.join("python"));
    command.current_dir(&room.folder).arg(place::root().join("tests/backends/article.py")).arg(room.port.to_string());
    let log = room.folder.join("log.txt");
    let mut child =
        Child::start(Program { name: "the article's service", command, log, unprivileged: false, stop_by: "TERM" })?;
    child.ready(room.port, "/", |status| status == 404)?;
    let notes = vec!["It keeps everything in memory. Members register by themselves.".into()];
    Ok(Started { children: vec![child], notes, ..Started::default() })
}
