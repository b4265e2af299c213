//! Whatever speaks the CouchDB protocol: a document for each event, its id the event's.
//!
//! A database belongs to one member. Its sequence is opaque: a cursor is given back as it came.

use crate::answer::{bad, events, list, listed, page, read, text};
use crate::batch::{self, refused};
use crate::body::{self, object};
use crate::{Fetch, Method, Pass, Server, Settings, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use serde_json::Value;
use std::collections::BTreeMap;

/// A client of a database.
#[derive(Debug)]
pub struct CouchDb<F> {
    pub(crate) server: Server<F>,
}

impl<F: Fetch> CouchDb<F> {
    /// A client; the place is the database.
    pub fn new(settings: &Settings, fetch: F) -> CouchDb<F> {
        let base = [settings.base(), "/", &address::part(settings.place_or("guildhall"))].concat();
        let server = Server::new(base, settings, Pass::basic(&settings.account), fetch);
        CouchDb { server: server.with_header("accept", "application/json") }
    }

    async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let document = |event: &&Event| format!(r#"{{"_id":"{}","event":{}}}"#, event.id, event.to_json_text());
        let documents = body::list("docs", events.iter().map(document));
        let request = self.server.request(Method::Post, &["/_bulk_docs"]).json_text(documents);
        let answer = self.server.ask(request).await?;
        // By their ids: the protocol promises no order.
        let outcomes = listed(&answer)?.iter().filter_map(|outcome| Some((outcome.get("id")?.as_str()?, outcome)));
        let outcomes: BTreeMap<&str, &Value> = outcomes.collect();
        let outcome = |event: &&Event| {
            let outcome = outcomes.get(event.id.to_string().as_str());
            let outcome = outcome.ok_or_else(|| bad("the server does not say what became of every event"))?;
            match outcome.get("error").and_then(Value::as_str) {
                None if outcome.get("rev").is_some() => Ok(Ack::Stored),
                None => Err(bad("an outcome is neither a revision nor an error")),
                Some("conflict") => Ok(Ack::Duplicate),
                Some("unauthorized") => Err(StoreError::Auth { denied: false }),
                // What the database's own rules say about one document.
                Some("forbidden" | "bad_request" | "doc_validation" | "document_too_large") => {
                    Ok(refused(text(outcome, "reason").unwrap_or_default()))
                }
                Some(_) => Err(StoreError::Retryable { after: None }),
            }
        };
        events.iter().map(outcome).collect()
    }
}

impl<F: Fetch> EventStore for CouchDb<F> {
    fn caps(&self) -> Caps {
        batch::USUAL
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let since = address::part(cursor.map_or("0", Cursor::as_str));
        let path = ["/_changes?include_docs=true&limit=", &limit.to_string(), "&since=", &since];
        let lost: &[u16] = if cursor.is_some() { &[400] } else { &[] };
        let answer = read(&self.server.turn(self.server.request(Method::Get, &path), lost).await?)?;
        let changes = list(&answer, "results")?;
        let next = match answer.get("last_seq") {
            Some(Value::String(seq)) => seq.clone(),
            // CouchDB 1 and 2 wrote numbers and lists.
            Some(seq @ (Value::Number(_) | Value::Array(_))) => seq.to_string(),
            _ => return Err(bad("the answer has no `last_seq`")),
        };
        let found = events(changes.iter().filter_map(|change| change.get("doc")?.get("event")));
        Ok(page(found, &next, changes.len() < limit as usize))
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        self.server.ask(self.server.request(Method::Get, &[])).await.map(drop)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let request = self.server.request(Method::Post, &["/_all_docs?include_docs=true"]);
        let answer = self.server.ask(request.json(&object([("keys", body::ids(ids))]))).await?;
        Ok(events(list(&answer, "rows")?.iter().filter_map(|row| row.get("doc")?.get("event"))))
    }
}
