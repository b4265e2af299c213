//! Folders and files, by the methods of WebDAV.

use super::place::{Place, path};
use super::{WebDav, file, listing};
use crate::answer::{WRONG_PLACE, failure};
use crate::{Fetch, Method};
use guildhall_engine::event::Event;
use guildhall_store::StoreError;
use std::collections::BTreeSet;
use std::rc::Rc;

impl<F: Fetch> WebDav<F> {
    /// Makes a folder; `false` when there is one already.
    pub(super) async fn make(&self, path: &str) -> Result<bool, StoreError> {
        let response = self.server.send(self.server.request(Method::MkCol, &[path])).await?;
        match (failure(&response), response.status) {
            (None, _) => Ok(true),
            (_, 405) => Ok(false),
            (_, 409) => Err(StoreError::permanent(WRONG_PLACE, "the folder above does not exist; make it first")),
            // Apache says the same to who may not and to who came second.
            (Some(error), _) => match self.list(path, "0").await {
                Ok(Some(_)) => Ok(false),
                _ => Err(error),
            },
        }
    }

    /// The names of clients' folders in a folder, or `None` when there is no such folder.
    pub(super) async fn list(&self, path: &str, depth: &'static str) -> Result<Option<BTreeSet<Rc<str>>>, StoreError> {
        let request = self.server.request(Method::PropFind, &[path]).header("depth", depth);
        let response = self.server.find(request.body("application/xml", listing::QUESTION.into())).await?;
        response.map(|response| listing::names(&String::from_utf8_lossy(&response.body))).transpose()
    }

    /// The names of all clients' folders. The folder around them is made when it is missing.
    pub(super) async fn folders(&self) -> Result<BTreeSet<Rc<str>>, StoreError> {
        match self.list("/", "1").await? {
            Some(names) => Ok(names),
            None => self.make("/").await.map(|_| BTreeSet::new()),
        }
    }

    /// The events of a file, or `None` as long as it is not there as a whole.
    pub(super) async fn file(&self, place: &Place) -> Result<Option<Vec<Event>>, StoreError> {
        let response = self.server.find(self.server.request(Method::Get, &[&path(place)])).await?;
        let events = response.map(|response| file::events(&String::from_utf8_lossy(&response.body))).transpose()?;
        Ok(events.flatten().inspect(|events| self.known.borrow_mut().note(place, events)))
    }

    /// Writes a file that is not there yet.
    pub(super) async fn put_file(&self, place: &Place, events: &[&Event]) -> Result<(), StoreError> {
        let request = self.server.request(Method::Put, &[&path(place)]).header("if-none-match", "*");
        let response = self.server.send(request.body("application/x-ndjson", file::text(events))).await?;
        match failure(&response) {
            // The file is there already: somewhere on the way the request was doubled. The next try will find it.
            Some(_) if response.status == 412 => Err(StoreError::Retryable { after: None }),
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}
