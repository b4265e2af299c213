//! What an importer took from its input.

use guildhall_engine::event::{Event, Source, Verb};
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{DeviceId, EventId, MemberId};
use guildhall_engine::time::Moment;
use std::collections::BTreeMap;

/// Events and everything that did not become one.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// What the input is made of: `row`, `line`, `statement`, `post`.
    pub unit: &'static str,
    /// How many of them there were.
    pub read: usize,
    /// Sound events, each once.
    pub events: Vec<Event>,
    /// What could not be used, with its place.
    pub refused: Vec<Refusal>,
    /// What was not meant to become an event, by reason.
    pub left_out: BTreeMap<String, usize>,
    /// How many repeated an event of the same input.
    pub repeated: usize,
    /// Who stands for nobody in particular among the members: the community itself.
    pub nobody: Option<MemberId>,
    /// What else the user should know.
    pub notes: Vec<String>,
    /// The place of each event by its id.
    ids: BTreeMap<EventId, usize>,
}

/// Something that could not be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Where it stands, such as `line 17`.
    pub place: String,
    /// Why it cannot be used.
    pub why: String,
}

impl Batch {
    pub(super) fn new(unit: &'static str) -> Batch {
        Batch { unit, ..Batch::default() }
    }

    /// Takes an event unless something is wrong with it.
    pub(super) fn take(&mut self, place: &str, event: Event) {
        let findings = event.check(place);
        if !findings.is_empty() {
            self.refuse_for(place, &findings);
            return;
        }
        match self.ids.get(&event.id).and_then(|at| self.events.get(*at)) {
            None => {
                self.ids.insert(event.id, self.events.len());
                self.events.push(event);
            }
            Some(first) if *first == event => self.repeated += 1,
            Some(_) => {
                self.refuse(place, format!("another event of this input has the id `{}`; the first is kept", event.id))
            }
        }
    }

    /// Refuses something for a reason.
    pub(super) fn refuse(&mut self, place: impl Into<String>, why: impl Into<String>) {
        self.refused.push(Refusal { place: place.into(), why: why.into() });
    }

    /// Refuses something for all that is wrong with it.
    pub(super) fn refuse_for(&mut self, place: &str, findings: &[Finding]) {
        let why: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        self.refuse(place, why.join("; "));
    }

    /// Counts something that was not meant to become an event.
    pub(super) fn leave_out(&mut self, reason: impl Into<String>) {
        *self.left_out.entry(reason.into()).or_default() += 1;
    }
}

/// An event of an import with nothing but what every event has; its number is given when it is written.
pub(super) fn event(device: &str, id: EventId, at: Moment, member: &str, verb: Verb) -> Event {
    Event {
        id,
        at,
        member: member.into(),
        verb,
        object: None,
        owner: None,
        value: None,
        note: None,
        source: Source::Import,
        device: DeviceId::from(device),
        n: 0,
    }
}
