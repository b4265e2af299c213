//! The founding article's service: it knows members and their levels, and takes no events.
//!
//! Whoever has the charter folds the events into a level and says it with [`Article::report`]; the next round of the sync
//! sends it. Sending the same level again changes nothing there, so a lost answer does no harm, and what the service
//! is known to have is not sent again.

use crate::answer::{bad, failure};
use crate::body::object;
use crate::{Door, Fetch, Method, Pass, Server, Settings, batch};
use guildhall_engine::event::Event;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use std::cell::Cell;

const DOOR: Door = Door { path: "/login", fields: ["username", "password"], token: "token" };

/// A client of the service.
#[derive(Debug)]
pub struct Article<F> {
    pub(crate) server: Server<F>,
    /// The level the member has.
    level: Cell<Option<u32>>,
    /// The level the service is known to have.
    sent: Cell<Option<u32>>,
}

impl<F: Fetch> Article<F> {
    /// A client; the service has no places.
    pub fn new(settings: &Settings, fetch: F) -> Article<F> {
        let server = Server::new(settings.base().to_owned(), settings, Pass::default(), fetch);
        Article { server, level: Cell::default(), sent: Cell::default() }
    }

    /// Says which level the member has, 1 for the lowest; `remembered` is what [`sent`](Article::sent) said before the
    /// program ended.
    pub fn report(&self, level: u32, remembered: Option<u32>) {
        self.level.set(Some(level));
        self.sent.set(self.sent.get().or(remembered));
    }

    /// The level the service is known to have, to be remembered by the caller.
    pub fn sent(&self) -> Option<u32> {
        self.sent.get()
    }

    /// Sends the level, unless the service has it.
    ///
    /// # Errors
    /// When the service did not take it; it is then sent again the next time.
    pub async fn send_level(&self) -> Result<(), StoreError> {
        let Some(level) = self.level.get().filter(|level| self.sent.get() != Some(*level)) else { return Ok(()) };
        // Until there is an answer, nobody knows which of two levels the service has.
        self.sent.set(None);
        let request = self.server.request(Method::Put, &["/update_level"]).json(&object([("level", level.into())]));
        // A page in between says 200, too.
        if !self.server.ask(request).await?.is_object() {
            return Err(bad("the answer is no JSON object"));
        }
        self.sent.set(Some(level));
        Ok(())
    }

    /// Signs in; who is not known is registered, or told apart from a wrong password by nobody.
    pub(crate) async fn sign_in(&self, registering: bool) -> Result<(), StoreError> {
        let outcome = self.server.sign_in(&DOOR).await.map(drop);
        if !registering || outcome != Err(StoreError::Auth { denied: false }) {
            return outcome;
        }
        // Somebody new, or a wrong password: a name that is taken is refused, with 409 or, as it was written first, 500.
        let Some(request) = self.server.hand_in("/register", DOOR.fields) else { return outcome };
        let register = self.server.send(request).await?;
        match failure(&register) {
            None => self.server.sign_in(&DOOR).await.map(drop),
            Some(_) if matches!(register.status, 409 | 500) => outcome,
            Some(error) => Err(error),
        }
    }
}

impl<F: Fetch> EventStore for Article<F> {
    fn caps(&self) -> Caps {
        Caps { batch_events: u32::MAX, batch_bytes: u32::MAX, ordered: true, pull: false, ..batch::USUAL }
    }

    /// Events stay on the device: what the service is to know of them is the level.
    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| {
            self.send_level().await?;
            Ok(vec![Ack::Stored; events.len()])
        })
        .await
    }

    async fn since(&self, _cursor: Option<&Cursor>, _limit: u32) -> Result<Page, StoreError> {
        Err(StoreError::Unsupported)
    }

    /// Signs in, and registers who is not known yet.
    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        if why == AuthReason::First && self.server.pass().is_there() { Ok(()) } else { self.sign_in(true).await }
    }
}
