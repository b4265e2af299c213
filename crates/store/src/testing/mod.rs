//! What a store is tested with: the conformance suite for one user and for several, and events to run it on.

pub mod conformance;
pub mod sharing;

use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::{DeviceId, EventId, MemberId, ObjectId};
use guildhall_engine::time::Moment;

/// The sound event number `n` of a made-up device: equal numbers give equal events, different ones different ids.
pub fn event(n: u64) -> Event {
    let verb = match n % 4 {
        0 => Verb::Login,
        1 => Verb::View,
        2 => Verb::Rate,
        _ => Verb::Other("flag".into()),
    };
    let value = (verb == Verb::Rate).then(|| Quantity::new(4.5)).flatten();
    Event {
        id: EventId::of_name(&n.to_string()),
        at: Moment(1_700_000_000_000 + n as i64 * 1000),
        member: MemberId::from("ada"),
        verb,
        object: Some(ObjectId::from(format!("item-{}", n % 97))),
        owner: n.is_multiple_of(5).then(|| MemberId::from("grace")),
        value,
        note: None,
        source: Default::default(),
        device: DeviceId::from("device-a"),
        n,
    }
}

/// Event number `n` with a note of some bytes; more than 8192 make it unsound.
pub fn event_with_note(n: u64, bytes: usize) -> Event {
    Event { note: Some("x".repeat(bytes).into()), ..event(n) }
}
