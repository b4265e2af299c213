//! Sending: batches that fit, and finding the events that spoil one.

use super::backoff::Backoff;
use super::status::Fault;
use super::step::{Aside, Commit, Pending, Step};
use super::syncer::{Syncer, Then};
use crate::{Ack, StoreError, codec};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;

/// A larger event is not kept as control.
const LARGEST_CONTROL: usize = 1024;
/// No more acknowledged events are watched for at once: losing some of them shows in others.
const MOST_AWAITED: usize = 10_000;

/// What is being sent.
#[derive(Debug, Default)]
pub(super) struct Push {
    /// There may be something in the outbox.
    pub(super) due: bool,
    pub(super) rest: Backoff,
    /// Parts of the batch that were not answered yet; the last one is next.
    parts: Vec<Vec<Event>>,
    /// The next part is the control.
    control: bool,
    /// Events refused when sent alone, with code and message.
    suspects: Vec<(Event, Box<str>, Box<str>)>,
    /// The store took something of this batch, so that it does not refuse everything.
    proof: bool,
    /// And it did so after the last refusal.
    proof_is_fresh: bool,
    /// More refusals than this without proof mean that the store refuses everything.
    budget: u32,
    /// The store seemed to refuse everything: begin with any one event instead of those that failed before.
    anywhere: bool,
}

impl Push {
    /// Whether there is something to send.
    pub(super) fn wanted(&self) -> bool {
        self.due || !self.parts.is_empty()
    }

    /// The batch under way, if it is whole and nothing of it was refused.
    pub(super) fn whole_batch(&self) -> Option<&[Event]> {
        match self.parts.as_slice() {
            [batch] if !self.control && self.suspects.is_empty() => Some(batch),
            _ => None,
        }
    }
}

impl Syncer {
    /// Forgets the batch, which is still in the outbox.
    pub(super) fn drop_batch(&mut self) {
        self.push.parts.clear();
        self.push.suspects.clear();
        self.push.control = false;
        self.push.due = true;
        self.meanwhile.ahead = None;
    }

    pub(super) fn push_step(&mut self, now: Moment) -> Option<Step> {
        if self.push.rest.until(now).is_some() {
            return None;
        }
        if let Some(part) = self.push.parts.last() {
            return Some(Step::Append(part.clone()));
        }
        // Whatever is written from now on is another load's.
        std::mem::take(&mut self.push.due).then(|| Step::Load { skip: 0, limit: self.batch_events() })
    }

    pub(super) fn batch_events(&self) -> u32 {
        let learned = self.record.batch_events.unwrap_or(u32::MAX);
        self.settings.batch_events.min(self.caps.batch_events).min(learned).max(1)
    }

    pub(super) fn loaded(&mut self, pending: Pending, now: Moment) {
        self.pending = pending.total;
        self.meanwhile.ahead = None;
        if pending.events.is_empty() {
            self.push.rest.succeed();
            if !self.caps.pull {
                self.record.last_success = Some(now);
            }
            return;
        }
        self.prepare(pending.events, now);
    }

    /// Makes a batch of the first of these events, as many as fit.
    fn prepare(&mut self, events: Vec<Event>, now: Moment) {
        self.push.due = true;
        let room = self.record.batch_bytes.unwrap_or(u32::MAX).min(self.caps.batch_bytes) as usize;
        let most = self.batch_events() as usize;
        let (mut batch, mut aside, mut bytes, mut body) = (Vec::new(), Vec::new(), 0, Vec::new());
        for event in events.into_iter().take(most) {
            body.clear();
            let refused = match codec::encode(&event, &mut body) {
                Ok(()) if body.len() <= self.caps.event_bytes as usize => None,
                Ok(()) => Some(Aside::of(&event, "event-too-large", "the event is larger than the store takes", now)),
                Err(rejection) => Some(Aside::of(&event, rejection.code, &rejection.message, now)),
            };
            bytes += body.len();
            match refused {
                Some(refused) => aside.push(refused),
                None if bytes > room && !batch.is_empty() => break,
                None => batch.push(event),
            }
        }
        if !aside.is_empty() {
            return self.set_aside(Vec::new(), aside);
        }
        self.push.suspects.clear();
        self.push.proof = false;
        // As many as it takes to come upon one bad event, twice, and some more.
        self.push.budget = 2 * batch.len().max(1).ilog2() + 4;
        if std::mem::take(&mut self.push.anywhere) && batch.len() > 1 {
            let at = self.chance.up_to(batch.len() as u64 - 1) as usize;
            let one = batch.remove(at);
            self.push.parts = vec![batch, vec![one]];
            self.push.budget = 0;
        } else {
            self.push.parts = vec![batch];
        }
    }

    pub(super) fn appended(&mut self, acks: Vec<Ack>, now: Moment) {
        let Some(part) = self.push.parts.pop() else { return };
        if acks.len() != part.len() {
            let error = StoreError::permanent("bad-answer", "the store did not answer for every event");
            return self.give_up(&error, now);
        }
        if std::mem::take(&mut self.push.control) {
            if !acks.iter().all(Ack::is_durable) {
                self.record.control = None;
                return self.blame_nobody(now);
            }
            (self.push.proof, self.push.proof_is_fresh) = (true, true);
            return self.settle(Vec::new(), Vec::new(), now);
        }
        let (mut acknowledged, mut aside) = (Vec::new(), Vec::new());
        for (event, ack) in part.iter().zip(acks) {
            match ack {
                Ack::Rejected(rejection) => aside.push(Aside::of(event, rejection.code, &rejection.message, now)),
                // Under its id the store may hold the same event with another number, and returned it long ago.
                Ack::Duplicate => acknowledged.push(event.id),
                Ack::Stored => {
                    acknowledged.push(event.id);
                    if self.caps.pull && self.pull.awaited.len() < MOST_AWAITED {
                        self.pull.awaited.insert(event.id);
                    }
                }
            }
        }
        if !acknowledged.is_empty() {
            (self.push.proof, self.push.proof_is_fresh) = (true, true);
            self.push.rest.succeed();
            self.sent += acknowledged.len() as u64;
        }
        if self.record.control.is_none() {
            let mut body = Vec::new();
            let small = |event: &&Event| {
                body.clear();
                acknowledged.contains(&event.id)
                    && codec::encode(event, &mut body).is_ok()
                    && body.len() <= LARGEST_CONTROL
            };
            self.record.control = part.iter().take(8).find(small).cloned();
        }
        self.settle(acknowledged, aside, now);
    }

    pub(super) fn append_failed(&mut self, error: StoreError, now: Moment) {
        let Some(part) = self.push.parts.pop() else { return };
        match error {
            StoreError::TooLarge { hint } if part.len() > 1 && !self.push.control => {
                self.learn(hint, &part);
                self.halve(part);
            }
            StoreError::TooLarge { .. } => self.refused(part, "event-too-large", &error, now),
            StoreError::Permanent { code, .. } => self.refused(part, code, &error, now),
            error => self.give_up(&error, now),
        }
    }

    /// Remembers what was too much.
    fn learn(&mut self, hint: Option<u32>, part: &[Event]) {
        let count = part.len() as u32;
        if let Some(hint) = hint {
            self.record.batch_events = Some(hint.clamp(1, count - 1));
        } else {
            let mut body = Vec::new();
            // What was loaded can be encoded.
            part.iter().for_each(|event| drop(codec::encode(event, &mut body)));
            self.record.batch_bytes = Some((body.len() as u32 / 2).max(1));
        }
    }

    fn halve(&mut self, mut part: Vec<Event>) {
        let second = part.split_off(part.len() / 2);
        self.push.parts.push(second);
        self.push.parts.push(part);
    }

    fn refused(&mut self, part: Vec<Event>, code: &str, error: &StoreError, now: Moment) {
        if std::mem::take(&mut self.push.control) {
            return self.blame_nobody(now);
        }
        let exhausted = !self.push.proof && self.push.budget == 0;
        self.push.budget = self.push.budget.saturating_sub(1);
        let alone = part.len() == 1;
        if alone {
            self.push.proof_is_fresh = false;
            self.push.suspects.extend(part.into_iter().map(|event| (event, code.into(), error.to_string().into())));
        } else if !exhausted || self.record.control.is_some() {
            self.halve(part);
        }
        if alone && !self.push.proof && self.try_control() {
            return;
        }
        if exhausted && self.record.control.is_none() {
            return self.give_up(error, now);
        }
        self.settle(Vec::new(), Vec::new(), now);
    }

    /// Sends the control next, if there is one.
    fn try_control(&mut self) -> bool {
        let control = self.record.control.clone();
        self.push.control = control.is_some();
        self.push.parts.extend(control.map(|control| vec![control]));
        self.push.control
    }

    /// Has acknowledgements and blame written; when the batch is through, the suspects are guilty or nobody is.
    fn settle(&mut self, acknowledged: Vec<EventId>, mut aside: Vec<Aside>, now: Moment) {
        if self.push.parts.is_empty() && !self.push.suspects.is_empty() {
            if !self.push.proof {
                return self.blame_nobody(now);
            }
            // It may have begun to refuse everything in the middle of the batch.
            if !self.push.proof_is_fresh && self.try_control() {
                return;
            }
            let guilty = self.push.suspects.drain(..);
            aside.extend(guilty.map(|(event, code, message)| Aside::of(&event, &code, &message, now)));
        }
        if acknowledged.is_empty() && aside.is_empty() {
            return;
        }
        let ahead = self.meanwhile.ahead.take().filter(|ahead| !ahead.is_empty());
        match ahead.filter(|_| self.push.parts.is_empty() && aside.is_empty()) {
            // It is written down while these are on their way.
            Some(ahead) => {
                self.meanwhile.taken.extend(acknowledged);
                self.prepare(ahead, now);
            }
            None => self.set_aside(acknowledged, aside),
        }
    }

    fn set_aside(&mut self, mut acknowledged: Vec<EventId>, aside: Vec<Aside>) {
        acknowledged.append(&mut self.meanwhile.taken);
        let mut record = self.record.clone();
        aside.iter().for_each(|aside| record.excused.insert(&aside.device, aside.n));
        self.commit(Commit { acknowledged, aside, ..Commit::default() }, record, Then::Push);
    }

    /// The store refuses even what it took before, or a lone event about which nothing can be said yet.
    fn blame_nobody(&mut self, now: Moment) {
        let (code, message) = match self.push.suspects.pop() {
            Some((_, code, message)) => (code, message),
            None => ("store-refuses".into(), "the store refuses what it took before".into()),
        };
        self.pause_push(Fault::new(&code, &message, now));
    }

    fn give_up(&mut self, error: &StoreError, now: Moment) {
        self.pause_push(Fault::of(error, now));
    }

    fn pause_push(&mut self, fault: Fault) {
        self.drop_batch();
        self.push.anywhere = true;
        self.push.rest.fail(fault, &self.settings, &mut self.chance);
    }
}
