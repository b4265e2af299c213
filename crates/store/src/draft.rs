//! Events before they are numbered.

use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::{DeviceId, EventId, MemberId, ObjectId};
use guildhall_engine::time::Moment;

/// An event without its `(device, n)`, which the store gives it when it becomes durable: only there can numbers be
/// contiguous although several tabs write at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Identity; made once, kept through every retry, so that a retry cannot double the event.
    pub id: EventId,
    /// When it happened.
    pub at: Moment,
    /// Who did it.
    pub member: MemberId,
    /// What was done.
    pub verb: Verb,
    /// What it was done to.
    pub object: Option<ObjectId>,
    /// The member whose work the object is.
    pub owner: Option<MemberId>,
    /// A rating, an amount of money, minutes or points, by the verb.
    pub value: Option<Quantity>,
    /// The text of a comment, post or answer.
    pub note: Option<Box<str>>,
    /// Where the fact comes from.
    pub source: Source,
}

impl Draft {
    /// A draft with only the fields every event has.
    pub fn new(id: EventId, at: Moment, member: MemberId, verb: Verb) -> Draft {
        Draft { id, at, member, verb, object: None, owner: None, value: None, note: None, source: Source::Member }
    }

    /// The event, as number `n` of `device`. With `n` = 0 it can be shown before it is stored.
    pub fn number(self, device: DeviceId, n: u64) -> Event {
        let Draft { id, at, member, verb, object, owner, value, note, source } = self;
        Event { id, at, member, verb, object, owner, value, note, source, device, n }
    }
}

impl From<Event> for Draft {
    /// Takes the number off an event.
    fn from(event: Event) -> Draft {
        let Event { id, at, member, verb, object, owner, value, note, source, .. } = event;
        Draft { id, at, member, verb, object, owner, value, note, source }
    }
}
