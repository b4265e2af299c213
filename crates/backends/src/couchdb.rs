//! Whatever speaks the CouchDB protocol: a document for each event, its id the event's.
//!
//! A database belongs to one member. Its sequence is opaque: a cursor is given back as it came.

use crate::answer::{ask, ask_json, bad, events, failure, list, page, read, send, text};
use crate::batch::{Batch, refused};
use crate::{Fetch, Method, Pass, Request, Settings, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The database where none is named.
const PLACE: &str = "guildhall";

/// A client of a database.
#[derive(Debug)]
pub struct CouchDb<F> {
    fetch: F,
    base: String,
    pass: Pass,
}

impl<F: Fetch> CouchDb<F> {
    /// A client; the place is the database.
    pub fn new(settings: &Settings, fetch: F) -> CouchDb<F> {
        let base = [settings.base(), "/", &address::part(settings.place_or(PLACE))].concat();
        CouchDb { fetch, base, pass: Pass::basic(&settings.account) }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.pass.show(Request::new(method, [&self.base, path].concat())).header("accept", "application/json")
    }
}

impl<F: Fetch> EventStore for CouchDb<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 1000, batch_bytes: 1 << 20, event_bytes, ordered: false, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if batch.sound.is_empty() {
            return batch.acks(&[]);
        }
        let documents = batch.sound.iter().map(|event| document(event)).collect();
        let body = Value::Object(Map::from_iter([("docs".to_owned(), Value::Array(documents))]));
        let answer = ask_json(&self.fetch, self.request(Method::Post, "/_bulk_docs").json(&body)).await?;
        // By their ids: the protocol promises no order.
        let outcomes = answer.as_array().ok_or_else(|| bad("the answer is no list"))?;
        let outcomes: BTreeMap<&str, &Value> =
            outcomes.iter().filter_map(|outcome| Some((outcome.get("id")?.as_str()?, outcome))).collect();
        let mut acks = Vec::with_capacity(batch.sound.len());
        for event in &batch.sound {
            let outcome = outcomes.get(event.id.to_string().as_str());
            let outcome = outcome.ok_or_else(|| bad("the server does not say what became of every event"))?;
            acks.push(match outcome.get("error").and_then(Value::as_str) {
                None if outcome.get("rev").is_some() => Ack::Stored,
                None => return Err(bad("an outcome is neither a revision nor an error")),
                Some("conflict") => Ack::Duplicate,
                Some("unauthorized") => return Err(StoreError::Auth { denied: false }),
                // What the database's own rules say about one document.
                Some("forbidden" | "bad_request" | "doc_validation" | "document_too_large") => {
                    refused(text(outcome, "reason").unwrap_or_default())
                }
                Some(_) => return Err(StoreError::Retryable { after: None }),
            });
        }
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let since = cursor.map_or("0", Cursor::as_str);
        let limit_text = limit.to_string();
        let path = ["/_changes?include_docs=true&limit=", &limit_text, "&since=", &address::part(since)].concat();
        let response = send(&self.fetch, self.request(Method::Get, &path)).await?;
        if cursor.is_some() && response.status == 400 {
            return Err(StoreError::CursorLost);
        }
        if let Some(error) = failure(&response) {
            return Err(error);
        }
        let answer = read(&response)?;
        let changes = list(&answer, "results")?;
        let next = match answer.get("last_seq") {
            Some(Value::String(seq)) => seq.clone(),
            Some(Value::Number(seq)) => seq.to_string(),
            // CouchDB 1 and 2 wrote lists.
            Some(seq @ Value::Array(_)) => seq.to_string(),
            _ => return Err(bad("the answer has no `last_seq`")),
        };
        let found = events(changes.iter().filter_map(|change| change.get("doc")?.get("event")));
        Ok(page(found, &next, changes.len() < limit as usize))
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        ask(&self.fetch, self.request(Method::Get, "")).await.map(drop)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let ids = ids.iter().map(|id| id.to_string().into()).collect();
        let body = Value::Object(Map::from_iter([("keys".to_owned(), Value::Array(ids))]));
        let answer =
            ask_json(&self.fetch, self.request(Method::Post, "/_all_docs?include_docs=true").json(&body)).await?;
        Ok(events(list(&answer, "rows")?.iter().filter_map(|row| row.get("doc")?.get("event"))))
    }
}

fn document(event: &Event) -> Value {
    let fields = [("_id".to_owned(), event.id.to_string().into()), ("event".to_owned(), event.to_json())];
    Value::Object(Map::from_iter(fields))
}
