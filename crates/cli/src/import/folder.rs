//! The folder that an import adds to.

use crate::community::{EVENTS, merge};
use crate::files;
use crate::table::counted;
use anyhow::{Result, bail};
use guildhall_engine::event::Event;
use guildhall_engine::exchange;
use guildhall_engine::id::{DeviceId, EventId};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The events of a community's folder.
pub(super) struct Folder {
    path: PathBuf,
    events: BTreeMap<EventId, Event>,
}

/// What became of the events that were added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Events that are new.
    pub new: usize,
    /// Events that were there already.
    pub known: usize,
    /// Events whose id another event has; the one that was there stays.
    pub conflicts: usize,
}

impl Folder {
    /// Reads the events that are there.
    pub(super) fn open(folder: &Path) -> Result<Folder> {
        let path = folder.join(EVENTS);
        let mut events = BTreeMap::new();
        if path.exists() {
            let intake = exchange::read_events(&files::read(&path)?);
            if intake.refused > 0 {
                bail!(
                    "{} has {} that cannot be used and would be lost; `guildhall check {}` shows them",
                    path.display(),
                    counted(intake.refused, "line"),
                    path.display()
                );
            }
            merge(&mut events, intake.events);
        }
        Ok(Folder { path, events })
    }

    /// The file with the events.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The event with an id.
    pub(super) fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(&id)
    }

    /// How many events there are.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Replaces everything a device wrote by its record as it is now; events that say the same count as known.
    pub(super) fn replace(&mut self, device: &str, events: &[Event]) -> Outcome {
        let all = std::mem::take(&mut self.events);
        let (before, others) = all.into_iter().partition(|(_, event)| event.device.as_str() == device);
        let before: BTreeMap<EventId, Event> = before;
        self.events = others;
        let outcome = self.add(events);
        let known = events.iter().filter(|event| before.get(&event.id).is_some_and(|there| same(there, event))).count();
        Outcome { new: outcome.new - known.min(outcome.new), known: outcome.known + known, ..outcome }
    }

    /// Adds events; those without a number get the next ones of their device, in order of time.
    pub(super) fn add(&mut self, events: &[Event]) -> Outcome {
        let mut last: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for event in self.events.values().chain(events) {
            let last = last.entry(event.device.clone()).or_default();
            *last = event.n.max(*last);
        }
        let mut sorted: Vec<&Event> = events.iter().collect();
        sorted.sort_by_key(|event| (event.at, event.id));
        let mut outcome = Outcome::default();
        for event in sorted {
            match self.events.get(&event.id) {
                Some(there) if same(there, event) => outcome.known += 1,
                Some(_) => outcome.conflicts += 1,
                None => {
                    let mut event = event.clone();
                    if event.n == 0 {
                        let last = last.entry(event.device.clone()).or_default();
                        *last += 1;
                        event.n = *last;
                    }
                    outcome.new += 1;
                    self.events.insert(event.id, event);
                }
            }
        }
        outcome
    }

    /// Writes all events in order of time.
    pub(super) fn write(&self) -> Result<()> {
        let mut sorted: Vec<&Event> = self.events.values().collect();
        sorted.sort_by_key(|event| (event.at, event.id));
        files::write(&self.path, exchange::write_ndjson(sorted).as_bytes())
    }
}

/// Whether two events say the same; an event that was not numbered yet says nothing about its number.
fn same(there: &Event, new: &Event) -> bool {
    *there == Event { n: if new.n == 0 { there.n } else { new.n }, ..new.clone() }
}
