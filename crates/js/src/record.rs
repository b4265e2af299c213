//! Recording what members do: a chunk of the program.

use crate::HallCore;
use crate::answer::plain;
use crate::chunk::Later;
use crate::fault::Fault;
use crate::feedback::{feedback, undo};
use crate::opened::Opened;
use crate::options::{Options, shown, wrong_type};
use guildhall_browser::{chunk, event_id};
use guildhall_engine::event::{Event, Quantity, Source, Verb};
use guildhall_engine::finding::closest;
use guildhall_engine::id::{EventId, MemberId, ObjectId};
use guildhall_store::Draft;
use js_sys::Array;
use serde_json::Value;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The most events that are recorded at once.
const MOST: u32 = 1000;

/// What writes events.
#[derive(Clone, Copy)]
pub struct Recording {
    record: fn(Rc<Opened>, JsValue) -> Later<JsValue>,
    /// What a member says about an item.
    pub feedback: fn(Rc<Opened>, JsValue, JsValue) -> Later<JsValue>,
    /// Taking an event back.
    pub undo: fn(Rc<Opened>, JsValue) -> Later<JsValue>,
}

const RECORDING: Recording = Recording {
    record: |opened, deeds| Box::pin(record(opened, deeds)),
    feedback: |opened, item, kind| Box::pin(feedback(opened, item, kind)),
    undo: |opened, event| Box::pin(undo(opened, event)),
};

chunk!(recording: Recording = RECORDING);

#[wasm_bindgen]
impl HallCore {
    /// Records an event, or several at once, all or none; answers them as they are stored.
    pub async fn record(&self, deeds: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let recording = recording().await.map_err(Fault::from)?;
        Ok((recording.record)(opened, deeds).await?)
    }
}

async fn record(opened: Rc<Opened>, deeds: JsValue) -> Result<JsValue, Fault> {
    if !Array::is_array(&deeds) {
        let stored = store(&opened, vec![draft(&opened, deeds, "record")?], "record").await?;
        return stored.first().map_or(Ok(JsValue::NULL), |event| plain(&event.to_json()));
    }
    let deeds = Array::from(&deeds);
    if deeds.length() > MOST {
        return Err(Fault::new("too-many", "at most 1000 events are recorded at once").at("record"));
    }
    let places = (0..).map(|at: u32| ["record[", &at.to_string(), "]"].concat());
    let drafts =
        deeds.iter().zip(places).map(|(deed, place)| draft(&opened, deed, &place)).collect::<Result<Vec<_>, _>>()?;
    written(&store(&opened, drafts, "record").await?)
}

fn written(events: &[Event]) -> Result<JsValue, Fault> {
    plain(&events.iter().map(Event::to_json).collect::<Vec<Value>>())
}

/// Stores drafts, takes the events in and tells of them.
pub async fn store(opened: &Rc<Opened>, drafts: Vec<Draft>, why: &str) -> Result<Vec<Event>, Fault> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let events = opened.hall.append_new(drafts).await.map_err(|unsaved| Fault::from(unsaved.error))?;
    opened.take(events.iter().cloned());
    opened.tell(why, events.len());
    Ok(events)
}

/// A draft in the member's name, checked as an event is.
pub fn checked(opened: &Opened, draft: Draft, place: &str) -> Result<Draft, Fault> {
    let findings = draft.clone().number(opened.hall.device().clone(), 1).check(place);
    if findings.is_empty() { Ok(draft) } else { Err(Fault::of_findings(None, findings)) }
}

fn draft(opened: &Opened, deed: JsValue, place: &str) -> Result<Draft, Fault> {
    if deed.is_undefined() || deed.is_null() {
        return Err(wrong_type(place, "an object", &deed));
    }
    let options =
        Options::read(deed, place, &["verb", "object", "owner", "value", "note", "at", "source", "id"], true)?;
    let word = options.text("verb")?;
    let word = word.ok_or_else(|| Fault::new("option-missing", "`verb` is missing").at(options.place("verb")))?;
    let value = match options.number("value")? {
        None => None,
        Some(number) => Some(Quantity::new(number).ok_or_else(|| {
            Fault::new("bad-number", "a value must lie within ±1000000000").at(options.place("value"))
        })?),
    };
    let id = match options.text("id")? {
        None => event_id(),
        Some(id) => EventId::parse(&id).map_err(|error| {
            Fault::new("bad-id", ["`", &shown(&id), "`: ", &error.to_string()].concat()).at(options.place("id"))
        })?,
    };
    let at = options.moment("at")?.unwrap_or_else(|| opened.now());
    let draft = Draft {
        object: options.text("object")?.map(ObjectId::from),
        owner: options.text("owner")?.map(MemberId::from),
        value,
        note: options.text("note")?.map(Into::into),
        source: source(&options)?,
        ..Draft::new(id, at, opened.member(), verb(opened, &word, &options.place("verb"))?)
    };
    checked(opened, draft, place)
}

fn verb(opened: &Opened, word: &str, place: &str) -> Result<Verb, Fault> {
    let verb = Verb::parse(word).ok().filter(|verb| opened.charter.knows(verb));
    verb.ok_or_else(|| {
        let meant = closest(word, Verb::ALL.iter().map(Verb::as_str));
        let meant = meant.map(|word| ["; did you mean `", word, "`?"].concat()).unwrap_or_default();
        Fault::new(
            "unknown-verb",
            ["neither is `", &shown(word), "` built in nor does the charter declare it", &meant].concat(),
        )
        .at(place)
    })
}

fn source(options: &Options) -> Result<Source, Fault> {
    let Some(word) = options.text("source")? else { return Ok(Source::Member) };
    let known = Source::ALL.into_iter().find(|source| source.word() == word);
    known.ok_or_else(|| {
        Fault::new("bad-option", "`member`, `operator`, `server` or `import` is wanted").at(options.place("source"))
    })
}
