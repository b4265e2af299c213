//! `cargo xtask backend <name>`: a real server on this machine, ready to be used from the browser.
//!
//! A file per server: it installs what it needs, starts the server below `target/backends/<name>/`, makes the place,
//! the member and the rights, and can be repeated. What a server does not do by itself, answering browsers of other
//! origins, is done by the [`gate`] in front of it, which also makes [`faults`] on request.

mod article;
mod child;
mod couchdb;
mod faults;
mod gate;
mod host;
mod http;
mod kind;
mod libsql;
mod pocketbase;
mod postgrest;
mod rest;
mod rights;
mod running;
mod webdav;
mod xapi;

pub use kind::Kind;
pub use running::{Options, Running};

use crate::setup;
use anyhow::Result;
use running::{Room, Started};
use std::io::{Write, stdout};

/// Starts one and keeps it until interrupted.
pub fn run(options: &Options) -> Result<()> {
    let stop = running::Interrupted::prepare()?;
    let running = Running::start(options)?;
    match options.print {
        running::Print::Json => println!("{}", running.json()),
        running::Print::Text => println!("{}", running.text()),
    }
    stdout().flush()?;
    let ended = stop.wait(&running);
    running.stop();
    ended
}

/// Installs what a kind of server needs, unless it is there.
pub fn install(kind: Kind) -> Result<()> {
    match kind {
        Kind::Rest => Ok(()),
        Kind::PocketBase | Kind::Xapi | Kind::Article => setup::backends::python().map(drop),
        Kind::CouchDb => setup::backends::packages().map(drop),
        Kind::LibSql => setup::backends::sqld().map(drop),
        Kind::WebDav => setup::backends::apache().map(drop),
        Kind::PostgRest => setup::backends::postgres().and(setup::backends::python()).map(drop),
    }
}

/// Starts the server of a kind.
fn start(kind: Kind, room: &Room) -> Result<Started> {
    match kind {
        Kind::Rest => {
            let members = [(running::USER, running::SECRET), (running::OTHER_USER, running::SECRET)];
            let host = rest::start(room.port, &members, room.data.as_deref())?;
            let places = room.places.clone();
            Ok(Started { host: Some(host), places, ..Started::default() })
        }
        Kind::PocketBase => pocketbase::start(room),
        Kind::CouchDb => couchdb::start(room),
        Kind::LibSql => libsql::start(room),
        Kind::WebDav => webdav::start(room),
        Kind::Xapi => xapi::start(room),
        Kind::PostgRest => postgrest::start(room),
        Kind::Article => article::start(room),
    }
}
