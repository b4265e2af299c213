//! Writing: statements are taken all or none, and a store says that an id is taken without saying which.

use super::Xapi;
use crate::answer::{listed, read};
use crate::batch::durable;
use crate::{Fetch, Method};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::{Ack, StoreError};
use std::collections::BTreeSet;

impl<F: Fetch> Xapi<F> {
    /// Sends what the store does not have yet.
    pub(super) async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
        let mut stored = self.post(events).await?;
        if stored.is_none() {
            let found = self.find_all(events.iter().map(|event| event.id)).await?;
            let fresh = events.iter().zip(found).filter(|(_, found)| found.is_none());
            let fresh: Vec<&Event> = fresh.map(|(event, _)| *event).collect();
            stored = if fresh.is_empty() { Some(BTreeSet::new()) } else { self.post(&fresh).await? };
        }
        // Somebody stored some of them in the meantime: the next try will find them.
        let stored = stored.ok_or(StoreError::Retryable { after: None })?;
        Ok(durable(events, |id| stored.contains(&self.room.statement(id))))
    }

    /// Sends statements and answers the ids of the new ones; `None` when some ids are taken, and then nothing is stored.
    async fn post(&self, events: &[&Event]) -> Result<Option<BTreeSet<EventId>>, StoreError> {
        let response = self.server.send(self.statements(Method::Post, &[]).json(&self.room.write(events))).await?;
        match response.status {
            409 => Ok(None),
            204 => Ok(Some(BTreeSet::new())),
            _ => {
                let answer = read(&response)?;
                Ok(Some(listed(&answer)?.iter().filter_map(|id| EventId::parse(id.as_str()?).ok()).collect()))
            }
        }
    }
}
