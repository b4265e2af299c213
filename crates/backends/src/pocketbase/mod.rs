//! PocketBase: a record for each event, with the event's id, the account it belongs to, and the event as JSON.
//!
//! - A token that is not good (any more) lists nothing, with status 200. So nothing is believed to be empty before the token
//!   was probed.
//! - Pages go by the order of insertion, which SQLite settles by having one writer at a time. A cursor is the number of records
//!   read and the id of the last one, which is read again with the next page: if it is not where it was, records were
//!   removed, and the cursor is lost.

mod window;
mod write;

use crate::answer::{events, list, page, text};
use crate::{Door, Fetch, Method, Pass, Server, Settings, address, batch, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use window::Window;

/// Requests under way at once, of the six that a browser has for one server.
const WIDTH: usize = 4;
/// Ids looked for at once: PocketBase reads filters of 3,500 characters.
const FILTER: usize = 60;
/// The most events in one request, until the server says otherwise.
const TOGETHER: u32 = 250;
const DOOR: Door =
    Door { path: "/api/collections/users/auth-with-password", fields: ["identity", "password"], token: "token" };

/// A client of a collection.
#[derive(Debug)]
pub struct PocketBase<F> {
    pub(crate) server: Server<F>,
    /// Where the records are.
    records: String,
    /// The record of the signed-in account.
    owner: RefCell<Option<Box<str>>>,
    /// The most events in one request, as far as known; 1 where the server takes no batches.
    most: Cell<usize>,
}

impl<F: Fetch> PocketBase<F> {
    /// A client; the place is the collection.
    pub fn new(settings: &Settings, fetch: F) -> PocketBase<F> {
        let records = ["/api/collections/", &address::part(settings.place_or("events")), "/records"].concat();
        let server = Server::new(settings.base().to_owned(), settings, Pass::key(&settings.account), fetch);
        PocketBase { server, records, owner: RefCell::default(), most: Cell::new(TOGETHER as usize) }
    }

    /// Renews the token, and so finds out whether it is good.
    async fn probe(&self) -> Result<(), StoreError> {
        if !self.server.pass().is_there() {
            // A named account that never got in sees the same as one whose token ran out.
            let nobody = self.server.account().user.is_empty();
            return if nobody { Ok(()) } else { Err(StoreError::Auth { denied: false }) };
        }
        let request = self.server.request(Method::Post, &["/api/collections/users/auth-refresh"]);
        let answer = self.server.ask(request).await?;
        self.server.pass().bearer(text(&answer, DOOR.token)?);
        self.came_in(&answer);
        Ok(())
    }

    /// Takes note of the account in the answer to a sign-in.
    fn came_in(&self, answer: &Value) {
        let owner = answer.get("record").and_then(|record| record.get("id")?.as_str());
        self.owner.replace(owner.map(Box::from));
    }

    /// Those of the named events that the account may see.
    async fn find(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let some = ids.chunks(FILTER).map(async |ids| {
            let terms: Vec<String> = ids.iter().map(|id| ["id='", &id.to_string(), "'"].concat()).collect();
            let (most, filter) = (FILTER.to_string(), address::part(&terms.join("||")));
            let path = [&self.records, "?skipTotal=1&fields=event&perPage=", &most, "&filter=", &filter];
            let answer = self.server.ask(self.server.request(Method::Get, &path)).await?;
            Ok(events(list(&answer, "items")?.iter().filter_map(|item| item.get("event"))))
        });
        let found: Result<Vec<Vec<Event>>, StoreError> = together::all(some, WIDTH).await.into_iter().collect();
        Ok(found?.concat())
    }
}

impl<F: Fetch> EventStore for PocketBase<F> {
    fn caps(&self) -> Caps {
        Caps { batch_events: TOGETHER, ordered: true, ..batch::USUAL }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.create(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let (before, last) = cursor.map_or(Some((0, "")), read_cursor).ok_or(StoreError::CursorLost)?;
        let Window { size, number, skip } = Window::after(before, limit);
        let query = "?sort=@rowid&skipTotal=1&fields=id,event&perPage=";
        let path = [&self.records, query, &size.to_string(), "&page=", &number.to_string()];
        let answer = self.server.ask(self.server.request(Method::Get, &path)).await?;
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
        match self.probe().await {
            Err(StoreError::Auth { .. }) if !self.server.account().user.is_empty() => {
                self.came_in(&self.server.sign_in(&DOOR).await?);
                Ok(())
            }
            probed => probed,
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

/// The number of records read, and the id of the last one.
fn read_cursor(cursor: &Cursor) -> Option<(u64, &str)> {
    let (before, last) = cursor.as_str().split_once(' ')?;
    Some((before.parse().ok()?, last))
}
