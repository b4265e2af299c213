//! PocketBase: a record for each event, with the event's id, the account it belongs to, and the event as JSON.
//!
//! - A token that is not good (any more) lists nothing, with status 200. So nothing is believed to be empty before the token
//!   was probed.
//! - Pages go by the order of insertion, which SQLite settles by having one writer at a time. A cursor is the number of records
//!   read and the id of the last one, which is read again with the next page: if it is not where it was, records were
//!   removed, and the cursor is lost.
//! - A record that cannot be created is answered alike for whatever reason, so that it has to be looked for.

use crate::answer::{REFUSED, ask_json, bad, events, failure, list, page, read, send, text};
use crate::batch::{Batch, refused};
use crate::{Account, Fetch, Method, Pass, Request, Settings, address, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// The collection where none is named.
const PLACE: &str = "events";
/// Requests under way at once, of the six that a browser has for one server.
const WIDTH: usize = 4;
/// Ids looked for at once: PocketBase reads filters of 3,500 characters.
const FILTER: usize = 60;
/// The most records PocketBase lists.
const LISTED: u64 = 1000;

/// A client of a collection.
#[derive(Debug)]
pub struct PocketBase<F> {
    fetch: F,
    base: String,
    records: String,
    account: Account,
    /// The record of the signed-in account.
    owner: RefCell<Option<Box<str>>>,
    pass: Pass,
    /// The most events in one request, as far as known; 1 where the server takes no batches.
    most: Cell<usize>,
}

impl<F: Fetch> PocketBase<F> {
    /// A client; the place is the collection.
    pub fn new(settings: &Settings, fetch: F) -> PocketBase<F> {
        let records = ["/api/collections/", &address::part(settings.place_or(PLACE)), "/records"].concat();
        let (base, account) = (settings.base().to_owned(), settings.account.clone());
        let pass = Pass::key(&account);
        PocketBase { fetch, base, records, account, owner: RefCell::default(), pass, most: Cell::new(250) }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.pass.show(Request::new(method, [&self.base, path].concat()))
    }

    /// Takes token and account from the answer to a sign-in.
    fn signed_in(&self, answer: &Value) -> Result<(), StoreError> {
        self.pass.bearer(text(answer, "token")?);
        let owner = answer.get("record").and_then(|record| record.get("id")?.as_str());
        self.owner.replace(owner.map(Box::from));
        Ok(())
    }

    /// Renews the token, and so finds out whether it is good.
    async fn probe(&self) -> Result<(), StoreError> {
        if !self.pass.is_there() {
            // A named account that never got in sees the same as one whose token ran out.
            return if self.account.user.is_empty() { Ok(()) } else { Err(StoreError::Auth { denied: false }) };
        }
        let request = self.request(Method::Post, "/api/collections/users/auth-refresh");
        self.signed_in(&ask_json(&self.fetch, request).await?)
    }

    fn record(&self, event: &Event) -> Value {
        let mut record = Map::new();
        record.insert("id".to_owned(), event.id.to_string().into());
        if let Some(owner) = self.owner.borrow().as_deref() {
            record.insert("account".to_owned(), owner.into());
        }
        record.insert("event".to_owned(), event.to_json());
        Value::Object(record)
    }

    /// Creates one record.
    async fn one(&self, event: &Event) -> Result<Ack, StoreError> {
        let response = send(&self.fetch, self.request(Method::Post, &self.records).json(&self.record(event))).await?;
        match failure(&response) {
            None => read(&response).and_then(|answer| text(&answer, "id").map(|_| Ack::Stored)),
            Some(error) if response.status == 400 => {
                let answer = read(&response)?;
                let data = answer.get("data").and_then(Value::as_object).ok_or(error)?;
                let Some((field, fault)) = data.iter().next() else { return Err(self.forbidden().await) };
                let known = field == "id" && !self.get(&[event.id]).await?.is_empty();
                Ok(if known { Ack::Duplicate } else { refused(text(fault, "message").unwrap_or_default()) })
            }
            Some(error) => Err(error),
        }
    }

    /// Creates records in one transaction; `false` when there are none because of one of them, or of their number, which
    /// is then known.
    async fn batch(&self, events: &[&Event]) -> Result<bool, StoreError> {
        let requests = events.iter().map(|event| {
            let url = self.records.as_str();
            object([("method", "POST".into()), ("url", url.into()), ("body", self.record(event))])
        });
        let body = object([("requests", Value::Array(requests.collect()))]);
        let response = send(&self.fetch, self.request(Method::Post, "/api/batch").json(&body)).await?;
        match failure(&response) {
            None if read(&response)?.as_array().is_some_and(|made| made.len() == events.len()) => return Ok(true),
            None => return Err(bad("the answer has not as many records as were sent")),
            // Batches are switched off.
            Some(_) if matches!(response.status, 403..=405) => self.most.set(1),
            Some(error) if response.status == 400 => {
                let answer = read(&response)?;
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
            Some(error) => return Err(error),
        }
        Ok(false)
    }

    /// Why nothing is said about a record that was not created: a token is no good, or a rule of the collection.
    async fn forbidden(&self) -> StoreError {
        let rule = "the rules of the collection do not let this account write this";
        self.probe().await.err().unwrap_or_else(|| StoreError::permanent(REFUSED, rule))
    }

    /// The outcomes of events that could not be created together.
    async fn settle(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
        let known: BTreeSet<EventId> = self.find(&ids).await?.into_iter().map(|event| event.id).collect();
        let fresh: Vec<&Event> = events.iter().filter(|event| !known.contains(&event.id)).copied().collect();
        let together = !known.is_empty() && fresh.len() > 1 && self.most.get() > 1 && self.batch(&fresh).await?;
        let mut acks = match together {
            true => vec![Ok(Ack::Stored); fresh.len()],
            false => together::all(fresh.iter().map(|event| self.one(event)), WIDTH).await,
        }
        .into_iter();
        let outcome = |id| if known.contains(id) { Some(Ok(Ack::Duplicate)) } else { acks.next() };
        ids.iter().filter_map(outcome).collect()
    }

    /// Those of the named events that the account may see.
    async fn find(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let some = ids.chunks(FILTER).map(async |ids| {
            let terms: Vec<String> = ids.iter().map(|id| ["id='", &id.to_string(), "'"].concat()).collect();
            let filter = address::part(&terms.join("||"));
            let query = ["?skipTotal=1&fields=event&perPage=", &FILTER.to_string(), "&filter=", &filter].concat();
            let answer =
                ask_json(&self.fetch, self.request(Method::Get, &[self.records.as_str(), &query].concat())).await?;
            Ok(events(list(&answer, "items")?.iter().filter_map(|item| item.get("event"))))
        });
        let found: Result<Vec<Vec<Event>>, StoreError> = together::all(some, WIDTH).await.into_iter().collect();
        Ok(found?.concat())
    }
}

impl<F: Fetch> EventStore for PocketBase<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 250, batch_bytes: 1 << 20, event_bytes, ordered: true, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        let mut acks = Vec::with_capacity(batch.sound.len());
        while let Some(rest) = batch.sound.get(acks.len()..).filter(|rest| !rest.is_empty()) {
            let most = self.most.get();
            let some = rest.get(..most).filter(|_| most > 1).unwrap_or(rest);
            match some {
                [event] => acks.push(self.one(event).await?),
                _ if most > 1 && self.batch(some).await? => acks.extend(some.iter().map(|_| Ack::Stored)),
                _ if most == self.most.get() => acks.extend(self.settle(some).await?),
                // Fewer, or one by one.
                _ => {}
            }
        }
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let (before, last) = match cursor {
            None => (0, ""),
            Some(cursor) => {
                let parts = cursor.as_str().split_once(' ').ok_or(StoreError::CursorLost)?;
                (parts.0.parse::<u64>().map_err(|_| StoreError::CursorLost)?, parts.1)
            }
        };
        let (size, number, skip) = window(before, limit);
        let query =
            ["?sort=@rowid&skipTotal=1&fields=id,event&perPage=", &size.to_string(), "&page=", &number.to_string()];
        let request = self.request(Method::Get, &[self.records.as_str(), &query.concat()].concat());
        let answer = ask_json(&self.fetch, request).await?;
        let items = list(&answer, "items")?;
        let id = |item: &Value| item.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let anchor = skip.checked_sub(1).and_then(|at| items.get(at)).map(id);
        if items.is_empty() || anchor.as_deref() != Some(last).filter(|_| before > 0) {
            self.probe().await?;
            if before > 0 {
                return Err(StoreError::CursorLost);
            }
        }
        let fresh = items.get(skip..).unwrap_or_default();
        let fresh = fresh.get(..limit as usize).unwrap_or(fresh);
        let done = skip + fresh.len() == items.len() && (items.len() as u64) < size;
        let at = fresh.last().map_or_else(|| last.to_owned(), id);
        let cursor = [&(before + fresh.len() as u64).to_string(), " ", &at].concat();
        Ok(page(events(fresh.iter().filter_map(|item| item.get("event"))), &cursor, done))
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        let Account { user, secret } = &self.account;
        match self.probe().await {
            Err(StoreError::Auth { .. }) if !user.is_empty() => {}
            probed => return probed,
        }
        let who = object([("identity", user.as_str().into()), ("password", secret.as_str().into())]);
        let url = [&self.base, "/api/collections/users/auth-with-password"].concat();
        let response = send(&self.fetch, Request::new(Method::Post, url).json(&who)).await?;
        match failure(&response) {
            Some(_) if response.status == 400 => Err(StoreError::Auth { denied: false }),
            Some(error) => Err(error),
            None => self.signed_in(&read(&response)?),
        }
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let found = self.find(ids).await?;
        if found.len() < ids.len() {
            self.probe().await?;
        }
        Ok(found)
    }
}

/// The page that begins with the last record read, or not far before it, as size, number, and the records in it that were read.
///
/// PocketBase has pages of a size only, not a place to begin at. Of the sizes that do, the one that reads the least again.
fn window(before: u64, limit: u32) -> (u64, u64, usize) {
    let least = u64::from(limit).min(LISTED);
    let Some(last) = before.checked_sub(1) else { return (least, 1, 0) };
    let sizes = (least / 2 + 2)..=(least + 16).min(LISTED);
    let size = sizes.min_by_key(|size| (last % size + 1 == *size, last % size)).unwrap_or(LISTED);
    (size, last / size + 1, (last % size) as usize + 1)
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(Map::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_the_last_record_and_room_for_new_ones() {
        for limit in [1, 2, 7, 60, 250, 999, 1000, 10_000] {
            for before in 1..5000 {
                let (size, number, read) = window(before, limit);
                assert!(size <= LISTED && (number - 1) * size + read as u64 == before, "{before} by {limit}");
                assert!((read as u64) < size, "{before} by {limit} has no room in {size}");
            }
        }
        assert_eq!(window(0, 10_000), (1000, 1, 0));
    }
}
