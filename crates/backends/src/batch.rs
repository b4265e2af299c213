//! What can be said about a batch before any server is asked.

use crate::answer::bad;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, Rejection, StoreError, codec};
use std::collections::BTreeMap;

/// A batch whose unsound and repeated events were found.
#[derive(Debug)]
pub struct Batch<'b> {
    /// What is to be sent, each id once.
    pub sound: Vec<&'b Event>,
    places: Vec<Place>,
}

/// Where the outcome of an event comes from.
#[derive(Debug)]
enum Place {
    /// From the event sent under this number.
    Sent(usize),
    /// It repeats the event sent under this number.
    Again(usize),
    Refused(Rejection),
}

impl<'b> Batch<'b> {
    /// Sorts a batch.
    pub fn sort(batch: &'b [Event]) -> Batch<'b> {
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
    ///
    /// # Errors
    /// [`BAD_ANSWER`](crate::answer::BAD_ANSWER) when there are more or fewer of them.
    pub fn acks(self, sent: &[Ack]) -> Result<Vec<Ack>, StoreError> {
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
