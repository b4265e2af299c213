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

mod form;

use crate::answer::{self, bad};
use crate::batch::Batch;
use crate::{Fetch, Method, Pass, Request, Settings, address, together};
use form::Place;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError, codec};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A folder in which every client has one of its own.
#[derive(Debug)]
pub struct WebDav<F> {
    fetch: F,
    root: String,
    pass: Pass,
    known: RefCell<Known>,
}

/// What this client knows of the folder.
#[derive(Debug, Default)]
struct Known {
    /// The file in each folder that was not yet read for `first`.
    unread: BTreeMap<Rc<str>, u64>,
    /// The file that counts for each id.
    first: BTreeMap<EventId, Place>,
    /// Files that are this client's to write, and that nobody is writing now.
    free: Vec<Place>,
    /// The file that was read last, because small pages ask for it again and again.
    last: Option<(Place, Rc<[Event]>)>,
}

impl<F: Fetch> WebDav<F> {
    /// The folder that the settings name, `guildhall` by default.
    pub fn new(settings: &Settings, fetch: F) -> WebDav<F> {
        let mut root = settings.base().to_owned();
        settings.place_or("guildhall").split('/').for_each(|name| root.extend(["/", &address::part(name)]));
        root.push('/');
        WebDav { fetch, root, pass: Pass::basic(&settings.account), known: RefCell::default() }
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    fn request(&self, method: Method, path: &str) -> Request {
        self.pass.show(Request::new(method, [&self.root, path].concat()))
    }

    /// Makes a folder; `false` when there is one already.
    async fn make(&self, path: &str) -> Result<bool, StoreError> {
        let response = answer::send(&self.fetch, self.request(Method::MkCol, path)).await?;
        match answer::failure(&response) {
            None => Ok(true),
            Some(_) if response.status == 405 => Ok(false),
            Some(_) if response.status == 409 => {
                Err(StoreError::permanent(answer::WRONG_PLACE, "the folder above does not exist; make it first"))
            }
            // Apache says the same to who may not and to who came second.
            Some(error) => match self.listing(path, "0").await {
                Ok(Some(_)) => Ok(false),
                _ => Err(error),
            },
        }
    }

    /// The text of a listing, or `None` when there is nothing to list.
    async fn listing(&self, path: &str, depth: &'static str) -> Result<Option<String>, StoreError> {
        let question = "<propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>";
        let request = self.request(Method::PropFind, path).header("depth", depth);
        let response = answer::send(&self.fetch, request.body("application/xml", question.into())).await?;
        if response.status == 404 {
            return Ok(None);
        }
        if let Some(error) = answer::failure(&response) {
            return Err(error);
        }
        let text = String::from_utf8_lossy(&response.body);
        match text.trim_end().ends_with("multistatus>") {
            true => Ok(Some(text.into_owned())),
            false if text.contains("multistatus") => Err(StoreError::Retryable { after: None }),
            false => Err(bad("the server lists no folder")),
        }
    }

    /// The names of all clients' folders. The folder around them is made when it is missing.
    async fn folders(&self) -> Result<BTreeSet<Rc<str>>, StoreError> {
        match self.listing("", "1").await? {
            Some(text) => Ok(form::names(&text)),
            None => self.make("").await.map(|_| BTreeSet::new()),
        }
    }

    /// The events of a file, or `None` as long as it is not there as a whole.
    async fn file(&self, folder: &Rc<str>, number: u64) -> Result<Option<Rc<[Event]>>, StoreError> {
        let place = (folder.clone(), number);
        if let Some((_, events)) = self.known.borrow().last.as_ref().filter(|(last, _)| *last == place) {
            return Ok(Some(events.clone()));
        }
        let response = answer::send(&self.fetch, self.request(Method::Get, &form::path(&place))).await?;
        if response.status == 404 {
            return Ok(None);
        }
        if let Some(error) = answer::failure(&response) {
            return Err(error);
        }
        let Some(events) = form::events(&String::from_utf8_lossy(&response.body))? else { return Ok(None) };
        let events: Rc<[Event]> = events.into();
        let mut known = self.known.borrow_mut();
        known.note(&place, events.iter().map(|event| event.id));
        known.last = Some((place, events.clone()));
        Ok(Some(events))
    }

    /// Reads what was not yet read, so that every id in the store is known.
    async fn learn(&self, folders: &BTreeSet<Rc<str>>) -> Result<(), StoreError> {
        let learn = async |folder| loop {
            let unread = self.known.borrow().unread.get(folder).copied().unwrap_or(1);
            if self.file(folder, unread).await?.is_none() {
                return Ok(());
            }
        };
        together::all(folders.iter().map(learn), 6).await.into_iter().collect()
    }

    /// A file of this client's own: in a folder that is free, or in a new one.
    async fn claim(&self, id: EventId, folders: &BTreeSet<Rc<str>>) -> Result<Place, StoreError> {
        if let Some(place) = self.known.borrow_mut().free.pop() {
            return Ok(place);
        }
        let digits: String = id.to_string().chars().skip(24).collect();
        let mut folder = digits.clone();
        let mut tries = 1;
        while folders.contains(folder.as_str()) || !self.make(&[&folder, "/"].concat()).await? {
            tries += 1;
            folder = [&digits, "-", &tries.to_string()].concat();
        }
        Ok((folder.into(), 1))
    }
}

impl<F: Fetch> EventStore for WebDav<F> {
    fn caps(&self) -> Caps {
        let event_bytes = codec::LARGEST_EVENT as u32;
        Caps { batch_events: 1000, batch_bytes: 1 << 20, event_bytes, ordered: false, pull: true }
    }

    async fn append(&self, events: &[Event]) -> Result<Vec<Ack>, StoreError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let folders = self.folders().await?;
        self.known.borrow_mut().forget_if_other(&folders);
        self.learn(&folders).await?;
        let batch = Batch::sort(events);
        let ack = |event: &&Event| match self.known.borrow().first.contains_key(&event.id) {
            true => Ack::Duplicate,
            false => Ack::Stored,
        };
        let acks: Vec<Ack> = batch.sound.iter().map(ack).collect();
        let new: Vec<&Event> =
            batch.sound.iter().zip(&acks).filter(|(_, ack)| **ack == Ack::Stored).map(|(event, _)| *event).collect();
        if let Some(first) = new.first() {
            // From here on the place is in nobody's hands but ours, and lost unless the server says that it was written.
            let place = self.claim(first.id, &folders).await?;
            let request = self.request(Method::Put, &form::path(&place)).header("if-none-match", "*");
            let request = request.body("application/x-ndjson", form::text(&new));
            let response = answer::send(&self.fetch, request).await?;
            let mut known = self.known.borrow_mut();
            match answer::failure(&response) {
                // The file is there already: somewhere on the way the request was doubled. The next try will find it.
                Some(_) if response.status == 412 => return Err(StoreError::Retryable { after: None }),
                Some(error @ StoreError::TooLarge { .. }) => {
                    known.free.push(place);
                    return Err(error);
                }
                Some(error) => return Err(error),
                None => {}
            }
            known.note(&place, new.iter().map(|event| event.id));
            known.free.push((place.0, place.1 + 1));
        }
        batch.acks(&acks)
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let mut reached = match cursor {
            Some(cursor) => form::reached(cursor).ok_or(StoreError::CursorLost)?,
            None => BTreeMap::new(),
        };
        let folders = self.folders().await?;
        if cursor.is_none() {
            // Whoever begins anew doubts what is known, as after the server was restored from an old copy.
            self.known.take();
        } else if reached.keys().any(|folder| !folders.contains(folder)) {
            return Err(StoreError::CursorLost);
        }
        loop {
            let (mut found, mut full) = (Vec::new(), false);
            for folder in &folders {
                let (mut number, mut offset) = reached.get(folder).copied().unwrap_or((1, 0));
                while !full && let Some(events) = self.file(folder, number).await? {
                    let rest = events.get(offset..).unwrap_or_default();
                    let room = limit.max(1) as usize - found.len();
                    found.extend(rest.iter().take(room).map(|event| ((folder.clone(), number), event.clone())));
                    full = rest.len() > room;
                    (number, offset) = if full { (number, offset + room) } else { (number + 1, 0) };
                }
                if (number, offset) != (1, 0) {
                    reached.insert(folder.clone(), (number, offset));
                }
            }
            // Ids with chance in them (version 7) are given once; those made from a name may come from two devices.
            if found.iter().any(|(_, event)| event.id.0.get(6).is_some_and(|byte| byte >> 4 != 7)) {
                self.learn(&folders).await?;
                let known = self.known.borrow();
                found.retain(|(place, event)| known.first.get(&event.id).is_none_or(|first| first >= place));
            }
            if !(found.is_empty() && full) {
                let events = found.into_iter().map(|(_, event)| event).collect();
                return Ok(answer::page(events, &form::cursor(&reached), !full));
            }
        }
    }

    async fn authorize(&self, _why: AuthReason) -> Result<(), StoreError> {
        // Every request is signed in by itself, so this only finds out whether it works.
        self.listing("", "0").await.map(drop)
    }
}

impl Known {
    /// Remembers what is in a file, when all files before it in its folder are known.
    fn note(&mut self, place: &Place, ids: impl Iterator<Item = EventId>) {
        let unread = self.unread.entry(place.0.clone()).or_insert(1);
        if *unread != place.1 {
            return;
        }
        *unread += 1;
        for id in ids {
            let first = self.first.entry(id).or_insert_with(|| place.clone());
            if *first > *place {
                *first = place.clone();
            }
        }
    }

    /// Forgets everything when a folder is gone: this is an old copy, or another server.
    fn forget_if_other(&mut self, folders: &BTreeSet<Rc<str>>) {
        if self.unread.keys().any(|folder| !folders.contains(folder)) {
            *self = Known::default();
        }
    }
}
