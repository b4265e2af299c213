//! A server of the project's own contract: three addresses for events and one to sign in, all JSON.

use crate::answer::{bad, events, flag, list, page, read, text};
use crate::batch::{self, refused};
use crate::{Door, Fetch, Method, Pass, Server, Settings, address, answer, body};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use serde_json::Value;

const DOOR: Door = Door { path: "/session", fields: ["user", "secret"], token: "token" };

/// A client of the contract.
#[derive(Debug)]
pub struct Rest<F> {
    pub(crate) server: Server<F>,
}

impl<F: Fetch> Rest<F> {
    /// A client of a server; a place is a path between its address and `/events`.
    pub fn new(settings: &Settings, fetch: F) -> Rest<F> {
        let base = address::below(settings.base(), settings.place_or(""));
        Rest { server: Server::new(base, settings, Pass::key(&settings.account), fetch) }
    }

    async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let sent = body::list("events", events.iter().map(|event| event.to_json_text()));
        let request = self.server.request(Method::Post, &["/events"]).json_text(sent);
        let response = self.server.send(request).await?;
        if response.status == 413 {
            let limit = answer::json(&response).ok().and_then(|value| value.get("limit")?.as_u64());
            return Err(StoreError::TooLarge { hint: limit.and_then(|limit| u32::try_from(limit).ok()) });
        }
        let answer = read(&response)?;
        let outcomes = list(&answer, "outcomes")?;
        if outcomes.len() > events.len() {
            return Err(bad("there are more outcomes than events"));
        }
        let outcome = |(event, outcome): (&&Event, &Value)| {
            if EventId::parse(text(outcome, "id")?) != Ok(event.id) {
                return Err(bad("the outcomes are not those of the events, in their order"));
            }
            match text(outcome, "outcome")? {
                "stored" => Ok(Ack::Stored),
                "duplicate" => Ok(Ack::Duplicate),
                "rejected" => Ok(refused(text(outcome, "message").unwrap_or_default())),
                _ => Err(bad("an outcome is neither `stored` nor `duplicate` nor `rejected`")),
            }
        };
        events.iter().zip(outcomes).map(outcome).collect()
    }
}

impl<F: Fetch> EventStore for Rest<F> {
    fn caps(&self) -> Caps {
        batch::USUAL
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let after = cursor.map(|cursor| ["&after=", &address::part(cursor.as_str())].concat());
        let path = ["/events?limit=", &limit.to_string(), &after.unwrap_or_default()];
        let answer = read(&self.server.turn(self.server.request(Method::Get, &path), &[410]).await?)?;
        let values = list(&answer, "events")?;
        if values.len() > limit as usize {
            return Err(bad("there are more events than were asked for"));
        }
        let done = flag(&answer, "done")? || values.is_empty();
        Ok(page(events(values), text(&answer, "cursor")?, done))
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        self.server.let_in(why, &DOOR).await
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let request = self.server.request(Method::Post, &["/events/find"]);
        let request = request.json(&body::object([("ids", body::ids(ids))]));
        let response = self.server.send(request).await?;
        match response.status {
            404 | 405 | 501 => Err(StoreError::Unsupported),
            _ => Ok(events(list(&read(&response)?, "events")?)),
        }
    }
}
