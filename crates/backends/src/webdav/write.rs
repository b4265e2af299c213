//! Writing: what is new in a batch becomes the next file in a folder of this client's own.

use super::WebDav;
use super::place::Place;
use crate::Fetch;
use crate::batch::durable;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, StoreError};
use std::collections::BTreeSet;
use std::rc::Rc;

impl<F: Fetch> WebDav<F> {
    /// Writes what no file has yet.
    pub(super) async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let folders = self.folders().await?;
        self.known.borrow_mut().forget_if_other(&folders);
        self.learn(&folders).await?;
        let is_new = |id| !self.known.borrow().has(id);
        let acks = durable(events, is_new);
        let new: Vec<&Event> = events.iter().filter(|event| is_new(event.id)).copied().collect();
        if let Some(first) = new.first() {
            let place = self.claim(first.id, &folders).await?;
            self.write(&new, place).await?;
        }
        Ok(acks)
    }

    /// A file of this client's own: in a folder that is free, or in a new one.
    async fn claim(&self, id: EventId, folders: &BTreeSet<Rc<str>>) -> Result<Place, StoreError> {
        if let Some(place) = self.known.borrow_mut().free.pop() {
            return Ok(place);
        }
        let digits: String = id.to_string().chars().skip(24).collect();
        let mut folder = digits.clone();
        let mut tries = 1;
        while folders.contains(folder.as_str()) || !self.make(&["/", &folder, "/"].concat()).await? {
            tries += 1;
            folder = [&digits, "-", &tries.to_string()].concat();
        }
        Ok((folder.into(), 1))
    }

    /// Writes the next file in a folder of this client's own, which is given up unless it is known what became of it.
    async fn write(&self, events: &[&Event], place: Place) -> Result<(), StoreError> {
        match self.put_file(&place, events).await {
            Ok(()) => {
                let mut known = self.known.borrow_mut();
                known.note(&place, events.iter().copied());
                known.free.push((place.0, place.1 + 1));
                Ok(())
            }
            Err(error) => {
                let unwritten = matches!(error, StoreError::TooLarge { .. });
                self.known.borrow_mut().free.extend(unwritten.then_some(place));
                Err(error)
            }
        }
    }
}
