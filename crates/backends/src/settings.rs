//! What a member or a charter says about a backend.

/// The kinds of servers there are adapters for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A server that speaks the project's own contract.
    Rest,
    /// PocketBase.
    PocketBase,
    /// CouchDB, PouchDB Server, Cloudant: whatever speaks the CouchDB protocol.
    CouchDb,
    /// A libSQL server.
    LibSql,
    /// A folder on a WebDAV server, such as Nextcloud.
    WebDav,
    /// A learning record store.
    Xapi,
    /// PostgREST or Supabase.
    PostgRest,
    /// The founding article's service, which takes levels only.
    Article,
}

impl Kind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Kind; 8] = [
        Kind::PocketBase,
        Kind::CouchDb,
        Kind::WebDav,
        Kind::PostgRest,
        Kind::LibSql,
        Kind::Xapi,
        Kind::Rest,
        Kind::Article,
    ];

    /// The word that stands for it in files, kebab-case.
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
    pub fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Rest => "REST",
            Kind::PocketBase => "PocketBase",
            Kind::CouchDb => "CouchDB",
            Kind::LibSql => "libSQL",
            Kind::WebDav => "WebDAV",
            Kind::Xapi => "xAPI",
            Kind::PostgRest => "PostgREST / Supabase",
            Kind::Article => "Article API",
        }
    }
}

/// Where a backend is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What speaks there.
    pub kind: Kind,
    /// The server's address, with or without a slash at its end.
    pub url: String,
    /// What the kind calls its place: a collection, a database, a folder, a table. Empty for the kind's usual one.
    pub place: String,
    /// Who signs in.
    pub account: Account,
}

/// Who signs in.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// A name or an address; empty where a key alone is enough, or where everybody may come in.
    pub user: String,
    /// A password, a key or a token.
    pub secret: String,
}

impl std::fmt::Debug for Account {
    /// Without the secret, which does not belong into any log.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Account").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Settings {
    /// The address without a slash at its end.
    pub fn base(&self) -> &str {
        self.url.trim().trim_end_matches('/')
    }

    /// The place, or the usual one.
    pub fn place_or<'s>(&'s self, usual: &'s str) -> &'s str {
        let place = self.place.trim().trim_matches('/');
        if place.is_empty() { usual } else { place }
    }
}
