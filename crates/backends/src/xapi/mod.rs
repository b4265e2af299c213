//! A learning record store, by the Experience API (xAPI 1.0.3): every event is a statement, whole in an extension.
//!
//! Statements carry no timestamp of their own, so that the store gives them the time at which it stores them: some stores
//! look at that time where the standard says `stored`, and would overlook an event of last week. When it happened stands
//! in the extension.

mod place;
mod statement;

use crate::answer::{self, bad, failure, list, read, send, text};
use crate::batch::Batch;
use crate::{Fetch, Method, Pass, Request, Response, Settings, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use place::Place;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// How many statements are looked up at the same time.
const WIDTH: usize = 6;
/// A store takes at most this long, in milliseconds, from giving a statement its time to showing it.
const SETTLING: i64 = 30_000;

/// The least page of what is read again.
const REREAD: u32 = 500;

/// A client of a record store.
#[derive(Debug)]
pub struct Xapi<F> {
    fetch: F,
    /// Where `/statements` is.
    base: String,
    room: statement::Room,
    pass: Pass,
    given: RefCell<Given>,
}

/// What was given on the way to a cursor, by event, with the time at which it was stored: what was stored lately is read
/// again and again, because others of its time may still come.
#[derive(Debug, Default)]
struct Given {
    cursor: String,
    events: BTreeMap<EventId, i64>,
}

impl<F: Fetch> Xapi<F> {
    /// A client; the place is any name, which keeps what belongs to one hall apart from what belongs to another.
    pub fn new(settings: &Settings, fetch: F) -> Xapi<F> {
        let base = settings.base().trim_end_matches("/statements").to_owned();
        let room = statement::Room::new(settings.place_or(""), &base);
        let account = &settings.account;
        let pass = if account.user.is_empty() { Pass::key(account) } else { Pass::basic(account) };
        Xapi { fetch, base, room, pass, given: RefCell::default() }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, url: String) -> Request {
        self.pass.show(Request::new(method, url)).header("x-experience-api-version", "1.0.3")
    }

    /// The statement of an event, if the store has it.
    async fn find(&self, id: EventId) -> Result<Option<Value>, StoreError> {
        let url = [&self.base, "/statements?statementId=", &self.room.statement(id).to_string()].concat();
        let response = send(&self.fetch, self.request(Method::Get, url)).await?;
        match failure(&response) {
            Some(_) if response.status == 404 => Ok(None),
            Some(error) => Err(error),
            None => {
                let answer = read(&response)?;
                // Some stores answer with a list of one or none.
                match answer.get("statements").and_then(Value::as_array) {
                    Some(list) => Ok(list.first().cloned()),
                    None => text(&answer, "id").map(|_| Some(answer.clone())),
                }
            }
        }
    }

    /// Sends statements; `None` when some of their ids are taken, and then none of them is stored.
    async fn post(&self, events: &[&Event]) -> Result<Option<BTreeSet<EventId>>, StoreError> {
        let request = self.request(Method::Post, [&self.base, "/statements"].concat()).json(&self.room.write(events));
        let response = send(&self.fetch, request).await?;
        match failure(&response) {
            Some(_) if response.status == 409 => Ok(None),
            Some(error) => Err(error),
            None if response.status == 204 => Ok(Some(BTreeSet::new())),
            None => {
                let answer = read(&response)?;
                let ids = answer.as_array().ok_or_else(|| bad("the answer is no list of ids"))?;
                Ok(Some(ids.iter().filter_map(|id| EventId::parse(id.as_str()?).ok()).collect()))
            }
        }
    }

    /// The next page from a place on. Only what it returns is added to what was given.
    async fn page(&self, mut place: Place, given: &mut Given, limit: u32) -> Result<Page, StoreError> {
        // Whether everything that is there now will have been shown when the chain ends: where the newest comes first, that
        // is so only if the chain begins now.
        let mut whole = !place.is_under_way();
        loop {
            // Room for what is read again.
            let size = if given.events.is_empty() { limit } else { limit.max(REREAD) };
            let response =
                send(&self.fetch, self.request(Method::Get, place.url(&self.base, &self.room, size))).await?;
            if !given.cursor.is_empty() && matches!(response.status, 400 | 404 | 410) {
                return Err(StoreError::CursorLost);
            }
            if let Some(error) = failure(&response) {
                return Err(error);
            }
            let answer = read(&response)?;
            let statements = list(&answer, "statements")?;
            let mut new = Vec::new();
            for statement in statements {
                let stored = place::stored(statement)?;
                new.extend(self.room.read(statement).map(|event| (event, stored)));
            }
            new.retain(|(event, _)| !given.events.contains_key(&event.id));
            // The rest of a page is found by asking for it again, because what is added to a page may come before its end.
            let all = new.len() <= limit as usize;
            new.truncate(limit as usize);
            if all {
                let more = answer.get("more").and_then(Value::as_str).and_then(place::path);
                place.pass(statements, more, Self::complete_through(&response))?;
            }
            let ended = all && !place.is_under_way();
            let done = ended && whole;
            whole |= ended;
            if done || !new.is_empty() {
                given.events.extend(new.iter().map(|(event, stored)| (event.id, *stored)));
                if ended {
                    given.events.retain(|_, stored| place.since.is_none_or(|since| *stored >= since));
                }
                place.given = given.events.len();
                given.cursor = place.text();
                let events = new.into_iter().map(|(event, _)| event).collect();
                return Ok(answer::page(events, &given.cursor, done));
            }
        }
    }

    /// The time up to which everything is shown. What a server says of it is not believed to the second, because some say
    /// what time it is and still give the time of a while ago.
    fn complete_through(response: &Response) -> Option<i64> {
        let through = response.header("x-experience-api-consistent-through").and_then(|text| Moment::parse(text).ok());
        let date = || Some(answer::http_date(response.header("date")?.trim())? * 1000);
        through.map(|moment| moment.0).or_else(date).map(|time| time - SETTLING)
    }
}

impl<F: Fetch> EventStore for Xapi<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 200, batch_bytes: 1 << 19, event_bytes, ordered: false, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if batch.sound.is_empty() {
            return batch.acks(&[]);
        }
        let mut stored = self.post(&batch.sound).await?;
        if stored.is_none() {
            let found = together::all(batch.sound.iter().map(|event| self.find(event.id)), WIDTH).await;
            let mut new = Vec::new();
            for (event, found) in batch.sound.iter().zip(found) {
                if found?.is_none() {
                    new.push(*event);
                }
            }
            stored = if new.is_empty() { Some(BTreeSet::new()) } else { self.post(&new).await? };
        }
        // Somebody stored some of them in the meantime: the next try will find them.
        let stored = stored.ok_or(StoreError::Retryable { after: None })?;
        let ack = |event: &&Event| match stored.contains(&self.room.statement(event.id)) {
            true => Ack::Stored,
            false => Ack::Duplicate,
        };
        let acks: Vec<Ack> = batch.sound.iter().map(ack).collect();
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let place = cursor.map_or_else(|| Some(Place::default()), Place::read).ok_or(StoreError::CursorLost)?;
        // Whoever comes with another cursor may not have what was given last.
        let mut given = self.given.take();
        if cursor.is_none_or(|cursor| cursor.as_str() != given.cursor) {
            given =
                Given { cursor: cursor.map_or_else(String::new, |cursor| cursor.as_str().into()), ..Given::default() };
        }
        let page = self.page(place, &mut given, limit).await;
        // What was given is remembered after a failure, too: it is not read as something new the next time.
        self.given.replace(given);
        page
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        let room = self.room.registration.to_string();
        let url = [&self.base, "/statements?limit=1&registration=", &room].concat();
        answer::ask(&self.fetch, self.request(Method::Get, url)).await.map(drop)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let found = together::all(ids.iter().map(|id| self.find(*id)), WIDTH).await;
        let found: Vec<Option<Value>> = found.into_iter().collect::<Result<_, _>>()?;
        Ok(found.iter().flatten().filter_map(|statement| self.room.read(statement)).collect())
    }
}
