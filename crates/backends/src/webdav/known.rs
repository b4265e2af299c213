//! What a client knows of the folder, so that it need not read everything each time.

use super::place::Place;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What was read, and what is free to be written.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The file in each folder that was not yet read for `first`.
    unread: BTreeMap<Rc<str>, u64>,
    /// The file that counts for each id.
    first: BTreeMap<EventId, Place>,
    /// Files that are this client's to write, and that nobody is writing now.
    pub(super) free: Vec<Place>,
}

impl Known {
    /// The next file in a folder of which nothing is known.
    pub(super) fn unread(&self, folder: &Rc<str>) -> u64 {
        self.unread.get(folder).copied().unwrap_or(1)
    }

    /// Whether an event is in a file that was read.
    pub(super) fn has(&self, id: EventId) -> bool {
        self.first.contains_key(&id)
    }

    /// Whether the event in a file is the one that counts under its id.
    pub(super) fn counts(&self, place: &Place, id: EventId) -> bool {
        self.first.get(&id).is_none_or(|first| first >= place)
    }

    /// Remembers what is in a file, when all files before it in its folder are known.
    pub(super) fn note<'e>(&mut self, place: &Place, events: impl IntoIterator<Item = &'e Event>) {
        let unread = self.unread.entry(Rc::clone(&place.0)).or_insert(1);
        if *unread != place.1 {
            return;
        }
        *unread += 1;
        for event in events {
            let first = self.first.entry(event.id).or_insert_with(|| place.clone());
            if *first > *place {
                *first = place.clone();
            }
        }
    }

    /// Forgets everything when a folder is gone: this is an old copy, or another server.
    pub(super) fn forget_if_other(&mut self, folders: &BTreeSet<Rc<str>>) {
        if self.unread.keys().any(|folder| !folders.contains(folder)) {
            *self = Known::default();
        }
    }
}
