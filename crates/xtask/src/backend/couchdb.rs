//! The CouchDB protocol by tests/backends/couchdb.mjs: a member, and a database that only they may use.

use super::{
    child::{Child, Program},
    http::Client,
    running::{OTHER_USER, Room, SECRET, Started, USER},
};
use crate::{place, setup};
use anyhow::Result;
use serde_json::json;
use std::process::Command;

const ROOT: &str = "root";

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let folder = setup::backends::packages()?;
    let mut command = Command::new("node");
    command.current_dir(folder).args(["couchdb.mjs", &room.port.to_string()]);
    let log = room.folder.join("log.txt");
    let mut child =
        Child::start(Program { name: "express-pouchdb", command, log, unprivileged: false, stop_by: "TERM" })?;
    child.ready(room.port, "/", |status| status == 200)?;
    let place = format!("{USER}-events");
    let places: Vec<String> = room.places.iter().map(|name| format!("{USER}-{name}")).collect();
    let anyone = Client::at(room.port);
    anyone.done("PUT", &format!("/_config/admins/{ROOT}"), Some(&SECRET.into()), &[])?;
    let root = anyone.named(ROOT, SECRET);
    for user in [USER, OTHER_USER] {
        let member = json!({ "name": user, "password": SECRET, "type": "user", "roles": [] });
        root.done("PUT", &format!("/_users/org.couchdb.user:{user}"), Some(&member), &[])?;
    }
    for database in std::iter::once(&place).chain(&places) {
        root.done("PUT", &format!("/{database}"), None, &[412])?;
        let theirs = json!({ "admins": { "names": [], "roles": [] }, "members": { "names": [USER], "roles": [] } });
        root.done("PUT", &format!("/{database}/_security"), Some(&theirs), &[])?;
    }
    Ok(Started {
        children: vec![child],
        place,
        places,
        notes: vec![format!(
            "It keeps everything in memory. Its administrator is `{ROOT}`, with the same password ({}).",
            place::shown(&place::root().join("tests/backends/couchdb.mjs"))
        )],
        ..Started::default()
    })
}
