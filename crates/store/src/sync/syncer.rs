//! The state machine: what comes next, and what an answer means.

use super::backoff::Backoff;
use super::chance::Chance;
use super::meanwhile::Meanwhile;
use super::pull::Pull;
use super::push::Push;
use super::record::Record;
use super::settings::Settings;
use super::status::Fault;
use super::step::{Answer, Commit, Requeue, Signal, Step};
use super::timer::{Timer, remaining};
use crate::{AuthReason, Caps, StoreError};
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;

/// The sync of one replica with one store.
///
/// It may be dropped at any time: a new one, made from the record that the replica keeps, goes on.
#[derive(Debug)]
pub struct Syncer {
    pub(super) caps: Caps,
    pub(super) settings: Settings,
    pub(super) chance: Chance,
    /// As the replica keeps it, but for what can be learned again.
    pub(super) record: Record,
    pub(super) push: Push,
    pub(super) pull: Pull,
    pub(super) meanwhile: Meanwhile,
    pub(super) awaiting: Awaiting,
    /// What must be written to the replica before anything else is done.
    pub(super) keeping: Option<Keeping>,
    pub(super) consent: bool,
    pub(super) online: bool,
    visible: bool,
    pub(super) access: Access,
    /// After failures that concern the store as a whole.
    pub(super) net: Backoff,
    /// The next round by itself waits for this.
    poll: Option<Timer>,
    pub(super) next: Option<Moment>,
    pub(super) pending: u64,
    pub(super) sent: u64,
    pub(super) received: u64,
}

/// The answer that is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Awaiting {
    Nothing,
    Load,
    Kept,
    Append,
    Page,
    Find,
    Authorize(AuthReason),
}

impl Awaiting {
    pub(super) fn of(step: &Step) -> Awaiting {
        match step {
            Step::Load { .. } => Awaiting::Load,
            Step::Commit(_) | Step::Requeue(_) => Awaiting::Kept,
            Step::Append(_) => Awaiting::Append,
            Step::Since { .. } => Awaiting::Page,
            Step::Get(_) => Awaiting::Find,
            Step::Authorize(why) => Awaiting::Authorize(*why),
            Step::Wait(_) | Step::Idle => Awaiting::Nothing,
        }
    }
}

/// Whether the store lets the member in.
#[derive(Debug)]
pub(super) enum Access {
    Unasked,
    Open,
    /// The store answered that it does not.
    Expired,
    /// Renewed, and not used since: should it fail again, renewing does not help.
    Renewed,
    Closed(Fault),
}

impl Access {
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Access::Open | Access::Renewed)
    }
}

#[derive(Debug)]
pub(super) struct Keeping {
    step: Step,
    record: Record,
    pub(super) then: Then,
}

/// What a write to the replica belongs to, and so what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// The record alone.
    Nothing,
    Push,
    Pull,
    /// The last page of a scan.
    ScanRead,
    /// The comparison after a scan.
    ScanDone,
    /// Everything held was put into the outbox.
    Queued,
}

impl Syncer {
    /// A sync that goes on from a record, if the replica has one. `seed` should be different each time.
    ///
    /// Nothing is sent before [`Signal::Consent`].
    pub fn new(caps: Caps, settings: Settings, seed: u64, record: Option<&[u8]>, now: Moment) -> Syncer {
        let read = record.map(Record::decode);
        let mut pull = Pull::new(settings.page_events);
        if read == Some(None) {
            let text = "what the sync remembered cannot be read";
            pull.rest.fault = Some(Fault::new("record-unreadable", text, now));
        }
        let mut record = read.flatten().unwrap_or_default();
        record.next_scan.get_or_insert(Timer::new(now, settings.scan_every));
        Syncer {
            caps,
            settings,
            chance: Chance::new(seed),
            record,
            push: Push::default(),
            pull,
            meanwhile: Meanwhile::default(),
            awaiting: Awaiting::Nothing,
            keeping: None,
            consent: false,
            online: true,
            visible: true,
            access: Access::Unasked,
            net: Backoff::default(),
            poll: None,
            next: None,
            pending: 0,
            sent: 0,
            received: 0,
        }
    }

    /// Whether there may be something to send that is not sent now.
    pub(super) fn holds_back(&self) -> bool {
        self.push.due && self.keeping.is_none()
    }

    /// Takes note of how much waits.
    pub(super) fn waits(&mut self, pending: u64) {
        self.pending = pending;
    }

    /// What to do next. Asking abandons the step before, if it was not answered; it is asked for again when it is due.
    pub fn next(&mut self, now: Moment) -> Step {
        match std::mem::replace(&mut self.awaiting, Awaiting::Nothing) {
            Awaiting::Load => self.push.due = true,
            Awaiting::Page => self.pull.due = true,
            // The others follow from what is still there.
            _ => {}
        }
        self.meanwhile.begin();
        let step = self.decide(now);
        self.awaiting = Awaiting::of(&step);
        self.next = if let Step::Wait(until) = step { Some(until) } else { None };
        step
    }

    fn decide(&mut self, now: Moment) -> Step {
        self.write_down(now);
        if let Some(keeping) = &self.keeping {
            return keeping.step.clone();
        }
        if !self.consent || !self.online || matches!(self.access, Access::Closed(_)) {
            return Step::Idle;
        }
        let asked = remaining(&mut self.record.not_before, now);
        if let Some(until) = asked.max(self.net.until(now)) {
            return Step::Wait(until);
        }
        match self.access {
            Access::Unasked => return Step::Authorize(AuthReason::First),
            Access::Expired => return Step::Authorize(AuthReason::Expired),
            Access::Open | Access::Renewed | Access::Closed(_) => {}
        }
        if remaining(&mut self.poll, now).is_none() {
            let wait = if self.visible { self.settings.poll_visible } else { self.settings.poll_hidden };
            self.poll = Some(Timer::new(now, wait));
            (self.push.due, self.pull.due) = (true, true);
        }
        if !self.record.queued && self.push.rest.until(now).is_none() {
            let record = Record { queued: true, ..self.record.clone() };
            return self.requeue(Vec::new(), record, Then::Queued);
        }
        if let Some(step) = self.push_step(now).or_else(|| self.pull_step(now)) {
            return step;
        }
        let push = if self.push.wanted() { self.push.rest.until(now) } else { None };
        let times = [push, self.pull_again(now), remaining(&mut self.poll, now)];
        times.into_iter().flatten().min().map_or(Step::Idle, Step::Wait)
    }

    /// Takes the outcome of the step that [`next`](Syncer::next) gave last; any other outcome is ignored.
    pub fn answer(&mut self, answer: Answer, now: Moment) {
        let awaiting = std::mem::replace(&mut self.awaiting, Awaiting::Nothing);
        match (awaiting, answer) {
            (Awaiting::Load, Answer::Loaded(Ok(pending))) => self.loaded(pending, now),
            (Awaiting::Load, Answer::Loaded(Err(error))) => {
                self.push.due = true;
                self.push.rest.fail(Fault::of(&error, now), &self.settings, &mut self.chance);
            }
            (Awaiting::Kept, Answer::Kept(outcome)) => self.kept(outcome, now),
            (Awaiting::Append, Answer::Appended(Ok(acks))) => {
                self.reached();
                self.appended(acks, now);
            }
            (Awaiting::Append, Answer::Appended(Err(error))) => {
                self.failed(error, now, Syncer::append_failed);
            }
            (Awaiting::Page, Answer::Read(Ok(page))) => {
                self.reached();
                self.read(page, now);
            }
            (Awaiting::Page, Answer::Read(Err(error))) => {
                self.pull.due = true;
                self.failed(error, now, Syncer::read_failed);
            }
            (Awaiting::Find, Answer::Found(Ok(events))) => {
                self.reached();
                self.found(&events, now);
            }
            (Awaiting::Find, Answer::Found(Err(error))) => self.failed(error, now, Syncer::find_failed),
            (Awaiting::Authorize(why), Answer::Authorized(outcome)) => self.authorized(why, outcome, now),
            // The page that nobody waits for any more is read again.
            (awaiting, _) => self.awaiting = awaiting,
        }
    }

    /// Takes note of what happens around.
    pub fn signal(&mut self, signal: Signal) {
        match signal {
            Signal::Changed => self.push.due = true,
            Signal::News => self.pull.due = true,
            Signal::Online(online) => {
                if online && !self.online {
                    self.net.hurry();
                    self.poll = None;
                }
                self.online = online;
            }
            Signal::Visible(visible) => {
                if visible && !self.visible {
                    self.poll = None;
                }
                self.visible = visible;
            }
            Signal::Consent(consent) => {
                self.consent = consent;
                if !consent {
                    self.end_round();
                }
            }
            Signal::SignedIn => self.access = Access::Open,
            Signal::SyncNow | Signal::CheckAll => {
                if matches!(self.access, Access::Closed(_)) {
                    self.access = Access::Unasked;
                }
                // The member may know better than the browser whether there is a connection.
                self.online = true;
                self.poll = None;
                [&mut self.net, &mut self.push.rest, &mut self.pull.rest].into_iter().for_each(Backoff::hurry);
                self.pull.check_all |= signal == Signal::CheckAll;
            }
            Signal::Cancel => {
                self.end_round();
                (self.push.due, self.pull.due) = (false, false);
                if let Some(Keeping { then: then @ (Then::Push | Then::Pull | Then::ScanRead), .. }) = &mut self.keeping
                {
                    *then = Then::Nothing;
                }
            }
        }
    }

    /// Has a commit written before anything else.
    pub(super) fn commit(&mut self, commit: Commit, record: Record, then: Then) {
        let step = Step::Commit(Commit { record: record.encode(), ..commit });
        self.keeping = Some(Keeping { step, record, then });
    }

    /// Has the replica compared before anything else.
    pub(super) fn requeue(&mut self, present: Vec<EventId>, record: Record, then: Then) -> Step {
        let step = Step::Requeue(Requeue { present, record: record.encode() });
        self.keeping = Some(Keeping { step: step.clone(), record, then });
        step
    }

    fn kept(&mut self, outcome: Result<u64, StoreError>, now: Moment) {
        let Some(Keeping { record, then, .. }) = self.keeping.take() else { return };
        let pushing = matches!(then, Then::Push | Then::Queued);
        match outcome {
            Ok(pending) => {
                self.pending = pending;
                self.record = record;
                match then {
                    Then::Nothing => {}
                    Then::Push | Then::Queued => self.push.due = true,
                    Then::Pull => self.pull.kept(),
                    Then::ScanRead => self.scan_read(now),
                    Then::ScanDone => self.scan_done(),
                }
            }
            // It was a precaution, or nobody waits for it any more.
            Err(_) if then == Then::Nothing => {}
            // What the store took is offered again, what it gave is read again.
            Err(error) => {
                let rest = if pushing { &mut self.push.rest } else { &mut self.pull.rest };
                rest.fail(Fault::of(&error, now), &self.settings, &mut self.chance);
                if pushing {
                    self.drop_batch();
                } else {
                    self.pull.scan = None;
                    self.pull.due = true;
                }
            }
        }
    }

    /// The store answered, which ends all doubt about connection and access.
    fn reached(&mut self) {
        self.net.succeed();
        self.access = Access::Open;
    }

    /// What every failure of the store means; `rest` deals with what remains.
    fn failed(&mut self, error: StoreError, now: Moment, rest: fn(&mut Syncer, StoreError, Moment)) {
        match error {
            StoreError::Retryable { after } => {
                let wait = self.net.fail(Fault::of(&error, now), &self.settings, &mut self.chance);
                let Some(after) = after else { return };
                let after = u64::try_from(after.as_millis()).unwrap_or(u64::MAX).min(self.settings.longest_wait);
                self.record.not_before = Some(Timer::new(now, after + wait));
                // Kept, so that loading the page again is no way around it.
                self.commit(Commit::default(), self.record.clone(), Then::Nothing);
            }
            StoreError::Auth { denied } => match self.access {
                Access::Renewed => self.access = Access::Closed(Fault::of(&error, now)),
                _ if denied => self.access = Access::Closed(Fault::of(&error, now)),
                _ => self.access = Access::Expired,
            },
            error => rest(self, error, now),
        }
    }

    fn authorized(&mut self, why: AuthReason, outcome: Result<(), StoreError>, now: Moment) {
        match outcome {
            Ok(()) | Err(StoreError::Unsupported) => {
                self.access = if why == AuthReason::First { Access::Open } else { Access::Renewed };
                if why == AuthReason::First {
                    self.net.succeed();
                }
            }
            Err(error @ StoreError::Auth { .. }) => self.access = Access::Closed(Fault::of(&error, now)),
            Err(error) => self.failed(error, now, |syncer, error, now| {
                syncer.net.fail(Fault::of(&error, now), &syncer.settings, &mut syncer.chance);
            }),
        }
    }

    /// Leaves off; what was begun is begun again in the next round.
    fn end_round(&mut self) {
        self.drop_batch();
        self.pull.scan = None;
    }
}
