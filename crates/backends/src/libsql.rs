//! A libSQL server: a table with a row for each event, by SQL over HTTP (`/v2/pipeline`, Hrana 2).
//!
//! SQLite lets one writer in at a time, so numbers grow in the order in which rows become visible: reading on from the last
//! number overlooks nothing.

use crate::answer::{REFUSED, WRONG_PLACE, ask_json, bad, events, list, page, text};
use crate::batch::Batch;
use crate::{Fetch, Method, Pass, Request, Settings};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::json;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The most events on a page: with the largest notes, the server's limit of an answer (10 MB) is not reached.
const LONGEST_PAGE: u32 = 500;

/// A client of a table.
#[derive(Debug)]
pub struct LibSql<F> {
    fetch: F,
    url: String,
    /// The table's name, quoted.
    table: String,
    pass: Pass,
}

impl<F: Fetch> LibSql<F> {
    /// A client; the place is the table.
    pub fn new(settings: &Settings, fetch: F) -> LibSql<F> {
        let url = [settings.base(), "/v2/pipeline"].concat();
        let table = ["\"", &settings.place_or("events").replace('"', "\"\""), "\""].concat();
        let account = &settings.account;
        let pass = if account.user.is_empty() { Pass::key(account) } else { Pass::basic(account) };
        LibSql { fetch, url, table, pass }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// The rows of each statement. In a statement, `@` stands for the table.
    async fn query(&self, statements: &[(&str, Vec<Value>)]) -> Result<Vec<Vec<Vec<Value>>>, StoreError> {
        let execute = |(sql, args): &(&str, Vec<Value>)| {
            let statement = [("sql", sql.replace('@', &self.table).into()), ("args", args.as_slice().into())];
            object([("type", "execute".into()), ("stmt", object(statement))])
        };
        let mut requests: Vec<Value> = statements.iter().map(execute).collect();
        requests.push(object([("type", "close".into())]));
        let request = Request::new(Method::Post, &self.url).json(&object([("requests", requests.into())]));
        let answer = ask_json(&self.fetch, self.pass.show(request)).await?;
        let results = list(&answer, "results")?;
        if results.len() <= statements.len() {
            return Err(bad("there are fewer results than statements"));
        }
        results.iter().take(statements.len()).map(rows).collect()
    }
}

impl<F: Fetch> EventStore for LibSql<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 1000, batch_bytes: 1 << 20, event_bytes, ordered: true, pull: true }
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        let batch = Batch::sort(batch);
        if batch.sound.is_empty() {
            return batch.acks(&[]);
        }
        let pair = |event: &&Event| Value::from(vec![event.id.to_string(), event.to_json().to_string()]);
        let pairs: Vec<Value> = batch.sound.iter().map(pair).collect();
        let insert = "insert into @ (id, event) select value ->> 0, value ->> 1 from json_each(?) where true \
                      on conflict (id) do nothing returning id";
        let rows = self.query(&[(insert, vec![argument("text", &Value::from(pairs).to_string())])]).await?;
        let new: BTreeSet<&str> = rows.iter().flatten().filter_map(|row| row.first()?.as_str()).collect();
        let ack = |event: &&Event| match new.contains(event.id.to_string().as_str()) {
            true => Ack::Stored,
            false => Ack::Duplicate,
        };
        let acks: Vec<Ack> = batch.sound.iter().map(ack).collect();
        batch.acks(&acks)
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
        let ids: Vec<Value> = ids.iter().map(|id| id.to_string().into()).collect();
        let select = "select event from @ where id in (select value from json_each(?))";
        let rows = self.query(&[(select, vec![argument("text", &Value::from(ids).to_string())])]).await?;
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

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(Map::from_iter(fields.map(|(name, value)| (name.to_owned(), value))))
}
