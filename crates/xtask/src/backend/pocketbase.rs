//! PocketBase, with the collection of docs/backends/pocketbase.json.

use super::{
    child::{Child, Program},
    http::Client,
    running::{OTHER_USER, Room, SECRET, Started, USER},
};
use crate::{process, setup};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::process::Command;

/// The collection and its rules, as anybody imports it.
const COLLECTIONS: &str = include_str!("../../../../docs/backends/pocketbase.json");
/// Who sets it up.
const ROOT: &str = "root@guildhall.test";
const PLACE: &str = "events";

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let program = setup::backends::python()?.join("pocketbase");
    let call = || {
        let mut command = Command::new(&program);
        command.current_dir(&room.folder);
        for folder in ["dir", "hooksDir", "migrationsDir", "publicDir"] {
            command.arg(format!("--{folder}={}", room.folder.join(folder).display()));
        }
        command
    };
    process::capture(call().args(["superuser", "upsert", ROOT, SECRET]))?;
    let mut command = call();
    command.args(["serve", &format!("--http=127.0.0.1:{}", room.port)]);
    let log = room.folder.join("log.txt");
    let mut child = Child::start(Program { name: "PocketBase", command, log, unprivileged: false, stop_by: "TERM" })?;
    child.ready(room.port, "/api/health", |status| status == 200)?;
    prepare(room)?;
    Ok(Started {
        children: vec![child],
        place: PLACE.into(),
        user: Some(address(USER)),
        places: room.places.clone(),
        notes: vec![format!("Its own desk: http://127.0.0.1:{}/_/ ({ROOT}, {SECRET})", room.outer_port)],
        ..Started::default()
    })
}

fn prepare(room: &Room) -> Result<()> {
    let client = Client::at(room.port);
    let session = json!({ "identity": ROOT, "password": SECRET });
    let session = client.done("POST", "/api/collections/_superusers/auth-with-password", Some(&session), &[])?;
    let root = client.with(session["token"].as_str().context("PocketBase gives its superuser no token")?);
    let collections: Vec<Value> = serde_json::from_str(COLLECTIONS).context("docs/backends/pocketbase.json")?;
    let mut all = Vec::new();
    for name in std::iter::once(PLACE).chain(room.places.iter().map(String::as_str)) {
        for mut collection in collections.iter().cloned() {
            collection["name"] = name.into();
            all.push(collection);
        }
    }
    let import = json!({ "collections": all, "deleteMissing": false });
    root.done("PUT", "/api/collections/import", Some(&import), &[])?;
    let settings = json!({ "batch": { "enabled": true, "maxRequests": 250, "timeout": 30 } });
    root.done("PATCH", "/api/settings", Some(&settings), &[])?;
    for user in [USER, OTHER_USER] {
        let member = json!({ "email": address(user), "password": SECRET, "passwordConfirm": SECRET, "verified": true });
        // 400: the address is taken, so the member is there.
        root.done("POST", "/api/collections/users/records", Some(&member), &[400])?;
    }
    Ok(())
}

fn address(user: &str) -> String {
    format!("{user}@guildhall.test")
}
