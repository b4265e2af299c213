//! A server of the project's own contract: three addresses for events and one to sign in, all JSON.

use crate::answer::{ask_json, bad, events, failure, list, page, read, send, text};
use crate::batch::{Batch, refused};
use crate::{Account, Fetch, Method, Pass, Request, Settings, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};

/// A client of the contract.
#[derive(Debug)]
pub struct Rest<F> {
    fetch: F,
    base: String,
    account: Account,
    pass: Pass,
}

impl<F: Fetch> Rest<F> {
    /// A client of a server; a place is a path between its address and `/events`.
    pub fn new(settings: &Settings, fetch: F) -> Rest<F> {
        let mut base = settings.base().to_owned();
        for name in settings.place_or("").split('/').filter(|name| !name.is_empty()) {
            base.extend(["/", &address::part(name)]);
        }
        let account = settings.account.clone();
        Rest { fetch, base, pass: Pass::key(&account), account }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.pass.show(Request::new(method, [&self.base, path].concat()))
    }
}

impl<F: Fetch> EventStore for Rest<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 1000, batch_bytes: 1 << 20, event_bytes, ordered: false, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if batch.sound.is_empty() {
            return batch.acks(&[]);
        }
        let sent = batch.sound.iter().map(|event| event.to_json()).collect();
        let request = self.request(Method::Post, "/events").json(&object("events", sent));
        let response = send(&self.fetch, request).await?;
        if response.status == 413 {
            let limit = read(&response).ok().and_then(|value| value.get("limit")?.as_u64());
            return Err(StoreError::TooLarge { hint: limit.and_then(|limit| u32::try_from(limit).ok()) });
        }
        if let Some(error) = failure(&response) {
            return Err(error);
        }
        let answer = read(&response)?;
        let outcomes = list(&answer, "outcomes")?;
        let mut acks = Vec::with_capacity(outcomes.len());
        for (event, outcome) in batch.sound.iter().zip(outcomes) {
            if EventId::parse(text(outcome, "id")?) != Ok(event.id) {
                return Err(bad("the outcomes are not those of the events, in their order"));
            }
            acks.push(match text(outcome, "outcome")? {
                "stored" => Ack::Stored,
                "duplicate" => Ack::Duplicate,
                "rejected" => refused(text(outcome, "message").unwrap_or_default()),
                _ => return Err(bad("an outcome is neither `stored` nor `duplicate` nor `rejected`")),
            });
        }
        if outcomes.len() != acks.len() {
            return Err(bad("there are more outcomes than events"));
        }
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let mut path = ["/events?limit=", &limit.to_string()].concat();
        if let Some(cursor) = cursor {
            path.extend(["&after=", &address::part(cursor.as_str())]);
        }
        let response = send(&self.fetch, self.request(Method::Get, &path)).await?;
        if response.status == 410 {
            return Err(StoreError::CursorLost);
        }
        if let Some(error) = failure(&response) {
            return Err(error);
        }
        let answer = read(&response)?;
        let values = list(&answer, "events")?;
        if values.len() > limit as usize {
            return Err(bad("there are more events than were asked for"));
        }
        let done = answer.get("done").and_then(Value::as_bool).ok_or_else(|| bad("the answer has no `done`"))?;
        Ok(page(events(values), text(&answer, "cursor")?, done || values.is_empty()))
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        let named = !self.account.user.is_empty();
        if why == AuthReason::First && (self.pass.is_there() || !named) {
            return Ok(());
        }
        if !named || self.account.secret.is_empty() {
            return Err(StoreError::Auth { denied: false });
        }
        let Account { user, secret } = &self.account;
        let who =
            Map::from_iter([("user".to_owned(), user.as_str().into()), ("secret".to_owned(), secret.as_str().into())]);
        let request = Request::new(Method::Post, [&self.base, "/session"].concat()).json(&Value::Object(who));
        let answer = ask_json(&self.fetch, request).await?;
        self.pass.bearer(text(&answer, "token")?);
        Ok(())
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let ids = ids.iter().map(|id| id.to_string().into()).collect();
        let request = self.request(Method::Post, "/events/find").json(&object("ids", ids));
        let response = send(&self.fetch, request).await?;
        match failure(&response) {
            _ if matches!(response.status, 404 | 405 | 501) => Err(StoreError::Unsupported),
            Some(error) => Err(error),
            None => Ok(events(list(&read(&response)?, "events")?)),
        }
    }
}

fn object(field: &str, values: Vec<Value>) -> Value {
    Value::Object(Map::from_iter([(field.to_owned(), Value::Array(values))]))
}
