//! Creating records, and what became of those that could not be created: PocketBase answers alike for whatever reason, so that
//! they have to be looked for.

use super::{PocketBase, WIDTH};
use crate::answer::{REFUSED, bad, failure, json, listed, read, text};
use crate::batch::refused;
use crate::body::{object, with};
use crate::{Fetch, Method, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, EventStore as _, StoreError};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl<F: Fetch> PocketBase<F> {
    /// Creates a record for each event, as many at once as the server takes.
    pub(super) async fn create(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let mut acks = Vec::with_capacity(events.len());
        while let Some(rest) = events.get(acks.len()..).filter(|rest| !rest.is_empty()) {
            let most = self.most.get();
            let some = rest.get(..most).filter(|_| most > 1).unwrap_or(rest);
            match some {
                [event] => acks.push(self.one(event).await?),
                _ if most > 1 && self.all(some).await? => acks.extend(some.iter().map(|_| Ack::Stored)),
                _ if most == self.most.get() => acks.extend(self.each(some).await?),
                // Fewer, or one by one.
                _ => {}
            }
        }
        Ok(acks)
    }

    /// Creates all in one transaction; `false` when there are none because of one of them, or of their number, which is
    /// then known.
    async fn all(&self, events: &[&Event]) -> Result<bool, StoreError> {
        let requests = events.iter().map(|event| {
            let url = self.records.as_str();
            object([("method", "POST".into()), ("url", url.into()), ("body", self.record(event))])
        });
        let body = object([("requests", requests.collect())]);
        let response = self.server.send(self.server.request(Method::Post, &["/api/batch"]).json(&body)).await?;
        match (failure(&response), response.status) {
            (None, _) if listed(&json(&response)?)?.len() == events.len() => return Ok(true),
            (None, _) => return Err(bad("the answer has not as many records as were sent")),
            // Batches are switched off.
            (_, 403..=405) => self.most.set(1),
            (Some(error), 400) => {
                let answer = json(&response)?;
                let faults = answer.get("data").and_then(|data| data.get("requests")).ok_or(error)?;
                if faults.get("code").is_some() {
                    let most = faults.get("params").and_then(|params| params.get("max")?.as_u64()).unwrap_or(1);
                    self.most.set((most as usize).clamp(1, events.len() / 2));
                }
                let first = faults.as_object().and_then(|faults| faults.values().next()?.get("response")?.get("data"));
                if first.and_then(Value::as_object).is_some_and(Map::is_empty) {
                    return Err(self.forbidden().await);
                }
            }
            (Some(error), _) => return Err(error),
        }
        Ok(false)
    }

    /// Creates one by one what is not there yet.
    async fn each(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
        let known: BTreeSet<EventId> = self.find(&ids).await?.into_iter().map(|event| event.id).collect();
        let outcomes = events.iter().map(async |event| match known.contains(&event.id) {
            true => Ok(Ack::Duplicate),
            false => self.one(event).await,
        });
        together::all(outcomes, WIDTH).await.into_iter().collect()
    }

    async fn one(&self, event: &Event) -> Result<Ack, StoreError> {
        let request = self.server.request(Method::Post, &[&self.records]).json(&self.record(event));
        let response = self.server.send(request).await?;
        let Some(error) = failure(&response).filter(|_| response.status == 400) else {
            return text(&read(&response)?, "id").map(|_| Ack::Stored);
        };
        let answer = json(&response)?;
        let data = answer.get("data").and_then(Value::as_object).ok_or(error)?;
        let Some((field, fault)) = data.iter().next() else { return Err(self.forbidden().await) };
        let known = field == "id" && !self.get(&[event.id]).await?.is_empty();
        Ok(if known { Ack::Duplicate } else { refused(text(fault, "message").unwrap_or_default()) })
    }

    fn record(&self, event: &Event) -> Value {
        let record = object([("id", event.id.to_string().into()), ("event", event.to_json())]);
        with(record, "account", self.owner.borrow().as_deref().map(Value::from))
    }

    /// Why nothing is said about a record that was not created: a token is no good, or a rule of the collection.
    async fn forbidden(&self) -> StoreError {
        let rule = "the rules of the collection do not let this account write this";
        self.probe().await.err().unwrap_or_else(|| StoreError::permanent(REFUSED, rule))
    }
}
