//! PostgREST, alone or within Supabase: a table with a row for each event, made by `docs/backends/postgrest.sql`.
//!
//! Transactions end in another order than they begin in, so that no column can be read on from. The function that comes with
//! the table shows only what lies below the oldest running transaction, and its cursor is opaque.

use crate::answer::{ask_json, bad, events, failure, list, page, read, send, text};
use crate::batch::Batch;
use crate::{Account, Fetch, Method, Pass, Request, Settings, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::json;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How many ids are asked for at once: they stand in the address.
const IDS: usize = 50;

/// How often a page is asked for while rows are held back.
const TRIES: u32 = 8;

/// A client of a table.
#[derive(Debug)]
pub struct PostgRest<F> {
    fetch: F,
    /// Where Supabase is, or PostgREST alone.
    base: String,
    /// What comes before the names of tables.
    rest: &'static str,
    table: String,
    /// The project's public key, which Supabase wants with every request.
    key: Option<String>,
    account: Account,
    pass: Pass,
}

impl<F: Fetch> PostgRest<F> {
    /// A client; the place is the table, and in Supabase a colon and the project's public key after it.
    ///
    /// Without a key, and with a token in place of a name and a password, it is PostgREST alone.
    pub fn new(settings: &Settings, fetch: F) -> PostgRest<F> {
        let (table, key) = match settings.place_or("").split_once(':') {
            Some((table, key)) => (table.trim(), Some(key.trim().to_owned())),
            None => (settings.place_or(""), None),
        };
        let table = address::part(if table.is_empty() { "events" } else { table });
        let account = settings.account.clone();
        let rest = if key.is_some() || !account.user.is_empty() { "/rest/v1/" } else { "/" };
        let base = settings.base().trim_end_matches("/rest/v1").to_owned();
        PostgRest { fetch, base, rest, table, key, pass: Pass::key(&account), account }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, path: &[&str]) -> Request {
        let request = Request::new(method, [&self.base, &path.concat()].map(String::as_str).concat());
        match &self.key {
            Some(key) => request.header("apikey", key.clone()),
            None => request,
        }
    }

    /// A page, and whether rows behind it are held back.
    async fn ask_for_page(&self, cursor: Option<&Cursor>, limit: u32) -> Result<(Page, bool), StoreError> {
        let after = cursor.map_or(Value::Null, |cursor| cursor.as_str().into());
        let request = self.request(Method::Post, &[self.rest, "rpc/", &self.table, "_since"]);
        let request = request.json(&object([("after", after), ("lim", limit.into())]));
        let response = send(&self.fetch, self.pass.show(request)).await?;
        if response.status == 410 {
            return Err(StoreError::CursorLost);
        }
        if let Some(error) = failure(&response) {
            return Err(error);
        }
        let answer = read(&response)?;
        let values = list(&answer, "page")?;
        let flag = |name: &str| answer.get(name).and_then(Value::as_bool);
        let done = flag("done").ok_or_else(|| bad("the answer has no `done`"))? || values.is_empty();
        Ok((page(events(values), text(&answer, "cursor")?, done), flag("held").unwrap_or(false)))
    }
}

impl<F: Fetch> EventStore for PostgRest<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 1000, batch_bytes: 1 << 20, event_bytes, ordered: true, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if batch.sound.is_empty() {
            return batch.acks(&[]);
        }
        let row = |event: &&Event| {
            object([("id", event.id.to_string().into()), ("event", event.to_json().to_string().into())])
        };
        let rows: Vec<Value> = batch.sound.iter().map(row).collect();
        let request = self.request(Method::Post, &[self.rest, &self.table, "?columns=id,event&select=id"]);
        let request = request.header("prefer", "resolution=ignore-duplicates,return=representation");
        let answer = ask_json(&self.fetch, self.pass.show(request.json(&rows.into()))).await?;
        let new = answer.as_array().ok_or_else(|| bad("the answer is no list"))?;
        let new: BTreeSet<EventId> = new
            .iter()
            .map(|row| EventId::parse(text(row, "id")?).map_err(|_| bad("an id is none")))
            .collect::<Result<_, _>>()?;
        let ack = |event: &&Event| if new.contains(&event.id) { Ack::Stored } else { Ack::Duplicate };
        let acks: Vec<Ack> = batch.sound.iter().map(ack).collect();
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let mut tries = TRIES;
        loop {
            let (page, held) = self.ask_for_page(cursor, limit).await?;
            tries -= 1;
            // Rows are held back while an older transaction runs, which takes as long as a request.
            if !(held && page.done) || tries == 0 {
                return Ok(page);
            }
        }
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        let Account { user, secret } = &self.account;
        if why == AuthReason::First && (self.pass.is_there() || user.is_empty()) {
            return Ok(());
        }
        if user.is_empty() || secret.is_empty() {
            return Err(StoreError::Auth { denied: false });
        }
        let who = object([("email", user.as_str().into()), ("password", secret.as_str().into())]);
        let request = self.request(Method::Post, &["/auth/v1/token?grant_type=password"]).json(&who);
        let response = send(&self.fetch, request).await?;
        match failure(&response) {
            Some(_) if response.status == 400 => Err(StoreError::Auth { denied: false }),
            Some(error) => Err(error),
            None => {
                self.pass.bearer(text(&read(&response)?, "access_token")?);
                Ok(())
            }
        }
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(IDS) {
            let ids = ids.iter().map(EventId::to_string).collect::<Vec<_>>().join(",");
            let request = self.request(Method::Get, &[self.rest, &self.table, "?select=event&id=in.(", &ids, ")"]);
            let answer = ask_json(&self.fetch, self.pass.show(request)).await?;
            let rows = answer.as_array().ok_or_else(|| bad("the answer is no list"))?;
            found.extend(rows.iter().filter_map(|row| json::parse(row.get("event")?.as_str()?).ok()));
        }
        Ok(events(&found))
    }
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(Map::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
}
