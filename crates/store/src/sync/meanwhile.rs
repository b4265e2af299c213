//! What is done on the replica while the store answers: writing down what it took before, and reading what is sent next.

use super::step::{Answer, Commit, Step};
use super::syncer::{Awaiting, Syncer, Then};
use super::timer::remaining;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use std::collections::HashSet;

/// What lies between two batches.
#[derive(Debug, Default)]
pub(super) struct Meanwhile {
    /// Events that the store took, of batches before the one under way; they are still in the outbox.
    pub(super) taken: Vec<EventId>,
    /// The events that follow in the outbox, once they were read.
    pub(super) ahead: Option<Vec<Event>>,
    awaiting: Option<Awaiting>,
    /// The replica failed, which is dealt with when nothing is under way.
    rests: bool,
}

impl Meanwhile {
    /// Another step begins, or the same one anew.
    pub(super) fn begin(&mut self) {
        (self.awaiting, self.rests) = (None, false);
    }
}

impl Syncer {
    /// What to do on the replica while the store answers a [`Step::Append`]: a [`Step::Commit`] or a [`Step::Load`], if anything.
    ///
    /// Its outcome goes to [`done_meanwhile`](Syncer::done_meanwhile), after which there may be more; all of it comes before
    /// the answer of the store. A host that does one thing at a time need not ask: everything is then done between two requests.
    pub fn meanwhile(&mut self) -> Option<Step> {
        if self.awaiting != Awaiting::Append || self.meanwhile.rests {
            return None;
        }
        let batch = self.push.whole_batch()?.len();
        let step = if !self.meanwhile.taken.is_empty() {
            let acknowledged = self.meanwhile.taken.clone();
            Step::Commit(Commit { acknowledged, record: self.record.encode(), ..Commit::default() })
        } else if self.meanwhile.ahead.is_none() && self.pending > batch as u64 {
            Step::Load { skip: batch as u32, limit: self.batch_events() }
        } else {
            return None;
        };
        self.meanwhile.awaiting = Some(Awaiting::of(&step));
        Some(step)
    }

    /// Takes the outcome of the step that [`meanwhile`](Syncer::meanwhile) gave last; any other outcome is ignored. After a
    /// failure there is nothing more to do meanwhile.
    pub fn done_meanwhile(&mut self, answer: Answer) {
        match (self.meanwhile.awaiting.take(), answer) {
            (Some(Awaiting::Kept), Answer::Kept(Ok(pending))) => {
                self.pending = pending;
                self.meanwhile.taken.clear();
            }
            (Some(Awaiting::Load), Answer::Loaded(Ok(pending))) => {
                self.pending = pending.total;
                let batch: HashSet<EventId> =
                    self.push.whole_batch().into_iter().flatten().map(|event| event.id).collect();
                // Another tab was faster: what comes next is then read from the beginning.
                let is_next = pending.events.iter().all(|event| !batch.contains(&event.id));
                self.meanwhile.ahead = Some(if is_next { pending.events } else { Vec::new() });
            }
            (Some(_), _) => self.meanwhile.rests = true,
            (None, _) => {}
        }
    }

    /// How many events the store did not take yet.
    pub(super) fn waiting(&self) -> u64 {
        self.pending.saturating_sub(self.meanwhile.taken.len() as u64)
    }

    /// Whether the next step is another batch, so that what the store took can be written down meanwhile.
    fn sends_on(&mut self, now: Moment) -> bool {
        let is_open = self.consent && self.online && self.access.is_open();
        let waits = remaining(&mut self.record.not_before, now).or(self.net.until(now)).or(self.push.rest.until(now));
        is_open && waits.is_none() && self.record.queued && self.push.whole_batch().is_some()
    }

    /// Has what the store took written down before anything but another batch.
    pub(super) fn write_down(&mut self, now: Moment) {
        // Should that fail, it is offered again: it is still in the outbox.
        if self.keeping.is_none() && !self.meanwhile.taken.is_empty() && !self.sends_on(now) {
            let acknowledged = std::mem::take(&mut self.meanwhile.taken);
            self.commit(Commit { acknowledged, ..Commit::default() }, self.record.clone(), Then::Nothing);
        }
    }
}
