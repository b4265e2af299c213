//! The ledger: everything that concerns one member, in order, each event once.

use crate::event::{Event, Source, Verb};
use crate::id::{EventId, MemberId, ObjectId};
use crate::order::sort_by;
use crate::time::Moment;
use std::collections::BTreeMap;

/// What became of an event that was given to a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is new.
    Added,
    /// It was there already.
    Duplicate,
    /// Another event has the same id; the lesser of the two stays, whichever came first.
    Conflict,
    /// It neither was done by this member nor concerns this member's work.
    Foreign,
}

/// An event in a ledger, with what the metrics ask of it already looked up.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The event.
    pub event: Event,
    /// Its verb as a number of this ledger.
    pub(crate) verb: u32,
    /// Its object as a number of this ledger; [`NOTHING`] without one.
    pub(crate) object: u32,
    /// Who acted, as a number of this ledger.
    pub(crate) actor: u32,
    /// Whether this member acted; otherwise another acted on this member's work.
    pub(crate) own: bool,
    /// Whether the object is this member's work.
    pub(crate) about_own_work: bool,
    undone: bool,
}

impl Entry {
    /// Whether the event counts, that is, was not undone.
    pub fn counts(&self) -> bool {
        !self.undone
    }

    fn key(&self) -> (Moment, EventId) {
        (self.event.at, self.event.id)
    }
}

/// The number of "no object".
pub(crate) const NOTHING: u32 = u32::MAX;

/// All events that concern one member: a set, so that neither order nor repetition of what comes in matters.
#[derive(Debug, Clone)]
pub struct Ledger {
    member: MemberId,
    /// In order of time, then id.
    entries: Vec<Entry>,
    times: BTreeMap<EventId, Moment>,
    /// The undo events aimed at each event.
    aimed: BTreeMap<EventId, Vec<EventId>>,
    verbs: Numbered<Verb>,
    objects: Numbered<ObjectId>,
    members: Numbered<MemberId>,
}

/// Things numbered in the order they came; numbers are only ever compared for equality.
#[derive(Debug, Clone)]
struct Numbered<T>(BTreeMap<T, u32>);

impl<T: Ord + Clone> Numbered<T> {
    fn number(&mut self, thing: &T) -> u32 {
        if let Some(number) = self.0.get(thing) {
            return *number;
        }
        let number = u32::try_from(self.0.len()).unwrap_or(NOTHING);
        self.0.insert(thing.clone(), number);
        number
    }
}

impl Ledger {
    /// An empty ledger.
    pub fn new(member: MemberId) -> Ledger {
        Ledger {
            member,
            entries: Vec::new(),
            times: BTreeMap::new(),
            aimed: BTreeMap::new(),
            verbs: Numbered(BTreeMap::new()),
            objects: Numbered(BTreeMap::new()),
            members: Numbered(BTreeMap::new()),
        }
    }

    /// A ledger with the events that concern the member.
    pub fn of(member: MemberId, events: impl IntoIterator<Item = Event>) -> Ledger {
        let mut ledger = Ledger::new(member);
        ledger.extend(events);
        ledger
    }

    /// Whose ledger it is.
    pub fn member(&self) -> &MemberId {
        &self.member
    }

    /// All events in order of time, then id, including those undone.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of an event.
    pub fn entry(&self, id: EventId) -> Option<&Entry> {
        self.entries.get(self.position(id)?)
    }

    /// Whether an event is known.
    pub fn contains(&self, id: EventId) -> bool {
        self.times.contains_key(&id)
    }

    /// A table over the verbs that occur, by their numbers.
    pub(crate) fn by_verb<T: Clone>(&self, empty: T, of: impl Fn(&Verb) -> T) -> Vec<T> {
        let mut table = vec![empty; self.verbs.0.len()];
        for (verb, number) in &self.verbs.0 {
            if let Some(place) = table.get_mut(*number as usize) {
                *place = of(verb);
            }
        }
        table
    }

    /// Whether an event with this verb occurs.
    pub(crate) fn has(&self, verb: &Verb) -> bool {
        self.verbs.0.contains_key(verb)
    }

    /// The objects that occur, with their numbers.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (&ObjectId, u32)> {
        self.objects.0.iter().map(|(object, number)| (object, *number))
    }

    /// How many different objects occur.
    pub(crate) fn object_count(&self) -> usize {
        self.objects.0.len()
    }

    /// The number of an object that occurs.
    pub(crate) fn object_number(&self, object: &str) -> Option<u32> {
        self.objects.0.get(object).copied()
    }

    /// Whether an event concerns this member.
    pub fn concerns(&self, event: &Event) -> bool {
        event.member == self.member || event.owner.as_ref() == Some(&self.member)
    }

    /// Takes one event.
    pub fn apply(&mut self, event: Event) -> Applied {
        if !self.concerns(&event) {
            return Applied::Foreign;
        }
        if let Some(position) = self.position(event.id) {
            return self.meet(position, event);
        }
        let (id, touches_undo) = (event.id, event.verb == Verb::Undo || self.aimed.contains_key(&event.id));
        let entry = self.enter(event);
        let key = entry.key();
        if self.entries.last().is_none_or(|last| last.key() < key) {
            self.entries.push(entry);
        } else {
            let position = self.entries.partition_point(|other| other.key() < key);
            self.entries.insert(position, entry);
        }
        debug_assert!(self.times.contains_key(&id));
        if touches_undo {
            self.settle();
        }
        Applied::Added
    }

    /// Takes many events at once; faster than one by one when they are not in order.
    pub fn extend(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<Applied> {
        let mut sorted = true;
        let mut touches_undo = false;
        let mut outcomes = Vec::new();
        for event in events {
            outcomes.push(if !self.concerns(&event) {
                Applied::Foreign
            } else if self.times.contains_key(&event.id) {
                if !std::mem::replace(&mut sorted, true) {
                    self.sort();
                }
                match self.position(event.id) {
                    Some(position) => self.meet(position, event),
                    None => Applied::Duplicate,
                }
            } else {
                touches_undo |= event.verb == Verb::Undo || self.aimed.contains_key(&event.id);
                let entry = self.enter(event);
                sorted &= self.entries.last().is_none_or(|last| last.key() < entry.key());
                self.entries.push(entry);
                Applied::Added
            });
        }
        if !sorted {
            self.sort();
        }
        if touches_undo {
            self.settle();
        }
        outcomes
    }

    fn sort(&mut self) {
        sort_by(&mut self.entries, |a, b| a.key().cmp(&b.key()));
    }

    fn position(&self, id: EventId) -> Option<usize> {
        let key = (*self.times.get(&id)?, id);
        self.entries.binary_search_by_key(&key, Entry::key).ok()
    }

    /// Looks everything up and numbers it.
    fn enter(&mut self, event: Event) -> Entry {
        self.times.insert(event.id, event.at);
        if let Some(target) = target(&event) {
            self.aimed.entry(target).or_default().push(event.id);
        }
        Entry {
            verb: self.verbs.number(&event.verb),
            object: event.object.as_ref().map_or(NOTHING, |object| self.objects.number(object)),
            actor: self.members.number(&event.member),
            own: event.member == self.member,
            about_own_work: event.owner.as_ref() == Some(&self.member),
            undone: false,
            event,
        }
    }

    /// Meets an event whose id is known. Of two different events the lesser stays, so that the order does not matter.
    fn meet(&mut self, position: usize, event: Event) -> Applied {
        let Some(entry) = self.entries.get(position) else { return Applied::Duplicate };
        if entry.event == event {
            return Applied::Duplicate;
        }
        if event < entry.event {
            let old = self.entries.remove(position).event;
            if let Some(undos) = target(&old).and_then(|target| self.aimed.get_mut(&target)) {
                undos.retain(|id| *id != old.id);
            }
            self.times.remove(&old.id);
            self.apply(event);
            self.settle();
        }
        Applied::Conflict
    }

    /// Decides which events are undone.
    ///
    /// An undo counts unless an undo that counts is aimed at it; undos that are aimed at each other in a circle count
    /// for nothing. Each is decided once everything aimed at it is, so that the order of arrival does not matter.
    fn settle(&mut self) {
        for entry in &mut self.entries {
            entry.undone = false;
        }
        let mut open: BTreeMap<EventId, usize> = BTreeMap::new();
        for undo in self.aimed.values().flatten() {
            open.insert(*undo, self.aimed_at(*undo).count());
        }
        let mut ready: Vec<EventId> = open.iter().filter(|(_, aimed)| **aimed == 0).map(|(id, _)| *id).collect();
        let mut counting: BTreeMap<EventId, bool> = BTreeMap::new();
        while let Some(undo) = ready.pop() {
            if counting.contains_key(&undo) {
                continue;
            }
            let counts = !self.aimed_at(undo).any(|other| counting.get(&other) == Some(&true));
            counting.insert(undo, counts);
            let Some(target) = self.entry(undo).and_then(|entry| target(&entry.event)) else { continue };
            if let Some(left) = open.get_mut(&target).filter(|_| self.may_undo(undo, target)) {
                *left = left.saturating_sub(1);
                if *left == 0 || counts {
                    ready.push(target);
                }
            }
        }
        let targets: Vec<EventId> = self.aimed.keys().copied().collect();
        for id in targets {
            let undone = self.aimed_at(id).any(|undo| counting.get(&undo) == Some(&true));
            // A circle is never decided; its undos count for nothing.
            let in_circle = open.contains_key(&id) && !counting.contains_key(&id);
            if let Some(entry) = self.position(id).and_then(|position| self.entries.get_mut(position)) {
                entry.undone = undone || in_circle;
            }
        }
    }

    /// The undo events that may undo an event.
    fn aimed_at(&self, id: EventId) -> impl Iterator<Item = EventId> {
        let undos = self.aimed.get(&id).map(Vec::as_slice).unwrap_or_default();
        undos.iter().copied().filter(move |undo| self.may_undo(*undo, id))
    }

    /// Members undo what they did themselves; operators, the server and imports undo anything.
    fn may_undo(&self, undo: EventId, target: EventId) -> bool {
        match (self.entry(undo), self.entry(target)) {
            (Some(undo), Some(target)) => {
                undo.event.member == target.event.member || undo.event.source != Source::Member
            }
            _ => false,
        }
    }
}

/// The event that an undo is aimed at.
fn target(event: &Event) -> Option<EventId> {
    match (&event.verb, &event.object) {
        (Verb::Undo, Some(object)) => EventId::parse(object.as_str()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DeviceId;

    fn event(n: u8, verb: Verb, object: Option<String>) -> Event {
        Event {
            id: EventId([n; 16]),
            at: Moment(i64::from(n) * 1000),
            member: "ada".into(),
            verb,
            object: object.map(ObjectId::from),
            owner: None,
            value: None,
            note: None,
            source: Source::Member,
            device: DeviceId::from("d"),
            n: u64::from(n),
        }
    }

    fn undo(n: u8, target: u8) -> Event {
        event(n, Verb::Undo, Some(EventId([target; 16]).to_string()))
    }

    fn counting(events: Vec<Event>) -> Vec<(u8, bool)> {
        let mut ledger = Ledger::new("ada".into());
        let mut one_by_one = Ledger::new("ada".into());
        events.iter().rev().for_each(|event| {
            one_by_one.apply(event.clone());
        });
        ledger.extend(events);
        let read = |ledger: &Ledger| ledger.entries().iter().map(|e| (e.event.id.0[0], e.counts())).collect::<Vec<_>>();
        assert_eq!(read(&ledger), read(&one_by_one));
        read(&ledger)
    }

    #[test]
    fn an_undo_can_be_undone_and_order_does_not_matter() {
        let like = || event(1, Verb::Like, Some("x".into()));
        assert_eq!(counting(vec![like(), undo(2, 1)]), [(1, false), (2, true)]);
        assert_eq!(counting(vec![like(), undo(2, 1), undo(3, 2)]), [(1, true), (2, false), (3, true)]);
        assert_eq!(
            counting(vec![undo(3, 2), undo(4, 3), undo(2, 1), like()]),
            [(1, false), (2, true), (3, false), (4, true)]
        );
    }

    #[test]
    fn undos_in_a_circle_count_for_nothing() {
        let like = event(1, Verb::Like, Some("x".into()));
        assert_eq!(
            counting(vec![like, undo(2, 3), undo(3, 2), undo(4, 1)]),
            [(1, false), (2, false), (3, false), (4, true)]
        );
    }

    #[test]
    fn another_member_cannot_undo_what_i_did() {
        let mut foreign = undo(2, 1);
        foreign.member = "bob".into();
        foreign.owner = Some("ada".into());
        let like = event(1, Verb::Like, Some("x".into()));
        assert_eq!(counting(vec![like.clone(), foreign.clone()]), [(1, true), (2, true)]);
        foreign.source = Source::Operator;
        assert_eq!(counting(vec![like, foreign]), [(1, false), (2, true)]);
    }

    #[test]
    fn duplicates_conflicts_and_strangers_are_told_apart() {
        let mut ledger = Ledger::new("ada".into());
        let first = event(1, Verb::View, Some("x".into()));
        assert_eq!(ledger.apply(first.clone()), Applied::Added);
        assert_eq!(ledger.apply(first.clone()), Applied::Duplicate);
        let lesser = Event { at: Moment(5), ..first.clone() };
        assert_eq!(ledger.apply(lesser), Applied::Conflict);
        assert_eq!(ledger.apply(first), Applied::Conflict);
        assert_eq!(ledger.entries().iter().map(|e| e.event.at).collect::<Vec<_>>(), [Moment(5)]);
        let stranger = Event { id: EventId([9; 16]), member: "bob".into(), ..event(9, Verb::View, Some("x".into())) };
        assert_eq!(ledger.apply(stranger), Applied::Foreign);
    }
}
