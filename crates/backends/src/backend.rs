//! All kinds of servers behind one type.

use crate::article::Article;
use crate::couchdb::CouchDb;
use crate::libsql::LibSql;
use crate::pocketbase::PocketBase;
use crate::postgrest::PostgRest;
use crate::rest::Rest;
use crate::webdav::WebDav;
use crate::xapi::Xapi;
use crate::{Fetch, Kind, Pass, Request, Response, Settings, Unreachable, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use std::cell::Cell;
use std::rc::Rc;

/// A store on a server of some kind.
#[derive(Debug)]
pub struct Backend<F> {
    client: Client<Rc<Line<F>>>,
    line: Rc<Line<F>>,
    settings: Settings,
}

/// One variant for each kind.
#[derive(Debug)]
enum Client<F> {
    Rest(Rest<F>),
    PocketBase(PocketBase<F>),
    CouchDb(CouchDb<F>),
    LibSql(LibSql<F>),
    WebDav(WebDav<F>),
    PostgRest(PostgRest<F>),
    Xapi(Xapi<F>),
    Article(Article<F>),
}

/// Does the same with the client of any kind.
macro_rules! with {
    ($backend:expr, $client:ident => $what:expr) => {
        match &$backend.client {
            Client::Rest($client) => $what,
            Client::PocketBase($client) => $what,
            Client::CouchDb($client) => $what,
            Client::LibSql($client) => $what,
            Client::WebDav($client) => $what,
            Client::PostgRest($client) => $what,
            Client::Xapi($client) => $what,
            Client::Article($client) => $what,
        }
    };
}

impl<F: Fetch> Backend<F> {
    /// A client of the server that the settings name; nothing is sent yet.
    ///
    /// # Errors
    /// [`BAD_ADDRESS`](address::BAD_ADDRESS) for what cannot be an address.
    pub fn new(settings: Settings, fetch: F) -> Result<Backend<F>, StoreError> {
        address::check(settings.base())?;
        let line = Rc::new(Line { fetch, silent: Cell::new(false) });
        let client = match settings.kind {
            Kind::Rest => Client::Rest(Rest::new(&settings, Rc::clone(&line))),
            Kind::PocketBase => Client::PocketBase(PocketBase::new(&settings, Rc::clone(&line))),
            Kind::CouchDb => Client::CouchDb(CouchDb::new(&settings, Rc::clone(&line))),
            Kind::LibSql => Client::LibSql(LibSql::new(&settings, Rc::clone(&line))),
            Kind::PostgRest => Client::PostgRest(PostgRest::new(&settings, Rc::clone(&line))),
            Kind::Xapi => Client::Xapi(Xapi::new(&settings, Rc::clone(&line))),
            Kind::Article => Client::Article(Article::new(&settings, Rc::clone(&line))),
            Kind::WebDav => Client::WebDav(WebDav::new(&settings, Rc::clone(&line))),
        };
        Ok(Backend { client, line, settings })
    }

    /// What the member who wants to stay signed in has kept for them: it lets in whoever has it, and where the server knows
    /// passwords only, it contains the password.
    pub fn token(&self) -> Option<Box<str>> {
        self.pass().get()
    }

    /// The same client, signed in by what [`token`](Backend::token) gave before.
    pub fn with_token(self, token: &str) -> Backend<F> {
        self.pass().set(token);
        self
    }

    /// Where it is, and who signs in.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Says which level the member has to a service that takes levels only; `remembered` is what
    /// [`level_sent`](Backend::level_sent) said before the program ended. Others get the events themselves.
    pub fn report_level(&self, level: u32, remembered: Option<u32>) {
        if let Client::Article(article) = &self.client {
            article.report(level, remembered);
        }
    }

    /// The level that a service which takes levels only is known to have.
    pub fn level_sent(&self) -> Option<u32> {
        match &self.client {
            Client::Article(article) => article.sent(),
            _ => None,
        }
    }

    /// Sends the level that was reported, to a service that takes levels only and does not have it yet: a level may change
    /// without an event, as when time goes by.
    ///
    /// # Errors
    /// When the service did not take it; it is then sent again the next time.
    pub async fn send_level(&self) -> Result<(), StoreError> {
        match &self.client {
            Client::Article(article) => article.send_level().await,
            _ => Ok(()),
        }
    }

    /// Signs in whom the server knows, and writes nothing there.
    pub(crate) async fn sign_in_only(&self) -> Result<(), StoreError> {
        match &self.client {
            Client::Article(article) => article.sign_in(false).await,
            _ => self.authorize(AuthReason::First).await,
        }
    }

    fn pass(&self) -> &Pass {
        with!(self, client => client.server.pass())
    }

    /// Whether the last request had no answer that can be read.
    pub(crate) fn is_silent(&self) -> bool {
        self.line.silent.get()
    }

    /// Whether the server answers at all, even if its answers may not be read.
    pub(crate) async fn reaches(&self) -> bool {
        self.line.reaches(self.settings.base()).await
    }
}

impl<F: Fetch> EventStore for Backend<F> {
    fn caps(&self) -> Caps {
        with!(self, client => client.caps())
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        with!(self, client => client.append(batch).await)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        with!(self, client => client.since(cursor, limit).await)
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        with!(self, client => client.authorize(why).await)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        with!(self, client => client.get(ids).await)
    }
}

/// The port of a client, which remembers whether there was an answer.
#[derive(Debug)]
struct Line<F> {
    fetch: F,
    silent: Cell<bool>,
}

impl<F: Fetch> Fetch for Line<F> {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let answer = self.fetch.fetch(request).await;
        self.silent.set(answer.is_err());
        answer
    }

    async fn reaches(&self, url: &str) -> bool {
        self.fetch.reaches(url).await
    }
}
