//! A real PostgreSQL with docs/backends/postgrest.sql, behind a stub of PostgREST (tests/backends/postgrest_stub.py).

use super::{
    child::{Child, Program},
    rights,
    running::{OTHER_USER, Room, SECRET, Started, USER},
};
use crate::{place, process, server, setup};
use anyhow::{Context, Result};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// The table, the rules and the function, as anybody makes them.
const SCHEMA: &str = include_str!("../../../../docs/backends/postgrest.sql");
const PLACE: &str = "events";
const OWNER: &str = "guildhall";

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let programs = setup::backends::postgres()?;
    let python = setup::backends::python()?.join("python");
    let folder = &room.folder;
    rights::give(folder)?;
    let data = folder.join("data");
    if !data.join("PG_VERSION").is_file() {
        make_cluster(&programs, folder, &data)?;
    }
    let port = server::listen(0)?.local_addr()?.port();
    let mut command = Command::new(programs.join("postgres"));
    command.current_dir(folder).arg("-D").arg(&data);
    for setting in [&format!("port={port}"), "listen_addresses=127.0.0.1", "unix_socket_directories="] {
        command.args(["-c", setting]);
    }
    let log = folder.join("log.txt");
    let mut database = Child::start(Program { name: "PostgreSQL", command, log, unprivileged: true, stop_by: "INT" })?;
    let address = format!("postgresql://{OWNER}:{SECRET}@127.0.0.1:{port}/postgres");
    let ask = || Command::new(programs.join("psql")).args([&address, "-qc", "select 1"]).output();
    database.ready_when(|| ask().is_ok_and(|said| said.status.success()))?;
    // A role belongs to the cluster and cannot be made "if it is not there".
    let role = "do $$ begin create role authenticated nologin; exception when duplicate_object then null; end $$;";
    let places = room.places.iter().map(String::as_str);
    let schema: String = std::iter::once(PLACE)
        .chain(places)
        .map(|place| SCHEMA.replace("events", place))
        .collect::<Vec<_>>()
        .join("\n");
    run_sql(&programs, &address, &format!("{role}\n{schema}"))?;

    let mut command = Command::new(python);
    command
        .current_dir(folder)
        .arg(place::root().join("tests/backends/postgrest_stub.py"))
        .args([&room.port.to_string(), &address, SECRET])
        .args([USER, OTHER_USER].map(|user| format!("{user}@guildhall.test={SECRET}")));
    let log = folder.join("stub.txt");
    let mut stub =
        Child::start(Program { name: "the stub of PostgREST", command, log, unprivileged: false, stop_by: "TERM" })?;
    stub.ready(room.port, "/rest/v1/events", |status| status == 401)?;
    Ok(Started {
        children: vec![database, stub],
        place: PLACE.into(),
        user: Some(format!("{USER}@guildhall.test")),
        places: room.places.clone(),
        notes: vec![format!(
            "The database is PostgreSQL ({address}); what stands before it is a stub of PostgREST and of Supabase's sign-in."
        )],
        ..Started::default()
    })
}

fn make_cluster(programs: &Path, folder: &Path, data: &Path) -> Result<()> {
    let password = folder.join("password");
    place::write(&password, SECRET)?;
    rights::give(folder)?;
    let mut command = rights::call(&programs.join("initdb"), true, "KILL")?;
    command.current_dir(folder).args(["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--username", OWNER]);
    command.arg("--pwfile").arg(&password).arg("-D").arg(data);
    process::capture(&mut command).context("PostgreSQL makes no database").map(drop)
}

fn run_sql(programs: &Path, address: &str, sql: &str) -> Result<()> {
    let mut psql = Command::new(programs.join("psql"))
        .args([address, "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "-1", "-f", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start psql")?;
    psql.stdin.take().context("psql reads its input")?.write_all(sql.as_bytes())?;
    let said = psql.wait_with_output()?;
    anyhow::ensure!(
        said.status.success(),
        "docs/backends/postgrest.sql fails: {}",
        String::from_utf8_lossy(&said.stderr)
    );
    Ok(())
}
