//! Sealed chunks: some events as bytes that show whether they are whole.
//!
//! | Bytes | Meaning |
//! |---|---|
//! | 1 | version of the format, now 1 |
//! | 4 | CRC-32 (ISO-HDLC, as in zip and PNG) of the body, little-endian |
//! | rest | body: the events in [postcard](https://postcard.jamesmunns.com/wire-format), one after the other |
//!
//! Bodies have no frame of their own, so the body of a chunk is the bodies of its parts joined: rows written one by one
//! are sealed into one chunk without being decoded.

mod crc;

use crate::Rejection;
use guildhall_engine::event::Event;
use postcard::ser_flavors::Flavor;

/// The version this code writes.
pub const VERSION: u8 = 1;
/// The most events in one chunk.
pub const CHUNK_EVENTS: usize = 250;
/// The most bytes in one chunk, below the 64 KiB at which browsers begin to keep values outside their tables.
pub const CHUNK_BYTES: usize = 60 * 1024;
/// The most bytes of one encoded event; the longest sound one stays below.
pub const LARGEST_EVENT: usize = 16 * 1024;

/// Bytes before the body.
const HEADER: usize = 5;

/// Why bytes could not be read as a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// The bytes are not those that were written.
    #[error("the chunk is damaged or cut off: its checksum does not match")]
    Checksum,
    /// The checksum holds, but the body is not a sequence of events: a fault of the program that wrote it.
    #[error("the chunk does not hold events")]
    Malformed,
    /// A newer version of the software wrote it; the bytes are good and must be left alone.
    #[error("the chunk has version {0}, this software reads version {VERSION}; update it")]
    Future(u8),
}

impl Damage {
    /// The stable, kebab-case name of the damage.
    pub fn code(self) -> &'static str {
        match self {
            Damage::Checksum => "chunk-damaged",
            Damage::Malformed => "chunk-malformed",
            Damage::Future(_) => "chunk-from-the-future",
        }
    }
}

/// Adds the encoding of a sound event to `body`.
///
/// # Errors
/// When no store should take the event; `body` is then as before.
pub fn encode(event: &Event, body: &mut Vec<u8>) -> Result<(), Rejection> {
    if let Some(finding) = event.check("event").into_iter().next() {
        return Err(Rejection { code: finding.code, message: finding.message.into() });
    }
    let start = body.len();
    let written = postcard::serialize_with_flavor(event, Growing(body));
    let bytes = body.len() - start;
    if written.is_ok() && bytes <= LARGEST_EVENT {
        return Ok(());
    }
    body.truncate(start);
    let message = format!("the event takes {bytes} bytes, the most is {LARGEST_EVENT}").into();
    Err(Rejection { code: "event-too-large", message })
}

/// Closes a body: puts version and checksum before it.
pub fn seal(body: &[u8]) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(HEADER + body.len());
    chunk.push(VERSION);
    chunk.extend_from_slice(&crc::crc32(body).to_le_bytes());
    chunk.extend_from_slice(body);
    chunk
}

/// The body of a chunk that is whole and of a version this code reads.
///
/// # Errors
/// [`Damage::Checksum`] or [`Damage::Future`].
pub fn unseal(chunk: &[u8]) -> Result<&[u8], Damage> {
    let ([version, checksum @ ..], body) = chunk.split_first_chunk::<HEADER>().ok_or(Damage::Checksum)?;
    match *version {
        VERSION if crc::crc32(body).to_le_bytes() == *checksum => Ok(body),
        0 | VERSION => Err(Damage::Checksum),
        newer => Err(Damage::Future(newer)),
    }
}

/// Adds the events of a chunk to `events`.
///
/// # Errors
/// When the chunk cannot be read; `events` is then as before.
pub fn decode(chunk: &[u8], events: &mut Vec<Event>) -> Result<(), Damage> {
    let mut rest = unseal(chunk)?;
    let start = events.len();
    while !rest.is_empty() {
        match postcard::take_from_bytes(rest) {
            Ok((event, after)) => {
                events.push(event);
                rest = after;
            }
            Err(_) => {
                events.truncate(start);
                return Err(Damage::Malformed);
            }
        }
    }
    Ok(())
}

/// Builds chunks and cuts them at [`CHUNK_EVENTS`] and [`CHUNK_BYTES`].
#[derive(Debug, Default)]
pub struct Sealer {
    chunks: Vec<Vec<u8>>,
    body: Vec<u8>,
    events: usize,
}

impl Sealer {
    /// Nothing yet.
    pub fn new() -> Sealer {
        Sealer::default()
    }

    /// Adds the encoding of one event, made by [`encode`].
    pub fn push(&mut self, encoded: &[u8]) {
        if self.events == CHUNK_EVENTS || HEADER + self.body.len() + encoded.len() > CHUNK_BYTES {
            self.cut();
        }
        self.body.extend_from_slice(encoded);
        self.events += 1;
    }

    /// The chunks, in the order of their events; none without events.
    pub fn finish(mut self) -> Vec<Vec<u8>> {
        self.cut();
        self.chunks
    }

    fn cut(&mut self) {
        if self.events > 0 {
            self.chunks.push(seal(&self.body));
        }
        self.body.clear();
        self.events = 0;
    }
}

/// Lets postcard write to the end of a vector that stays with its owner.
struct Growing<'a>(&'a mut Vec<u8>);

impl Flavor for Growing<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
