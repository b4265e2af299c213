//! What a member says about an item, and taking things back.

use crate::HallCore;
use crate::answer::plain;
use crate::fault::Fault;
use crate::opened::Opened;
use crate::options::{shown, text};
use crate::record::{checked, recording, store};
use guildhall_browser::event_id;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::{EventId, ItemId};
use guildhall_store::Draft;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl HallCore {
    /// Says `like`, `dislike` (or `less`) or `hide` about an item; answers the event, with whose id it is undone.
    pub async fn feedback(&self, item: JsValue, kind: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let recording = recording().await.map_err(Fault::from)?;
        Ok((recording.feedback)(opened, item, kind).await?)
    }

    /// Takes an event of the member's back, whatever it was.
    pub async fn undo(&self, event: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let recording = recording().await.map_err(Fault::from)?;
        Ok((recording.undo)(opened, event).await?)
    }
}

/// Writes what a member says about an item.
pub async fn feedback(opened: Rc<Opened>, item: JsValue, kind: JsValue) -> Result<JsValue, Fault> {
    let item = known_item(&opened, &item, "feedback.item").await?;
    let verb = match text(&kind, "feedback.kind")?.as_str() {
        "like" => Verb::Like,
        "dislike" | "less" => Verb::Dislike,
        "hide" => Verb::Hide,
        other => {
            let message = ["`like`, `dislike`, `less` or `hide` is wanted, not `", &shown(other), "`"].concat();
            return Err(Fault::new("bad-option", message).at("feedback.kind"));
        }
    };
    let draft = Draft::new(event_id(), opened.now(), opened.member(), verb);
    let draft = Draft { object: Some(item.as_str().into()), ..draft };
    let events = store(&opened, vec![checked(&opened, draft, "feedback")?], "feedback").await?;
    first(&events)
}

/// Writes that an event is taken back.
pub async fn undo(opened: Rc<Opened>, event: JsValue) -> Result<JsValue, Fault> {
    let word = text(&event, "undo.event")?;
    let known = EventId::parse(&word).ok().filter(|id| opened.ledger.borrow().contains(*id));
    if known.is_none() {
        let message = ["the member has no event `", &shown(&word), "`"].concat();
        return Err(Fault::new("unknown-event", message).at("undo.event"));
    }
    let draft = Draft::new(event_id(), opened.now(), opened.member(), Verb::Undo);
    let draft = Draft { object: Some(word.as_str().into()), ..draft };
    let events = store(&opened, vec![checked(&opened, draft, "undo")?], "undo").await?;
    first(&events)
}

/// An item of the catalogue.
pub async fn known_item(opened: &Rc<Opened>, item: &JsValue, place: &str) -> Result<ItemId, Fault> {
    let word = text(item, place)?;
    let id = ItemId::from(word.as_str());
    match opened.catalogue().await?.item(&id) {
        Some(_) => Ok(id),
        None => Err(Fault::new("unknown-item", ["the catalogue has no item `", &shown(&word), "`"].concat()).at(place)),
    }
}

fn first(events: &[Event]) -> Result<JsValue, Fault> {
    events.first().map_or(Ok(JsValue::NULL), |event| plain(&event.to_json()))
}
