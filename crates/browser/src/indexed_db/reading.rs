//! Reading what lies behind a place.

use super::migration::{CHUNKS, TAIL};
use super::request::{Asked, Transaction, failure};
use guildhall_engine::event::Event;
use guildhall_store::codec::{self, Damage};
use guildhall_store::{Cursor, Page, StoreError};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::IdbKeyRange;

/// How far a reader has come: every chunk and every row up to these keys.
///
/// Keys ascend and are never given twice. Sealing moves rows into a chunk behind everything that was there, so a reader
/// may meet an event twice and never misses one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// The key of the last chunk.
    pub chunk: f64,
    /// The key of the last row of the tail.
    pub row: f64,
}

impl Place {
    /// The farther of two places in both respects.
    pub fn max(self, other: Place) -> Place {
        Place { chunk: self.chunk.max(other.chunk), row: self.row.max(other.row) }
    }
}

/// The key of one value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// The object store.
    pub store: &'static str,
    /// The key in it.
    pub key: f64,
}

/// Bytes that could not be read, and where they lie.
pub struct Unreadable {
    /// The object store.
    pub store: &'static str,
    /// The key in it.
    pub key: f64,
    /// What is wrong with them.
    pub damage: Damage,
    /// The bytes as they are.
    pub bytes: JsValue,
}

/// As many values are asked for at once: enough to make the asking cheap, few enough that the browser reads the next ones
/// while these are decoded.
const TOGETHER: u32 = 32;

/// The values behind a place: their keys, and the requests for them.
pub struct Found {
    parts: [Part; 2],
}

/// Values of one object store.
struct Part {
    store: &'static str,
    keys: Array,
    values: Vec<Asked>,
}

impl Part {
    fn ask(transaction: &Transaction, store: &'static str, keys: Array) -> Result<Part, StoreError> {
        let objects = transaction.store(store)?;
        let key = |at: u32| keys.get(at);
        let ask = |first: u32| {
            let last = (first + TOGETHER).min(keys.length()) - 1;
            Asked::new(IdbKeyRange::bound(&key(first), &key(last)).and_then(|range| objects.get_all_with_key(&range)))
        };
        let values = (0..keys.length()).step_by(TOGETHER as usize).map(ask).collect();
        Ok(Part { store, keys, values })
    }

    fn last_key(&self) -> Option<f64> {
        self.keys.length().checked_sub(1).and_then(|last| self.keys.get(last).as_f64())
    }
}

/// Everything behind a place, in one consistent state of the database.
pub async fn behind(transaction: &Transaction, place: Place) -> Result<Found, StoreError> {
    let keys = |store, after: f64| {
        let objects = transaction.store(store)?;
        let range = IdbKeyRange::lower_bound_with_open(&after.into(), true);
        Ok(Asked::new(range.and_then(|range| objects.get_all_keys_with_key(&range))))
    };
    let (chunks, rows) = (keys(CHUNKS, place.chunk)?, keys(TAIL, place.row)?);
    let chunks = Part::ask(transaction, CHUNKS, chunks.answer().await?.unchecked_into())?;
    let rows = Part::ask(transaction, TAIL, rows.answer().await?.unchecked_into())?;
    Ok(Found { parts: [chunks, rows] })
}

impl Found {
    /// The farthest keys found.
    pub fn place(&self) -> Place {
        let [chunks, rows] = &self.parts;
        Place { chunk: chunks.last_key().unwrap_or(0.0), row: rows.last_key().unwrap_or(0.0) }
    }

    /// As many events as there can be.
    pub fn most_events(&self) -> usize {
        let [chunks, rows] = &self.parts;
        chunks.keys.length() as usize * codec::CHUNK_EVENTS + rows.keys.length() as usize
    }

    /// The first row of the tail that was found.
    pub fn first_row(&self) -> Option<f64> {
        self.parts[1].keys.get(0).as_f64()
    }

    /// Decodes the values as they come; `take` gets the events of one chunk after the other, and where it lies.
    pub async fn decode(self, mut take: impl FnMut(At, &mut Vec<Event>)) -> Result<Vec<Unreadable>, StoreError> {
        let mut unreadable = Vec::new();
        let (mut bytes, mut events) = (Vec::new(), Vec::with_capacity(codec::CHUNK_EVENTS));
        for Part { store, keys, values } in self.parts {
            let mut keys = keys.iter();
            for asked in values {
                let values: Array = asked.answer().await?.unchecked_into();
                for (value, key) in values.iter().zip(&mut keys) {
                    copy(&value, &mut bytes);
                    let key = key.as_f64().unwrap_or_default();
                    match codec::decode(&bytes, &mut events) {
                        Ok(()) => {
                            take(At { store, key }, &mut events);
                            events.clear();
                        }
                        Err(damage) => {
                            unreadable.push(Unreadable { store, key, damage, bytes: value });
                        }
                    }
                }
            }
        }
        Ok(unreadable)
    }
}

/// Copies the bytes of a JavaScript array into a vector that is used again and again.
pub fn copy(value: &JsValue, bytes: &mut Vec<u8>) {
    bytes.clear();
    // Anything else in place of bytes reads as a damaged chunk.
    if let Some(array) = value.dyn_ref::<Uint8Array>() {
        bytes.resize(array.length() as usize, 0);
        array.copy_to(bytes);
    }
}

/// A place in the middle of a chunk, as pages need it: `chunk` and the number of its events already given, then `row`.
struct Mark {
    place: Place,
    given: usize,
}

impl Mark {
    fn read(cursor: &Cursor) -> Option<Mark> {
        let mut parts = cursor.as_str().split('.').map(|part| part.parse::<u64>().ok());
        let (chunk, given, row) = (parts.next()??, parts.next()??, parts.next()??);
        parts
            .next()
            .is_none()
            .then_some(Mark { place: Place { chunk: chunk as f64, row: row as f64 }, given: given as usize })
    }

    fn cursor(&self) -> Cursor {
        let number = |key: f64| (key as u64).to_string();
        Cursor::new([number(self.place.chunk), self.given.to_string(), number(self.place.row)].join("."))
    }
}

/// The page behind a cursor: chunks first, then the tail. What cannot be read is passed over; it is reported when the
/// store is opened.
pub async fn page(transaction: &Transaction, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
    let mut mark = match cursor {
        Some(cursor) => Mark::read(cursor).ok_or(StoreError::CursorLost)?,
        None => Mark { place: Place::default(), given: 0 },
    };
    let limit = limit.max(1) as usize;
    let mut events = Vec::new();
    while events.len() < limit {
        // A chunk that was begun is read again, from where the last page ended.
        let range = IdbKeyRange::lower_bound_with_open(&mark.place.chunk.into(), mark.given == 0);
        let mut chunk = Vec::new();
        let Some(key) = read(transaction, CHUNKS, range, 1, &mut chunk).await? else { break };
        // Another chunk than the one that was begun: that one was set aside.
        let given = if key == mark.place.chunk { mark.given } else { 0 };
        let room = limit - events.len();
        let rest = chunk.len().saturating_sub(given);
        events.extend(chunk.into_iter().skip(given).take(room));
        mark = Mark { place: Place { chunk: key, ..mark.place }, given: if rest > room { given + room } else { 0 } };
        if rest > room {
            return Ok(Page { events, cursor: mark.cursor(), done: false });
        }
    }
    while events.len() < limit {
        let range = IdbKeyRange::lower_bound_with_open(&mark.place.row.into(), true);
        let room = (limit - events.len()) as u32;
        let Some(key) = read(transaction, TAIL, range, room, &mut events).await? else {
            return Ok(Page { events, cursor: mark.cursor(), done: true });
        };
        mark.place.row = key;
    }
    Ok(Page { events, cursor: mark.cursor(), done: false })
}

/// Decodes up to `limit` values of a range; answers the last key, or `None` when there are none.
async fn read(
    transaction: &Transaction,
    store: &str,
    range: Result<IdbKeyRange, JsValue>,
    limit: u32,
    events: &mut Vec<Event>,
) -> Result<Option<f64>, StoreError> {
    let objects = transaction.store(store)?;
    let range = range.map_err(|error| failure(&error))?;
    let keys = Asked::new(objects.get_all_keys_with_key_and_limit(&range, limit));
    let values = Asked::new(objects.get_all_with_key_and_limit(&range, limit));
    let (keys, values): (Array, Array) =
        (keys.answer().await?.unchecked_into(), values.answer().await?.unchecked_into());
    let mut bytes = Vec::new();
    for value in values.iter() {
        copy(&value, &mut bytes);
        // Damage leaves `events` as they are.
        let _ = codec::decode(&bytes, events);
    }
    Ok(keys.iter().last().and_then(|key| key.as_f64()))
}
