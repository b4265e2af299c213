//! Apache with mod_dav, by the configuration of docs/backends/webdav.conf: a folder for each member.

use super::{
    child::{Child, Program},
    rights,
    running::{OTHER_USER, Room, SECRET, Started, USER},
};
use crate::{place, process, setup};
use anyhow::{Context, Result};
use std::{fs, process::Command};

/// The modules in the order in which they need each other, and where one is not compiled in.
const MODULES: [&str; 12] = [
    "mpm_event",
    "authn_core",
    "authn_file",
    "authz_core",
    "authz_user",
    "auth_basic",
    "alias",
    "headers",
    "setenvif",
    "dav",
    "dav_lock",
    "dav_fs",
];

/// Starts it.
pub fn start(room: &Room) -> Result<Started> {
    let apache = setup::backends::apache()?;
    let folder = &room.folder;
    for name in [USER, OTHER_USER] {
        fs::create_dir_all(folder.join("members").join(name))?;
    }
    let places: Vec<String> = room.places.iter().map(|name| format!("{USER}/{name}")).collect();
    for place in &places {
        fs::create_dir_all(folder.join("members").join(place))?;
    }
    let passwords = folder.join("passwords");
    fs::write(&passwords, "")?;
    for name in [USER, OTHER_USER] {
        process::capture(Command::new("htpasswd").args(["-b", "-B"]).arg(&passwords).args([name, SECRET]))
            .context("`htpasswd` of Apache's tools is needed")?;
    }
    let configuration = folder.join("apache.conf");
    fs::write(&configuration, around(room, &apache))?;
    rights::give(folder)?;
    let mut command = Command::new(&apache.program);
    command.arg("-f").arg(&configuration).args(["-D", "FOREGROUND"]);
    let log = folder.join("log.txt");
    let mut child = Child::start(Program { name: "Apache", command, log, unprivileged: true, stop_by: "TERM" })?;
    child.ready(room.port, &format!("/dav/{USER}/"), |status| status == 401)?;
    Ok(Started {
        children: vec![child],
        path: "/dav",
        place: USER.into(),
        places,
        notes: vec![format!("Its configuration: {}.", place::shown(&configuration))],
        ..Started::default()
    })
}

/// A server of our own around the configuration that is also the guide's.
fn around(room: &Room, apache: &setup::backends::Apache) -> String {
    let folder = room.folder.display();
    let mut lines = vec![
        format!("ServerRoot \"{folder}\""),
        format!("Listen 127.0.0.1:{}", room.port),
        "ServerName 127.0.0.1".into(),
        format!("PidFile \"{folder}/apache.pid\""),
        format!("DefaultRuntimeDir \"{folder}\""),
        format!("ErrorLog \"{folder}/errors.txt\""),
        "LogLevel crit".into(),
        // Devices ask for many small files one after the other.
        "MaxKeepAliveRequests 0".into(),
        "KeepAliveTimeout 30".into(),
    ];
    for module in MODULES {
        let file = apache.modules.join(format!("mod_{module}.so"));
        if file.is_file() {
            lines.push(format!("LoadModule {module}_module \"{}\"", file.display()));
        }
    }
    for (name, value) in [
        ("HALL_FOLDER", format!("{folder}/members")),
        ("HALL_MEMBERS", format!("{folder}/passwords")),
        ("HALL_LOCKS", format!("{folder}/locks")),
        ("HALL_PAGES", r"^https?://(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?$".into()),
    ] {
        lines.push(format!("Define {name} \"{value}\""));
    }
    let guide = place::root().join("docs/backends/webdav.conf");
    lines.push(format!("Include \"{}\"", guide.display()));
    lines.push(String::new());
    lines.join("\n")
}
