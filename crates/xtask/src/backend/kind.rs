//! The servers there are.

use anyhow::{Context, Result};

/// A server that events can be kept on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum Kind {
    /// Our own reference server, of the contract in docs/backends/openapi.yaml.
    Rest,
    /// PocketBase.
    PocketBase,
    /// The CouchDB protocol, by express-pouchdb in memory.
    CouchDb,
    /// The libSQL server.
    LibSql,
    /// Apache with mod_dav.
    WebDav,
    /// The xAPI learning record store Ralph.
    Xapi,
    /// PostgreSQL behind a stub of PostgREST.
    PostgRest,
    /// A small Flask service with the routes of the founding article.
    Article,
}

impl Kind {
    /// All of them, the quickest to start first.
    pub const ALL: [Kind; 8] = [
        Kind::Rest,
        Kind::PocketBase,
        Kind::CouchDb,
        Kind::LibSql,
        Kind::WebDav,
        Kind::Xapi,
        Kind::PostgRest,
        Kind::Article,
    ];

    /// The word for it, everywhere.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Rest => "rest",
            Kind::PocketBase => "pocketbase",
            Kind::CouchDb => "couchdb",
            Kind::LibSql => "libsql",
            Kind::WebDav => "webdav",
            Kind::Xapi => "xapi",
            Kind::PostgRest => "postgrest",
            Kind::Article => "article",
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Result<Kind> {
        let known = || Kind::ALL.map(Kind::word).join(", ");
        let found = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        found.with_context(|| format!("there is no server `{word}`; there are {}", known()))
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Rest => "the reference server",
            Kind::PocketBase => "PocketBase",
            Kind::CouchDb => "the CouchDB protocol (express-pouchdb, in memory)",
            Kind::LibSql => "the libSQL server",
            Kind::WebDav => "WebDAV (Apache with mod_dav)",
            Kind::Xapi => "the xAPI learning record store Ralph",
            Kind::PostgRest => "PostgreSQL behind a stub of PostgREST",
            Kind::Article => "the founding article's service (Flask)",
        }
    }

    /// The port it has when none is named: the one it is known for where it is known for one.
    pub fn port(self) -> u16 {
        match self {
            Kind::Rest => 8091,
            Kind::PocketBase => 8090,
            Kind::CouchDb => 5984,
            Kind::LibSql => 8092,
            Kind::WebDav => 8093,
            Kind::Xapi => 8100,
            Kind::PostgRest => 3000,
            Kind::Article => 5000,
        }
    }

    /// Whether it says by itself that browsers of other origins may use it.
    pub fn answers_other_origins(self) -> bool {
        matches!(self, Kind::Rest | Kind::PocketBase | Kind::WebDav)
    }
}
