//! Every event of this community on this device.

use guildhall_engine::event::Event;
use guildhall_engine::id::{DeviceId, EventId, MemberId};
use guildhall_engine::ledger::{Applied, Ledger};
use std::collections::BTreeMap;

/// The number of an event that the store has not confirmed yet. It is larger than any real one, so that of two events
/// with one id the ledger keeps the confirmed one.
pub const PENDING: u64 = u64::MAX;

/// Events parted into those that concern the member and the others, each once.
pub struct Events {
    ledger: Ledger,
    others: BTreeMap<EventId, Event>,
}

impl Events {
    /// A member's events, and whatever else lies there.
    pub fn of(member: MemberId, events: impl IntoIterator<Item = Event>) -> Events {
        let mut all = Events { ledger: Ledger::new(member), others: BTreeMap::new() };
        all.take(events);
        all
    }

    /// Takes events; answers how many of them changed anything for the member.
    pub fn take(&mut self, events: impl IntoIterator<Item = Event>) -> usize {
        let (own, others): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|event| self.ledger.concerns(event));
        self.others.extend(others.into_iter().map(|event| (event.id, event)));
        self.ledger.extend(own).into_iter().filter(|outcome| *outcome == Applied::Added).count()
    }

    /// The member's ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The same events, seen by another member.
    pub fn seen_by(&self, member: MemberId) -> Events {
        Events::of(member, self.all().cloned())
    }

    /// Every event.
    pub fn all(&self) -> impl Iterator<Item = &Event> {
        self.ledger.entries().iter().map(|entry| &entry.event).chain(self.others.values())
    }

    /// Whether an event lies there.
    pub fn contains(&self, id: EventId) -> bool {
        self.ledger.contains(id) || self.others.contains_key(&id)
    }

    /// The event with an identifier.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.ledger.entry(id).map(|entry| &entry.event).or_else(|| self.others.get(&id))
    }

    /// Whether anything lies there that does not concern the member.
    pub fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// Members who acted, with the number of their events, the most active first.
    pub fn members(&self) -> Vec<(&MemberId, usize)> {
        let mut counts: BTreeMap<&MemberId, usize> = BTreeMap::new();
        for event in self.all() {
            *counts.entry(&event.member).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        counts
    }
}

/// An event as it goes into a file: one that was never stored has no device and no number.
pub fn for_export(event: &Event) -> Event {
    let mut event = event.clone();
    if event.n == PENDING {
        event.n = 0;
        event.device = DeviceId::from("unknown");
    }
    event
}

/// The one member whom every event of a file concerns; none when there is no such member, or several.
pub fn subject(events: &[Event]) -> Option<MemberId> {
    let concerns = |event: &Event, member: &MemberId| event.member == *member || event.owner.as_ref() == Some(member);
    let first = events.first()?;
    let candidates = [Some(&first.member), first.owner.as_ref()];
    let mut fitting =
        candidates.into_iter().flatten().filter(|member| events.iter().all(|event| concerns(event, member)));
    let found = fitting.next()?;
    fitting.all(|other| other == found).then(|| found.clone())
}
