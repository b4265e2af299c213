//! The founding article's service: it knows members and their levels, and takes no events.
//!
//! Whoever has the charter folds the events into a level and says it with [`Article::report`]; the next round of the sync
//! sends it. Sending the same level again changes nothing there, so a lost answer does no harm, and what the service
//! is known to have is not sent again.

use crate::answer::{ask_json, bad, failure, read, send, text};
use crate::batch::Batch;
use crate::{Account, Fetch, Method, Pass, Request, Settings};
use guildhall_engine::event::Event;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};
use std::cell::Cell;

/// A client of the service.
#[derive(Debug)]
pub struct Article<F> {
    fetch: F,
    base: String,
    account: Account,
    pass: Pass,
    /// The level the member has.
    level: Cell<Option<u32>>,
    /// The level the service is known to have.
    sent: Cell<Option<u32>>,
}

impl<F: Fetch> Article<F> {
    /// A client; the service has no places.
    pub fn new(settings: &Settings, fetch: F) -> Article<F> {
        let (base, account) = (settings.base().to_owned(), settings.account.clone());
        Article { fetch, base, account, pass: Pass::default(), level: Cell::default(), sent: Cell::default() }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
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
        let request = self.request(Method::Put, "/update_level", &[("level", level.into())]);
        // A page in between says 200, too.
        if !ask_json(&self.fetch, self.pass.show(request)).await?.is_object() {
            return Err(bad("the answer is no JSON object"));
        }
        self.sent.set(Some(level));
        Ok(())
    }

    fn request(&self, method: Method, path: &str, fields: &[(&str, Value)]) -> Request {
        let body = Map::from_iter(fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Request::new(method, [&self.base, path].concat()).json(&Value::Object(body))
    }

    /// Signs in; who is not known is registered, or told apart from a wrong password by nobody.
    pub(crate) async fn sign_in(&self, registering: bool) -> Result<(), StoreError> {
        if self.account.user.is_empty() || self.account.secret.is_empty() {
            return Err(StoreError::Auth { denied: false });
        }
        let login = async || send(&self.fetch, self.request(Method::Post, "/login", &self.who())).await;
        let mut response = login().await?;
        if response.status == 401 && registering {
            // Somebody new, or a wrong password: a name that is taken is refused, with 409 or, as it was written first, 500.
            let register = send(&self.fetch, self.request(Method::Post, "/register", &self.who())).await?;
            match failure(&register) {
                None => response = login().await?,
                Some(_) if matches!(register.status, 409 | 500) => {}
                Some(error) => return Err(error),
            }
        }
        match failure(&response) {
            Some(error) => Err(error),
            None => {
                self.pass.bearer(text(&read(&response)?, "token")?);
                Ok(())
            }
        }
    }

    fn who(&self) -> [(&'static str, Value); 2] {
        [("username", self.account.user.as_str().into()), ("password", self.account.secret.as_str().into())]
    }
}

impl<F: Fetch> EventStore for Article<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: u32::MAX, batch_bytes: u32::MAX, event_bytes, ordered: true, pull: false }
    }

    /// Events stay on the device: what the service is to know of them is the level.
    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if !batch.sound.is_empty() {
            self.send_level().await?;
        }
        let acks = vec![Ack::Stored; batch.sound.len()];
        batch.acks(&acks)
    }

    async fn since(&self, _cursor: Option<&Cursor>, _limit: u32) -> Result<Page, StoreError> {
        Err(StoreError::Unsupported)
    }

    /// Signs in, and registers who is not known yet.
    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        if why == AuthReason::First && self.pass.is_there() { Ok(()) } else { self.sign_in(true).await }
    }
}
