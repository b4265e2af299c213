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
            return Ok(());
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

    /// Creates records, all or none.
    async fn create(&self, events: &[&Event]) -> Result<Made, StoreError> {
        let request = if let [event] = events {
            self.request(Method::Post, &self.records).json(&self.record(event))
        } else {
            let requests = events.iter().map(|event| {
                let url = self.records.as_str();
                object([("method", "POST".into()), ("url", url.into()), ("body", self.record(event))])
            });
            let body = object([("requests", Value::Array(requests.collect()))]);
            self.request(Method::Post, "/api/batch").json(&body)
        };
        let response = send(&self.fetch, request).await?;
        let batch = events.len() > 1;
        match failure(&response) {
            None => read(&response).map(|_| Made::All),
            // Batches are switched off.
            Some(_) if batch && matches!(response.status, 403..=405) => Ok(Made::Fewer(1)),
            Some(error) if response.status == 400 => {
                let answer = read(&response)?;
                let Some(data) = answer.get("data") else { return Err(error) };
                if !batch {
                    return Ok(Made::Not(0, data.clone()));
                }
                let requests = data.get("requests").and_then(Value::as_object).ok_or(error)?;
                if requests.contains_key("code") {
                    let most = requests.get("params").and_then(|params| params.get("max")?.as_u64());
                    let half = events.len() as u64 / 2;
                    return Ok(Made::Fewer(most.unwrap_or(half).clamp(1, half) as usize));
                }
                let (at, fault) =
                    requests.iter().next().ok_or_else(|| bad("the server does not say what it refused"))?;
                let at = at.parse().ok().filter(|at| *at < events.len());
                let at = at.ok_or_else(|| bad("the server refused what it was not sent"))?;
                let data = fault.get("response").and_then(|response| response.get("data"));
                Ok(Made::Not(at, data.cloned().unwrap_or_default()))
            }
            Some(error) => Err(error),
        }
    }

    /// The outcomes of some events; none when fewer are to be sent at once.
    async fn take(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let mut acks: Vec<Option<Ack>> = vec![None; events.len()];
        loop {
            // Every turn settles one at least.
            let open = |ack: &(usize, &&Event)| acks.get(ack.0).is_some_and(Option::is_none);
            let (places, left): (Vec<usize>, Vec<&Event>) = events.iter().enumerate().filter(open).unzip();
            if left.is_empty() {
                return Ok(acks.into_iter().flatten().collect());
            }
            let mut known = BTreeSet::new();
            let refusal = match self.create(&left).await? {
                Made::All => None,
                Made::Fewer(most) => {
                    self.most.set(most);
                    return Ok(Vec::new());
                }
                Made::Not(at, data) => {
                    let fault = data.as_object().and_then(|data| data.iter().next());
                    let Some((field, fault)) = fault else {
                        // A rule forbids it, or a token is no good, which only a probe can tell.
                        self.probe().await?;
                        return Err(StoreError::permanent(
                            REFUSED,
                            "the rules of the collection do not let this account write",
                        ));
                    };
                    if field == "id" {
                        let ids: Vec<EventId> = left.iter().map(|event| event.id).collect();
                        known = self.find(&ids).await?.into_iter().map(|event| event.id).collect();
                        if ids.get(at).is_some_and(|id| !known.contains(id)) {
                            // Another account has it, or the token ran out just now.
                            self.probe().await?;
                        }
                    }
                    Some((at, refused(text(fault, "message").unwrap_or_default())))
                }
            };
            for (at, (place, event)) in places.iter().zip(&left).enumerate() {
                let ack = match &refusal {
                    None => Some(Ack::Stored),
                    Some(_) if known.contains(&event.id) => Some(Ack::Duplicate),
                    Some((refused, ack)) if *refused == at => Some(ack.clone()),
                    Some(_) => None,
                };
                if let Some(slot) = acks.get_mut(*place) {
                    *slot = ack;
                }
            }
        }
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

/// What became of records that were to be created.
enum Made {
    All,
    /// None, because of one of them; what was wrong with it by field, nothing if a rule forbids it.
    Not(usize, Value),
    /// None, because so many are the most.
    Fewer(usize),
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
            if most > 1 {
                acks.extend(self.take(rest.get(..most).unwrap_or(rest)).await?);
            } else {
                for taken in together::all(rest.chunks(1).map(|event| self.take(event)), WIDTH).await {
                    acks.extend(taken?);
                }
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
            Ok(()) if !user.is_empty() && !self.pass.is_there() => {}
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
