//! The store as `tests/bench/store` measures it beside other libraries.

use guildhall_browser::{Hall, event_id, now};
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::id::CommunityId;
use guildhall_store::Draft;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// An open hall and the events that are about to be stored in it.
#[wasm_bindgen]
pub struct StoreBench {
    hall: Hall,
    found: Vec<Event>,
    events: Vec<Event>,
}

#[wasm_bindgen]
impl StoreBench {
    /// Opens the store of a community and reads all of it.
    pub async fn open(community: String) -> Result<StoreBench, JsError> {
        let (hall, loaded) = Hall::open(&CommunityId::from(community)).await;
        match loaded.problems.first() {
            Some(problem) => Err(JsError::new(problem.code())),
            None => Ok(StoreBench { hall, found: loaded.events, events: Vec::new() }),
        }
    }

    /// Number of events found when the store was opened.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// The numbers of the events found when the store was opened.
    pub fn numbers(&self) -> Vec<u32> {
        self.found.iter().map(|event| event.n as u32).collect()
    }

    /// Makes the events numbered `from` up to `to`, in memory.
    pub fn prepare(&mut self, from: u32, to: u32) {
        self.events = (from..to).map(event).collect();
    }

    /// Stores the prepared events in batches and waits until they are durable.
    pub async fn import(&self, batch: usize) -> Result<(), JsError> {
        for events in self.events.chunks(batch) {
            self.hall.append(events).await?;
        }
        Ok(())
    }

    /// Stores some new events at once and answers their numbers when they are durable.
    pub async fn write_new(&self, count: u32) -> Result<Vec<u32>, JsError> {
        let drafts = (0..count).map(|n| Draft::from(event(n))).collect();
        let events = self.hall.append_new(drafts).await.map_err(|unsaved| unsaved.error)?;
        Ok(events.iter().map(|event| event.n as u32).collect())
    }

    /// Stores the prepared events one by one as new ones, and waits for each until it is durable.
    pub async fn write_singly(&self) -> Result<(), JsError> {
        for event in &self.events {
            self.hall.append_new(vec![Draft::from(event.clone())]).await?;
        }
        Ok(())
    }
}

/// What a reading member leaves behind, as in `events.mjs`.
fn event(n: u32) -> Event {
    let verb = match n % 4 {
        0 => Verb::View,
        1 => Verb::Finish,
        2 => Verb::Like,
        _ => Verb::Rate,
    };
    Event {
        id: event_id(),
        at: now(),
        member: format!("member-{}", n % 50).into(),
        value: (verb == Verb::Rate).then(|| Quantity::new(4.0)).flatten(),
        verb,
        object: Some(format!("item-{}", n % 1000).into()),
        owner: None,
        note: None,
        source: Source::Import,
        device: "device-0123456789".into(),
        n: n.into(),
    }
}
