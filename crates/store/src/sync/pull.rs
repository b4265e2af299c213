//! Reading: pages, the audit of numbers, and reading everything again.

use super::backoff::Backoff;
use super::numbers::{Hole, Numbers};
use super::record::Record;
use super::status::Fault;
use super::step::{Aside, Commit, Step};
use super::syncer::{Syncer, Then};
use super::timer::{Timer, remaining};
use crate::{Cursor, Page, StoreError, codec};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use std::collections::BTreeSet;

/// No more than this many vain scans make the wait for a new hole longer.
const MOST_PATIENCE: u32 = 3;
/// A success is written down anew after this many milliseconds, if there is nothing else to write.
const SUCCESS_AGE: i64 = 600_000;

/// What is being read.
#[derive(Debug)]
pub(super) struct Pull {
    /// The store may have something new.
    pub(super) due: bool,
    pub(super) rest: Backoff,
    pub(super) scan: Option<Scan>,
    /// The member asked for a scan.
    pub(super) check_all: bool,
    /// Events that the store took and did not return yet.
    pub(super) awaited: BTreeSet<EventId>,
    /// Something is missing that may yet come until then.
    suspicion: Option<Timer>,
    /// The store is not asked whether it has the anchor before then.
    check: Option<Timer>,
    /// The store does not look events up.
    no_get: bool,
    page_events: u32,
    /// The cursor was lost, and nothing was read since.
    lost: bool,
}

/// A reading of everything.
#[derive(Debug, Default)]
pub(super) struct Scan {
    cursor: Option<Cursor>,
    seen: Numbers,
    ids: Vec<EventId>,
    anchor: Option<EventId>,
}

impl Pull {
    pub(super) fn new(page_events: u32) -> Pull {
        Pull {
            due: false,
            rest: Backoff::default(),
            scan: None,
            check_all: false,
            awaited: BTreeSet::new(),
            suspicion: None,
            check: None,
            no_get: false,
            page_events: page_events.max(1),
            lost: false,
        }
    }

    /// A page was kept.
    pub(super) fn kept(&mut self) {
        self.rest.succeed();
        self.lost = false;
    }
}

impl Syncer {
    pub(super) fn pull_step(&mut self, now: Moment) -> Option<Step> {
        if !self.caps.pull || self.pull.rest.until(now).is_some() {
            return None;
        }
        let settled = |timer: &mut Option<Timer>| timer.as_mut().is_some_and(|timer| timer.until(now).is_none());
        self.pull.due |= settled(&mut self.pull.suspicion);
        let scan_due = self.record.scan_wanted || settled(&mut self.record.next_scan);
        if self.pull.due && self.pull.scan.is_none() && (scan_due || std::mem::take(&mut self.pull.check_all)) {
            self.pull.scan = Some(Scan::default());
        }
        let limit = self.pull.page_events;
        if let Some(scan) = &self.pull.scan {
            return Some(Step::Since { cursor: scan.cursor.clone(), limit });
        }
        if !self.pull.due {
            return None;
        }
        if let Some(anchor) = self.record.anchor
            && !self.pull.no_get
            && remaining(&mut self.pull.check, now).is_none()
        {
            return Some(Step::Get(vec![anchor]));
        }
        // Whatever is told from now on is another page's.
        self.pull.due = false;
        Some(Step::Since { cursor: self.record.cursor.clone(), limit })
    }

    /// When there is something to read again, apart from the rounds.
    pub(super) fn pull_again(&mut self, now: Moment) -> Option<Moment> {
        if !self.caps.pull {
            return None;
        }
        let suspicion = self.pull.suspicion.as_mut().and_then(|timer| timer.until(now));
        self.pull.rest.until(now).or(suspicion)
    }

    pub(super) fn found(&mut self, events: &[Event], now: Moment) {
        self.pull.check = Some(Timer::new(now, self.settings.check_every));
        // Its neighbours may be gone with it.
        self.record.scan_wanted |= !events.iter().any(|event| Some(event.id) == self.record.anchor);
    }

    pub(super) fn find_failed(&mut self, _error: StoreError, _now: Moment) {
        // It is only a help: everything is read again now and then.
        self.pull.no_get = true;
    }

    pub(super) fn read(&mut self, page: Page, now: Moment) {
        let at = self.pull.scan.as_ref().map_or(self.record.cursor.as_ref(), |scan| scan.cursor.as_ref());
        if !page.done && page.events.is_empty() && at == Some(&page.cursor) {
            let error = StoreError::permanent("bad-answer", "the store says that there is more, and gives nothing");
            return self.read_failed(error, now);
        }
        self.received += page.events.len() as u64;
        for event in &page.events {
            self.pull.awaited.remove(&event.id);
        }
        let Page { events, cursor, done } = page;
        let (events, aside) = sound(events, now);
        let mut record = self.record.clone();
        let then = if let Some(scan) = &mut self.pull.scan {
            scan.take(&events, &aside);
            scan.cursor = Some(cursor);
            record.scan_wanted = true;
            if done { Then::ScanRead } else { Then::Pull }
        } else {
            record.anchor = events.last().map(|event| event.id).or(record.anchor);
            events.iter().for_each(|event| record.seen.note(event));
            aside.iter().for_each(|aside| record.seen.insert(&aside.device, aside.n));
            record.cursor = Some(cursor);
            self.pull.due |= !done;
            if done {
                self.audit(&mut record, now);
            }
            Then::Pull
        };
        if then == Then::Pull && events.is_empty() && aside.is_empty() && self.is_as_kept(&record) {
            self.record.last_success = record.last_success;
            return self.pull.kept();
        }
        self.commit(Commit { events, aside, ..Commit::default() }, record, then);
    }

    /// Whether a record says nothing new, but for the time.
    fn is_as_kept(&self, record: &Record) -> bool {
        let age = |record: &Record| record.last_success.map_or(i64::MIN, |at| at.0);
        let as_kept = Record { last_success: self.record.last_success, ..record.clone() };
        as_kept == self.record && age(record).saturating_sub(age(&self.record)) < SUCCESS_AGE
    }

    /// All that the store had to give was read: is something missing?
    fn audit(&mut self, record: &mut Record, now: Moment) {
        if self.pending == 0 {
            record.last_success = Some(now);
        }
        let holes = record.seen.holes(&record.excused);
        let is_known = |hole: &Hole| record.unfilled.iter().any(|known| hole.lies_in(known));
        let is_suspicious = !holes.iter().all(is_known) || !self.pull.awaited.is_empty();
        record.unfilled = holes.into_iter().filter(is_known).collect();
        let spacing = remaining(&mut record.scan_pause, now);
        let grace = self.settings.hole_grace;
        if !is_suspicious {
            self.pull.suspicion = None;
        } else if self.pull.suspicion.get_or_insert(Timer::new(now, grace)).until(now).is_none() {
            match spacing {
                None => (record.scan_wanted, self.pull.due) = (true, true),
                Some(until) => {
                    let wait = u64::try_from(until.0 - now.0).unwrap_or(0);
                    self.pull.suspicion = Some(Timer::new(now, wait.max(grace)));
                }
            }
        }
    }

    /// The last page of a scan was kept: has the replica compared.
    pub(super) fn scan_read(&mut self, now: Moment) {
        self.pull.kept();
        let Some(scan) = &mut self.pull.scan else { return };
        let mut present = std::mem::take(&mut scan.ids);
        present.sort_unstable();
        present.dedup();
        let before = self.record.seen.holes(&self.record.excused);
        let unfilled = scan.seen.holes(&self.record.excused);
        let unreturned = self.pull.awaited.iter().any(|id| present.binary_search(id).is_err());
        let vain = unreturned || (!unfilled.is_empty() && before == unfilled);
        let vain_scans = if vain { self.record.vain_scans.saturating_add(1) } else { 0 };
        let patience = |most: u32| self.settings.scan_base.saturating_mul(1 << vain_scans.min(most));
        let wait = if unfilled.is_empty() { self.settings.scan_every } else { patience(40) };
        let record = Record {
            cursor: scan.cursor.take(),
            seen: std::mem::take(&mut scan.seen),
            unfilled,
            anchor: scan.anchor,
            scan_wanted: false,
            next_scan: Some(Timer::new(now, wait.min(self.settings.scan_every))),
            scan_pause: Some(Timer::new(now, patience(MOST_PATIENCE))),
            vain_scans,
            // What a server took once may have changed.
            batch_events: None,
            batch_bytes: None,
            last_success: if self.pending == 0 { Some(now) } else { self.record.last_success },
            ..self.record.clone()
        };
        self.requeue(present, record, Then::ScanDone);
    }

    /// The comparison was kept.
    pub(super) fn scan_done(&mut self) {
        self.pull.scan = None;
        self.pull.suspicion = None;
        self.pull.awaited.clear();
        self.push.due = true;
    }

    pub(super) fn read_failed(&mut self, error: StoreError, now: Moment) {
        self.pull.due = true;
        match error {
            StoreError::CursorLost => {
                self.record.cursor = None;
                self.record.scan_wanted = true;
                self.pull.scan = None;
                // Once is an event in a store's life, twice in a row is a fault.
                if !std::mem::replace(&mut self.pull.lost, true) {
                    return;
                }
            }
            StoreError::TooLarge { hint } if self.pull.page_events > 1 => {
                let half = self.pull.page_events / 2;
                self.pull.page_events = hint.map_or(half, |hint| hint.min(half)).max(1);
                return;
            }
            StoreError::Unsupported => {
                self.caps.pull = false;
                self.pull.scan = None;
                return;
            }
            _ => {}
        }
        self.pull.rest.fail(Fault::of(&error, now), &self.settings, &mut self.chance);
    }
}

impl Scan {
    fn take(&mut self, events: &[Event], aside: &[Aside]) {
        self.anchor = events.last().map(|event| event.id).or(self.anchor);
        self.ids.extend(events.iter().map(|event| event.id));
        events.iter().for_each(|event| self.seen.note(event));
        aside.iter().for_each(|aside| self.seen.insert(&aside.device, aside.n));
    }
}

/// Parts what can be kept from what a store should never have taken.
fn sound(events: Vec<Event>, now: Moment) -> (Vec<Event>, Vec<Aside>) {
    let (mut aside, mut body) = (Vec::new(), Vec::new());
    let mut keep = |event: &Event| {
        body.clear();
        match codec::encode(event, &mut body) {
            Ok(()) => true,
            Err(rejection) => {
                let refused = Aside::of(event, rejection.code, &rejection.message, now);
                aside.push(Aside { foreign: true, ..refused });
                false
            }
        }
    };
    let events = events.into_iter().filter(|event| keep(event)).collect();
    (events, aside)
}
