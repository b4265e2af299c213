//! What can be said about a batch before any server is asked.

use crate::answer::bad;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, Caps, Rejection, StoreError, codec};
use std::collections::BTreeMap;

/// What servers take at once, if nothing else is known: a thousand events or a megabyte.
pub const USUAL: Caps = Caps {
    batch_events: 1000,
    batch_bytes: 1 << 20,
    event_bytes: codec::LARGEST_EVENT as u32,
    ordered: false,
    pull: true,
};

/// Has sent what is sound in a batch, each id once, and answers for all of it.
///
/// `send` answers for the events it is given, in their order; it is not called when there are none.
///
/// # Errors
/// Those of `send`, and [`BAD_ANSWER`](crate::answer::BAD_ANSWER) when it answers for more or fewer events.
pub async fn append(
    batch: &[Event],
    send: impl AsyncFnOnce(&[&Event]) -> Result<Vec<Ack>, StoreError>,
) -> Result<Vec<Ack>, StoreError> {
    let batch = Batch::sort(batch);
    let sent = if batch.sound.is_empty() { Vec::new() } else { send(&batch.sound).await? };
    batch.acks(&sent)
}

/// The outcomes of events that are all durable, where it is known which of them are new.
pub fn durable(events: &[&Event], is_new: impl Fn(EventId) -> bool) -> Vec<Ack> {
    events.iter().map(|event| if is_new(event.id) { Ack::Stored } else { Ack::Duplicate }).collect()
}

/// A batch whose unsound and repeated events were found.
struct Batch<'b> {
    /// What is to be sent, each id once.
    sound: Vec<&'b Event>,
    places: Vec<Place>,
}

/// Where the outcome of an event comes from.
enum Place {
    /// From the event sent under this number.
    Sent(usize),
    /// It repeats the event sent under this number.
    Again(usize),
    Refused(Rejection),
}

impl<'b> Batch<'b> {
    fn sort(batch: &'b [Event]) -> Batch<'b> {
        let mut sound: Vec<&Event> = Vec::with_capacity(batch.len());
        let mut known: BTreeMap<EventId, usize> = BTreeMap::new();
        let mut body = Vec::new();
        let places = batch.iter().map(|event| {
            if let Some(first) = known.get(&event.id) {
                return Place::Again(*first);
            }
            body.clear();
            if let Err(rejection) = codec::encode(event, &mut body) {
                return Place::Refused(rejection);
            }
            known.insert(event.id, sound.len());
            sound.push(event);
            Place::Sent(sound.len() - 1)
        });
        Batch { places: places.collect(), sound }
    }

    /// The outcomes of the whole batch from those of the events that were sent, in their order.
    fn acks(self, sent: &[Ack]) -> Result<Vec<Ack>, StoreError> {
        if sent.len() != self.sound.len() {
            return Err(bad("the server does not say what became of every event"));
        }
        let acks = self.places.into_iter().filter_map(|place| match place {
            Place::Sent(at) => sent.get(at).cloned(),
            Place::Again(at) => sent.get(at).map(|ack| if ack.is_durable() { Ack::Duplicate } else { ack.clone() }),
            Place::Refused(rejection) => Some(Ack::Rejected(rejection)),
        });
        Ok(acks.collect())
    }
}

/// The outcome of an event that a server refuses by itself, with what it said about it.
pub fn refused(message: &str) -> Ack {
    let message = if message.is_empty() { "the server does not take this event" } else { message };
    Ack::Rejected(Rejection { code: "refused", message: message.chars().take(200).collect::<String>().into() })
}
