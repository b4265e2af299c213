//! A libSQL server: a table with a row for each event, by SQL over HTTP (`/v2/pipeline`, Hrana 2).
//!
//! SQLite lets one writer in at a time, so numbers grow in the order in which rows become visible: reading on from the last
//! number overlooks nothing.

use crate::answer::{REFUSED, WRONG_PLACE, bad, events, list, page, text};
use crate::batch::{self, durable};
use crate::body::{self, object};
use crate::{Fetch, Method, Pass, Server, Settings};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::json;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use serde_json::Value;
use std::collections::BTreeSet;

/// The most events on a page: with the largest notes, the server's limit of an answer (10 MB) is not reached.
const LONGEST_PAGE: u32 = 500;

/// A client of a table.
#[derive(Debug)]
pub struct LibSql<F> {
    pub(crate) server: Server<F>,
    /// The table's name, quoted.
    table: String,
}

impl<F: Fetch> LibSql<F> {
    /// A client; the place is the table.
    pub fn new(settings: &Settings, fetch: F) -> LibSql<F> {
        let table = ["\"", &settings.place_or("events").replace('"', "\"\""), "\""].concat();
        let base = [settings.base(), "/v2/pipeline"].concat();
        LibSql { server: Server::new(base, settings, Pass::key_or_basic(&settings.account), fetch), table }
    }

    /// The rows of each statement. In a statement, `@` stands for the table.
    async fn query(&self, statements: &[(&str, Vec<Value>)]) -> Result<Vec<Vec<Vec<Value>>>, StoreError> {
        let execute = |(sql, args): &(&str, Vec<Value>)| {
            let statement = [("sql", sql.replace('@', &self.table).into()), ("args", args.as_slice().into())];
            object([("type", "execute".into()), ("stmt", object(statement))])
        };
        let mut requests: Vec<Value> = statements.iter().map(execute).collect();
        requests.push(object([("type", "close".into())]));
        let request = self.server.request(Method::Post, &[]).json(&object([("requests", requests.into())]));
        let answer = self.server.ask(request).await?;
        let results = list(&answer, "results")?;
        if results.len() <= statements.len() {
            return Err(bad("there are fewer results than statements"));
        }
        results.iter().take(statements.len()).map(rows).collect()
    }

    async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let pair = |event: &&Event| Value::from(vec![event.id.to_string(), event.to_json_text()]);
        let pairs: Value = events.iter().map(pair).collect();
        let insert = "insert into @ (id, event) select value ->> 0, value ->> 1 from json_each(?) where true \
                      on conflict (id) do nothing returning id";
        let rows = self.query(&[(insert, vec![argument("text", &pairs.to_string())])]).await?;
        let new: BTreeSet<&str> = rows.iter().flatten().filter_map(|row| row.first()?.as_str()).collect();
        Ok(durable(events, |id| new.contains(id.to_string().as_str())))
    }
}

impl<F: Fetch> EventStore for LibSql<F> {
    fn caps(&self) -> Caps {
        Caps { ordered: true, ..batch::USUAL }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let after = cursor.map_or(Ok(0), |cursor| cursor.as_str().parse::<i64>());
        let after = after.map_err(|_| StoreError::CursorLost)?;
        let limit = limit.min(LONGEST_PAGE);
        let args = vec![argument("integer", &after.to_string()), argument("integer", &limit.to_string())];
        let select = ("select seq, event from @ where seq > ? order by seq limit ?", args);
        let results = self.query(&[("select coalesce(max(seq), 0) from @", Vec::new()), select]).await?;
        let [last, rows] = results.as_slice() else { return Err(bad("there are more results than statements")) };
        // Numbers are never given twice, so a larger one is of a database that was replaced by an older copy.
        if last.iter().flatten().any(|last| number(last).is_some_and(|last| last < after)) {
            return Err(StoreError::CursorLost);
        }
        let found: Vec<Value> = rows.iter().filter_map(|row| json::parse(row.get(1)?.as_str()?).ok()).collect();
        let next = rows.last().map_or(Some(after), |row| number(row.first()?));
        let next = next.ok_or_else(|| bad("a row has no number"))?;
        Ok(page(events(&found), &next.to_string(), rows.len() < limit as usize))
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        self.query(&[("select 1 from @ limit 1", Vec::new())]).await.map(drop)
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        let select = "select event from @ where id in (select value from json_each(?))";
        let rows = self.query(&[(select, vec![argument("text", &body::ids(ids).to_string())])]).await?;
        let found: Vec<Value> =
            rows.iter().flatten().filter_map(|row| json::parse(row.first()?.as_str()?).ok()).collect();
        Ok(events(&found))
    }
}

/// The rows of one statement's result, each a list of bare values.
fn rows(result: &Value) -> Result<Vec<Vec<Value>>, StoreError> {
    let missing = Value::Null;
    if let Some(error) = result.get("error") {
        return Err(refusal(text(error, "message").unwrap_or_default()));
    }
    let result = result.get("response").and_then(|response| response.get("result")).unwrap_or(&missing);
    let bare = |value: &Value| value.get("value").cloned().unwrap_or_default();
    let row = |row: &Value| row.as_array().map(|row| row.iter().map(bare).collect());
    list(result, "rows")?.iter().map(row).collect::<Option<_>>().ok_or_else(|| bad("a row is no list"))
}

/// What the database says when it does not do what a statement asks for.
fn refusal(message: &str) -> StoreError {
    let lower = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&["no such table", "no such column"]) {
        StoreError::permanent(WRONG_PLACE, "the database has no such table of events; make it first, or check its name")
    } else if says(&["locked", "busy", "timeout", "timed out", "internal"]) {
        StoreError::Retryable { after: None }
    } else if says(&["not authorized", "readonly", "read-only", "permission", "blocked"]) {
        StoreError::Auth { denied: true }
    } else if says(&["too big", "too large"]) {
        StoreError::TooLarge { hint: None }
    } else {
        let message: String = message.chars().take(120).collect();
        StoreError::permanent(REFUSED, ["the database refused the request: ", &message].concat())
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_str().map_or_else(|| value.as_i64(), |text| text.parse().ok())
}

fn argument(kind: &str, value: &str) -> Value {
    object([("type", kind.into()), ("value", value.into())])
}
