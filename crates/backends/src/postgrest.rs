//! PostgREST, alone or within Supabase: a table with a row for each event, made by `docs/backends/postgrest.sql`.
//!
//! Transactions end in another order than they begin in, so that no column can be read on from. The function that comes with
//! the table shows only what lies below the oldest running transaction, and its cursor is opaque.

use crate::answer::{bad, events, flag, list, listed, page, read, text};
use crate::batch::{self, durable};
use crate::body::object;
use crate::{Door, Fetch, Method, Pass, Server, Settings, address};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::json;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use serde_json::Value;
use std::collections::BTreeSet;

/// How many ids are asked for at once: they stand in the address.
const IDS: usize = 50;
/// How often a page is asked for while rows are held back.
const TRIES: u32 = 8;
/// Where Supabase lets members in.
const DOOR: Door =
    Door { path: "/auth/v1/token?grant_type=password", fields: ["email", "password"], token: "access_token" };

/// A client of a table.
#[derive(Debug)]
pub struct PostgRest<F> {
    pub(crate) server: Server<F>,
    /// What comes before the names of tables.
    rest: &'static str,
    table: String,
}

impl<F: Fetch> PostgRest<F> {
    /// A client; the place is the table, and in Supabase a colon and the project's public key after it.
    ///
    /// Without a key, and with a token in place of a name and a password, it is PostgREST alone.
    pub fn new(settings: &Settings, fetch: F) -> PostgRest<F> {
        let (table, key) = match settings.place_or("").split_once(':') {
            Some((table, key)) => (table.trim(), Some(key.trim())),
            None => (settings.place_or(""), None),
        };
        let table = address::part(if table.is_empty() { "events" } else { table });
        let rest = if key.is_some() || !settings.account.user.is_empty() { "/rest/v1/" } else { "/" };
        let base = settings.base().trim_end_matches("/rest/v1").to_owned();
        let mut server = Server::new(base, settings, Pass::key(&settings.account), fetch);
        if let Some(key) = key {
            server = server.with_header("apikey", key);
        }
        PostgRest { server, rest, table }
    }

    async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let row =
            |event: &&Event| object([("id", event.id.to_string().into()), ("event", event.to_json_text().into())]);
        let rows: Value = events.iter().map(row).collect();
        let request = self.server.request(Method::Post, &[self.rest, &self.table, "?columns=id,event&select=id"]);
        let request = request.header("prefer", "resolution=ignore-duplicates,return=representation");
        let answer = self.server.ask(request.json(&rows)).await?;
        let id = |row: &Value| EventId::parse(text(row, "id")?).map_err(|_| bad("an id is none"));
        let new = listed(&answer)?.iter().map(id).collect::<Result<BTreeSet<EventId>, StoreError>>()?;
        Ok(durable(events, |id| new.contains(&id)))
    }

    /// A page, and whether rows behind it are held back.
    async fn ask_for_page(&self, cursor: Option<&Cursor>, limit: u32) -> Result<(Page, bool), StoreError> {
        let after = cursor.map_or(Value::Null, |cursor| cursor.as_str().into());
        let request = self.server.request(Method::Post, &[self.rest, "rpc/", &self.table, "_since"]);
        let request = request.json(&object([("after", after), ("lim", limit.into())]));
        let answer = read(&self.server.turn(request, &[410]).await?)?;
        let values = list(&answer, "page")?;
        let done = flag(&answer, "done")? || values.is_empty();
        let held = flag(&answer, "held").unwrap_or(false);
        Ok((page(events(values), text(&answer, "cursor")?, done), held))
    }
}

impl<F: Fetch> EventStore for PostgRest<F> {
    fn caps(&self) -> Caps {
        Caps { ordered: true, ..batch::USUAL }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
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
        self.server.let_in(why, &DOOR).await
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let mut found = Vec::new();
        for ids in ids.chunks(IDS) {
            let ids = ids.iter().map(EventId::to_string).collect::<Vec<_>>().join(",");
            let path = [self.rest, &self.table, "?select=event&id=in.(", &ids, ")"];
            let answer = self.server.ask(self.server.request(Method::Get, &path)).await?;
            found.extend(listed(&answer)?.iter().filter_map(|row| json::parse(row.get("event")?.as_str()?).ok()));
        }
        Ok(events(&found))
    }
}
