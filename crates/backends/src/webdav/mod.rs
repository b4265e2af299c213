//! A folder on a WebDAV server. No server of this kind can be relied on to refuse a second file under one name, so that
//! nobody ever writes where somebody else might.
//!
//! Every client writes into a folder of its own, which it claims by making it: of two who make the same, one is refused.
//! A batch becomes the next file there, `000001.ndjson` and so on, and is never changed. When it is not known whether a
//! file was written, its folder is given up for a new one: no name is ever used twice. A file says first how many events it
//! has, so that one that is half written counts as not there yet.
//!
//! Under one id the first event stays: who appends reads before what the others wrote. When two wrote at the same time, all
//! readers keep to the one in the file whose name comes first.

mod file;
mod folder;
mod known;
mod listing;
mod place;
mod write;

use crate::answer::page;
use crate::{Fetch, Pass, Server, Settings, address, batch, together};
use guildhall_engine::event::Event;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use known::Known;
use place::{Place, Reached};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A folder in which every client has one of its own.
#[derive(Debug)]
pub struct WebDav<F> {
    pub(crate) server: Server<F>,
    known: RefCell<Known>,
}

impl<F: Fetch> WebDav<F> {
    /// The folder that the settings name, `guildhall` by default.
    pub fn new(settings: &Settings, fetch: F) -> WebDav<F> {
        let root = address::below(settings.base(), settings.place_or("guildhall"));
        let server = Server::new(root, settings, Pass::basic(&settings.account), fetch);
        WebDav { server, known: RefCell::default() }
    }

    /// Reads what was not yet read, so that every id in the store is known.
    async fn learn(&self, folders: &BTreeSet<Rc<str>>) -> Result<(), StoreError> {
        let learn = async |folder| loop {
            let unread = self.known.borrow().unread(folder);
            if self.file(&(Rc::clone(folder), unread)).await?.is_none() {
                return Ok(());
            }
        };
        together::all(folders.iter().map(learn), 6).await.into_iter().collect()
    }

    /// Reads on from where a reading is, at most `limit` events with the file of each; answers whether there may be more.
    async fn read_on(
        &self,
        folders: &BTreeSet<Rc<str>>,
        reached: &mut Reached,
        limit: usize,
    ) -> Result<(Vec<(Place, Event)>, bool), StoreError> {
        let (mut found, mut full) = (Vec::new(), false);
        for folder in folders {
            let (mut number, mut offset) = reached.get(folder).copied().unwrap_or((1, 0));
            while !full && let Some(events) = self.file(&(Rc::clone(folder), number)).await? {
                let (rest, room) = (events.len().saturating_sub(offset), limit - found.len());
                let some = events.into_iter().skip(offset).take(room);
                found.extend(some.map(|event| ((Rc::clone(folder), number), event)));
                full = rest > room;
                (number, offset) = if full { (number, offset + room) } else { (number + 1, 0) };
            }
            if (number, offset) != (1, 0) {
                reached.insert(Rc::clone(folder), (number, offset));
            }
        }
        Ok((found, full))
    }
}

impl<F: Fetch> EventStore for WebDav<F> {
    fn caps(&self) -> Caps {
        batch::USUAL
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        batch::append(batch, async |events| self.send(events).await).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let mut reached = cursor.map_or(Some(Reached::new()), place::reached).ok_or(StoreError::CursorLost)?;
        let folders = self.folders().await?;
        if cursor.is_none() {
            // Whoever begins anew doubts what is known, as after the server was restored from an old copy.
            self.known.take();
        } else if reached.keys().any(|folder| !folders.contains(folder)) {
            return Err(StoreError::CursorLost);
        }
        loop {
            let (mut found, full) = self.read_on(&folders, &mut reached, limit.max(1) as usize).await?;
            // Ids with chance in them (version 7) are given once; those made from a name may come from two devices.
            if found.iter().any(|(_, event)| event.id.0.get(6).is_some_and(|byte| byte >> 4 != 7)) {
                self.learn(&folders).await?;
                let known = self.known.borrow();
                found.retain(|(place, event)| known.counts(place, event.id));
            }
            if !(found.is_empty() && full) {
                let events = found.into_iter().map(|(_, event)| event).collect();
                return Ok(page(events, &place::cursor(&reached), !full));
            }
        }
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        self.list("/", "0").await.map(drop)
    }
}
