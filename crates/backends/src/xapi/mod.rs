//! A learning record store, by the Experience API (xAPI 1.0.3): every event is a statement, whole in an extension.
//!
//! Statements carry no timestamp of their own, so that the store gives them the time at which it stores them: some stores
//! look at that time where the standard says `stored`, and would overlook an event of last week. When it happened stands
//! in the extension.

mod place;
mod statement;
mod write;

use crate::answer::{self, json, list, read, text};
use crate::{Fetch, Method, Pass, Request, Server, Settings, batch, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use place::Place;
use serde_json::Value;
use statement::Room;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many statements are looked up at the same time.
const WIDTH: usize = 6;
/// The least page of what is read again.
const REREAD: u32 = 500;

/// A client of a record store.
#[derive(Debug)]
pub struct Xapi<F> {
    pub(crate) server: Server<F>,
    /// Where statements are, below the server's name.
    path: String,
    room: Room,
    given: RefCell<(Place, Given)>,
}

/// What was given on the way to a place, by event, with the time at which it was stored: what was stored lately is read
/// again and again, because others of its time may still come.
type Given = BTreeMap<EventId, i64>;

impl<F: Fetch> Xapi<F> {
    /// A client; the place is any name, which keeps what belongs to one hall apart from what belongs to another.
    pub fn new(settings: &Settings, fetch: F) -> Xapi<F> {
        let base = settings.base().trim_end_matches("/statements");
        let origin = place::origin(base);
        let path = [base.strip_prefix(origin).unwrap_or_default(), "/statements"].concat();
        let room = Room::new(settings.place_or(""), base);
        let server = Server::new(origin.to_owned(), settings, Pass::key_or_basic(&settings.account), fetch);
        let server = server.with_header("x-experience-api-version", "1.0.3");
        Xapi { server, path, room, given: RefCell::default() }
    }

    fn statements(&self, method: Method, query: &[&str]) -> Request {
        self.server.request(method, &[&self.path, &query.concat()])
    }

    /// The statement of an event, if the store has it.
    async fn find(&self, id: EventId) -> Result<Option<Value>, StoreError> {
        let request = self.statements(Method::Get, &["?statementId=", &self.room.statement(id).to_string()]);
        let Some(response) = self.server.find(request).await? else { return Ok(None) };
        let answer = json(&response)?;
        // Some stores answer with a list of one or none.
        match answer.get("statements").and_then(Value::as_array) {
            Some(list) => Ok(list.first().cloned()),
            None => text(&answer, "id").map(|_| Some(answer.clone())),
        }
    }

    /// The statements of events, each if the store has it.
    async fn find_all(&self, ids: impl Iterator<Item = EventId>) -> Result<Vec<Option<Value>>, StoreError> {
        together::all(ids.map(|id| self.find(id)), WIDTH).await.into_iter().collect()
    }

    /// The next events from a place on, which moves behind them, and whether they are all. Only they are added to what was given.
    async fn page(&self, place: &mut Place, given: &mut Given, limit: u32) -> Result<(Vec<Event>, bool), StoreError> {
        // The address of a first page is always good.
        let lost: &[u16] = if *place == Place::default() { &[] } else { &[400, 404, 410] };
        // Whether everything that is there now will have been shown when the chain ends: where the newest comes first, that
        // is so only if the chain begins now.
        let mut whole = !place.is_under_way();
        loop {
            // Room for what is read again.
            let size = if given.is_empty() { limit } else { limit.max(REREAD) };
            let request = self.server.request(Method::Get, &[&place.address(&self.path, &self.room, size)]);
            let response = self.server.turn(request, lost).await?;
            let answer = read(&response)?;
            let statements = list(&answer, "statements")?;
            let mut new = Vec::new();
            for statement in statements {
                let stored = place::stored(statement)?;
                new.extend(self.room.read(statement).map(|event| (event, stored)));
            }
            new.retain(|(event, _)| !given.contains_key(&event.id));
            // The rest of a page is found by asking for it again, because what is added to a page may come before its end.
            let all = new.len() <= limit as usize;
            new.truncate(limit as usize);
            if all {
                let more = answer.get("more").and_then(Value::as_str).and_then(place::path);
                place.pass(statements, more, place::complete_through(&response))?;
            }
            let ended = all && !place.is_under_way();
            let done = ended && whole;
            whole |= ended;
            if done || !new.is_empty() {
                given.extend(new.iter().map(|(event, stored)| (event.id, *stored)));
                if ended {
                    given.retain(|_, stored| place.since.is_none_or(|since| *stored >= since));
                }
                place.given = given.len();
                return Ok((new.into_iter().map(|(event, _)| event).collect(), done));
            }
        }
    }
}

impl<F: Fetch> EventStore for Xapi<F> {
    fn caps(&self) -> Caps {
        Caps { batch_events: 200, batch_bytes: 1 << 19, ..batch::USUAL }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let place = cursor.map_or_else(|| Some(Place::default()), Place::read).ok_or(StoreError::CursorLost)?;
        let (last, mut given) = self.given.take();
        // Whoever comes with another cursor may not have what was given last.
        if place != last {
            given.clear();
        }
        let mut next = place.clone();
        let outcome = self.page(&mut next, &mut given, limit).await;
        // What was given is remembered after a failure, too: it is not read as something new the next time.
        self.given.replace((if outcome.is_ok() { next.clone() } else { place }, given));
        outcome.map(|(events, done)| answer::page(events, &next.text(), done))
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        let request = self.statements(Method::Get, &["?limit=1&registration=", &self.room.registration.to_string()]);
        self.server.ask(request).await.map(drop)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let found = self.find_all(ids.iter().copied()).await?;
        Ok(found.iter().flatten().filter_map(|statement| self.room.read(statement)).collect())
    }
}
