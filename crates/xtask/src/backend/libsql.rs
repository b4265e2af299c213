//! The libSQL server, with the table of docs/backends/libsql.sql.

use super::{
    child::{Child, Program},
    http::Client,
    running::{Room, Started},
};
use crate::{place, process, setup};
use anyhow::{Result, bail};
use serde_json::json;
use std::process::Command;

/// The table, as anybody makes it.
const TABLE: &str = include_str!("../../../../docs/backends/libsql.sql");
const PLACE: &str = "events";

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let program = setup::backends::sqld()?;
    let script = place::root().join("tests/backends/libsql-token.mjs");
    process::capture(Command::new("node").arg(script).arg(&room.folder))?;
    let token = place::read(&room.folder.join("token"))?;
    let mut command = Command::new(program);
    command
        .current_dir(&room.folder)
        .args(["--no-welcome", "--auth-jwt-key-file", "key.pem", "--db-path", "data"])
        .args(["--http-listen-addr", &format!("127.0.0.1:{}", room.port)]);
    let log = room.folder.join("log.txt");
    let mut child = Child::start(Program { name: "sqld", command, log, unprivileged: false, stop_by: "TERM" })?;
    child.ready(room.port, "/health", |status| status == 200)?;
    let root = Client::at(room.port).with(format!("Bearer {token}"));
    for table in std::iter::once(PLACE).chain(room.places.iter().map(String::as_str)) {
        // The file has the table's name once, in the statement.
        let statement = TABLE.replace("exists events ", &format!("exists {table} "));
        let request = json!({ "requests": [{ "type": "execute", "stmt": { "sql": statement } }, { "type": "close" }] });
        let answer = root.done("POST", "/v2/pipeline", Some(&request), &[])?;
        let outcome = &answer["results"][0];
        if outcome["type"] != "ok" {
            bail!("docs/backends/libsql.sql was refused: {outcome}");
        }
    }
    Ok(Started {
        children: vec![child],
        place: PLACE.into(),
        user: Some(String::new()),
        secret: Some(token.trim().to_owned()),
        places: room.places.clone(),
        notes: vec!["The password is a token; a database is one member's.".into()],
        ..Started::default()
    })
}
