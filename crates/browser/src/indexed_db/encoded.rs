//! Encoded events on their way into the database.

use super::request::failure;
use guildhall_engine::event::Event;
use guildhall_store::codec::{self, Sealer};
use guildhall_store::{Rejection, StoreError};
use js_sys::Uint8Array;
use web_sys::{IdbObjectStore, IdbRequest};

/// Encoded events, one behind the other.
#[derive(Default)]
pub struct Encoded {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Encoded {
    /// Adds a sound event.
    pub fn push(&mut self, event: &Event) -> Result<(), Rejection> {
        codec::encode(event, &mut self.bytes)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Each event sealed alone.
    pub fn rows(&self) -> Vec<Vec<u8>> {
        self.parts().map(codec::seal).collect()
    }

    /// The events sealed together.
    pub fn chunks(&self) -> Vec<Vec<u8>> {
        let mut sealer = Sealer::new();
        self.parts().for_each(|part| sealer.push(part));
        sealer.finish()
    }

    /// The values to write: sealed together, or each alone.
    pub fn values(&self, together: bool) -> Vec<Vec<u8>> {
        if together { self.chunks() } else { self.rows() }
    }

    fn parts(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }
}

/// Puts values under the next keys, in order.
pub fn put_all(store: &IdbObjectStore, values: &[Vec<u8>]) -> Result<Written, StoreError> {
    let mut written = Written::default();
    for value in values {
        let request = store.put(&Uint8Array::from(value.as_slice())).map_err(|error| failure(&error))?;
        written.first.get_or_insert_with(|| request.clone());
        written.last = Some(request);
    }
    Ok(written)
}

/// Values that were put under keys of one sequence.
#[derive(Default)]
pub struct Written {
    first: Option<IdbRequest>,
    last: Option<IdbRequest>,
}

impl Written {
    /// The first and the last key, once the transaction is complete.
    pub fn keys(&self) -> Option<(f64, f64)> {
        let key = |request: &Option<IdbRequest>| request.as_ref()?.result().ok()?.as_f64();
        Some((key(&self.first)?, key(&self.last)?))
    }
}
