//! What the sync remembers between two runs.

use super::numbers::{Hole, Numbers};
use super::timer::Timer;
use crate::Cursor;
use crate::codec;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use serde::{Deserialize, Serialize};

/// The version this code writes; another one is read as nothing, which costs a reading of the whole store and no data.
const VERSION: u8 = 1;

/// The memory of the sync with one store. Nothing in it is trusted over what the store returns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Everything held was put into the outbox once, when the sync with this store began.
    pub(super) queued: bool,
    /// Behind the last page that was kept.
    pub(super) cursor: Option<Cursor>,
    /// The numbers that the store returned.
    pub(super) seen: Numbers,
    /// Numbers of events set aside here, which nobody will find in the store.
    pub(super) excused: Numbers,
    /// Holes that reading everything did not fill.
    pub(super) unfilled: Vec<Hole>,
    /// An event that the store returned lately: when it is gone, so are others.
    pub(super) anchor: Option<EventId>,
    /// An event that the store took: offered again, it tells a refused event from a store that refuses everything.
    pub(super) control: Option<Event>,
    /// Everything is to be read again.
    pub(super) scan_wanted: bool,
    /// Reading everything again waits for this.
    pub(super) next_scan: Option<Timer>,
    /// A reading of everything for the sake of holes waits for this.
    pub(super) scan_pause: Option<Timer>,
    /// Readings of everything in a row that changed nothing: each doubles the wait for the next.
    pub(super) vain_scans: u32,
    /// The most events in one batch, as learned.
    pub(super) batch_events: Option<u32>,
    /// The most bytes in one batch, as learned.
    pub(super) batch_bytes: Option<u32>,
    /// The store asked to be left alone until then.
    pub(super) not_before: Option<Timer>,
    /// When all was last seen to be alike.
    pub(super) last_success: Option<Moment>,
}

impl Record {
    /// The record as bytes that show whether they are whole.
    pub(super) fn encode(&self) -> Vec<u8> {
        // Writing to memory does not fail; if it did, the next reading would begin from nothing.
        codec::seal(&postcard::to_extend(self, vec![VERSION]).unwrap_or_default())
    }

    /// The record in some bytes, or `None` when they are damaged or of another version.
    pub(super) fn decode(bytes: &[u8]) -> Option<Record> {
        let (version, body) = codec::unseal(bytes).ok()?.split_first()?;
        (*version == VERSION).then(|| postcard::from_bytes(body).ok())?
    }
}

/// Whether the store returned an event by its number, as far as a kept record tells: for a replica that keeps no such note
/// of its own beside its events.
pub fn was_returned(record: &[u8], event: &Event) -> bool {
    Record::decode(record).is_some_and(|record| record.seen.have(event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::event;

    #[test]
    fn a_record_survives_and_a_damaged_one_is_nothing() {
        let mut record = Record { queued: true, control: Some(event(2)), vain_scans: 3, ..Record::default() };
        record.cursor = Some(Cursor::new("17/é"));
        (1..9).filter(|n| *n != 4).for_each(|n| record.seen.note(&event(n)));
        record.unfilled = record.seen.holes(&Numbers::default());
        record.next_scan = Some(Timer::new(Moment(5), 10));
        let bytes = record.encode();
        assert!((1..9).all(|n| was_returned(&bytes, &event(n)) == (n != 4)));
        assert!(!was_returned(&[], &event(1)));
        assert_eq!(Record::decode(&bytes), Some(record));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x10;
            assert_eq!(Record::decode(&damaged), None, "byte {at}");
            assert_eq!(Record::decode(&bytes[..at]), None, "cut off at {at}");
        }
    }
}
