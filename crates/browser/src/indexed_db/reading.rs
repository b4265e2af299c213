//! Reading what lies behind a place.

use super::migration::{CHUNKS, TAIL};
use super::request::{Transaction, failure, result};
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

/// The bytes behind a place, not decoded yet.
pub struct Found {
    chunks: Part,
    rows: Part,
}

/// Keys and values of one object store, in the same order.
struct Part {
    store: &'static str,
    keys: Array,
    values: Array,
}

/// Where a range of keys begins.
enum Bound {
    Behind(f64),
    At(f64),
}

impl Part {
    /// Asks for up to `limit` (0: all) values behind a key, or from it on. Asks before it is awaited, so that the browser
    /// can work on several questions at once.
    fn read(
        transaction: &Transaction,
        store: &'static str,
        from: Bound,
        limit: u32,
    ) -> Result<impl Future<Output = Result<Part, StoreError>> + use<>, StoreError> {
        let objects = transaction.store(store)?;
        let range = match from {
            Bound::Behind(key) => IdbKeyRange::lower_bound_with_open(&key.into(), true),
            Bound::At(key) => IdbKeyRange::lower_bound(&key.into()),
        };
        let range = range.map_err(|error| failure(&error))?;
        let keys = result(objects.get_all_keys_with_key_and_limit(&range, limit));
        let values = result(objects.get_all_with_key_and_limit(&range, limit));
        Ok(
            async move { Ok(Part { store, keys: keys.await?.unchecked_into(), values: values.await?.unchecked_into() }) },
        )
    }

    fn last_key(&self) -> Option<f64> {
        self.keys.length().checked_sub(1).and_then(|last| self.keys.get(last).as_f64())
    }

    /// Calls `with` for every value, with its key and its bytes.
    fn each(&self, mut with: impl FnMut(f64, &[u8], JsValue)) {
        let mut bytes = Vec::new();
        for (key, value) in self.keys.iter().zip(self.values.iter()) {
            copy(&value, &mut bytes);
            with(key.as_f64().unwrap_or_default(), &bytes, value);
        }
    }
}

/// Everything behind a place, in one consistent state of the database.
pub async fn behind(transaction: &Transaction, place: Place) -> Result<Found, StoreError> {
    let chunks = Part::read(transaction, CHUNKS, Bound::Behind(place.chunk), 0)?;
    let rows = Part::read(transaction, TAIL, Bound::Behind(place.row), 0)?;
    Ok(Found { chunks: chunks.await?, rows: rows.await? })
}

impl Found {
    /// The farthest keys found.
    pub fn place(&self) -> Place {
        Place { chunk: self.chunks.last_key().unwrap_or(0.0), row: self.rows.last_key().unwrap_or(0.0) }
    }

    /// The first row of the tail that was found.
    pub fn first_row(&self) -> Option<f64> {
        self.rows.keys.get(0).as_f64()
    }

    /// Decodes everything; `take` gets the events of one chunk after the other.
    pub fn decode(&self, mut take: impl FnMut(&mut Vec<Event>)) -> Vec<Unreadable> {
        let mut unreadable = Vec::new();
        let mut events = Vec::with_capacity(codec::CHUNK_EVENTS);
        for part in [&self.chunks, &self.rows] {
            part.each(|key, bytes, value| match codec::decode(bytes, &mut events) {
                Ok(()) => {
                    take(&mut events);
                    events.clear();
                }
                Err(damage) => unreadable.push(Unreadable { store: part.store, key, damage, bytes: value }),
            });
        }
        unreadable
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
        let key = mark.place.chunk;
        let from = if mark.given > 0 { Bound::At(key) } else { Bound::Behind(key) };
        let part = Part::read(transaction, CHUNKS, from, 1)?.await?;
        let Some(key) = part.last_key() else { break };
        let mut chunk = Vec::new();
        part.each(|_, bytes, _| pass_over(codec::decode(bytes, &mut chunk)));
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
        let part = Part::read(transaction, TAIL, Bound::Behind(mark.place.row), (limit - events.len()) as u32)?.await?;
        let Some(key) = part.last_key() else {
            return Ok(Page { events, cursor: mark.cursor(), done: true });
        };
        part.each(|_, bytes, _| pass_over(codec::decode(bytes, &mut events)));
        mark.place.row = key;
    }
    Ok(Page { events, cursor: mark.cursor(), done: false })
}

/// Damage leaves the events read so far as they are.
fn pass_over(_: Result<(), Damage>) {}
