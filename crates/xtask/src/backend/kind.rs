//! The servers there are.

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
    /// Apache with mod_dav.
    WebDav,
}

impl Kind {
    /// The word for it, everywhere.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Rest => "rest",
            Kind::PocketBase => "pocketbase",
            Kind::CouchDb => "couchdb",
            Kind::WebDav => "webdav",
        }
    }

    /// What a person calls it.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Rest => "the reference server",
            Kind::PocketBase => "PocketBase",
            Kind::CouchDb => "the CouchDB protocol (express-pouchdb, in memory)",
            Kind::WebDav => "WebDAV (Apache with mod_dav)",
        }
    }

    /// The port it has when none is named: the one it is known for where it is known for one.
    pub fn port(self) -> u16 {
        match self {
            Kind::Rest => 8091,
            Kind::PocketBase => 8090,
            Kind::CouchDb => 5984,
            Kind::WebDav => 8093,
        }
    }

    /// Whether it says by itself that browsers of other origins may use it.
    pub fn answers_other_origins(self) -> bool {
        matches!(self, Kind::Rest | Kind::PocketBase | Kind::WebDav)
    }
}
