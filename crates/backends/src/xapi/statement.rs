//! Events as statements.

use crate::address;
use crate::body::{object, with};
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::xapi;
use serde_json::Value;

/// The extension that names the batch in which a statement was sent. Two statements under one id that come from two batches
/// are thereby never equal, and the store says that the id is taken in place of saying nothing; a batch that is sent again is
/// equal, and is taken as it was.
const BATCH: &str = "urn:guildhall:batch";

/// What belongs to one hall.
#[derive(Debug)]
pub(super) struct Room {
    /// The registration that all its statements bear.
    pub(super) registration: EventId,
    name: String,
    home: String,
}

impl Room {
    pub(super) fn new(name: &str, base: &str) -> Room {
        let registration = EventId::of_name(&["guildhall ", name].concat());
        Room { registration, name: name.to_owned(), home: [base, "/"].concat() }
    }

    /// The id of an event's statement: the event's own, or in a named room one that follows from both.
    pub(super) fn statement(&self, id: EventId) -> EventId {
        if self.name.is_empty() { id } else { EventId::of_name(&[&self.name, " ", &id.to_string()].concat()) }
    }

    /// The statements of a batch.
    pub(super) fn write(&self, events: &[&Event]) -> Value {
        let ids: String = events.iter().map(|event| event.id.to_string()).collect();
        let batch = EventId::of_name(&ids).to_string();
        events.iter().map(|event| self.one(event, &batch)).collect()
    }

    fn one(&self, event: &Event, batch: &str) -> Value {
        let account = object([("homePage", self.home.as_str().into()), ("name", event.member.as_str().into())]);
        let display = object([("en", event.verb.as_str().into())]);
        let extensions = object([(xapi::EVENT, event.to_json()), (BATCH, batch.into())]);
        let context = [("registration", self.registration.to_string().into()), ("extensions", extensions)];
        let score = |stars: f64| {
            let scaled = ((stars - 1.0) / 4.0).into();
            let score = object([("raw", stars.into()), ("min", 1.into()), ("max", 5.into()), ("scaled", scaled)]);
            object([("score", score)])
        };
        let stars = event.value.filter(|_| event.verb == Verb::Rate).map(Quantity::get);
        let statement = object([
            ("id", self.statement(event.id).to_string().into()),
            ("actor", object([("objectType", "Agent".into()), ("account", account)])),
            ("verb", object([("id", xapi::iri(&event.verb).into()), ("display", display)])),
            ("object", self.object(event)),
            ("context", object(context)),
        ]);
        with(statement, "result", stars.map(score))
    }

    fn object(&self, event: &Event) -> Value {
        let id = event.object.as_ref().map(|id| id.as_str());
        if let (Verb::Undo, Some(Ok(undone))) = (&event.verb, id.map(EventId::parse)) {
            let undone = self.statement(undone).to_string();
            return object([("objectType", "StatementRef".into()), ("id", undone.into())]);
        }
        let about = id.map_or_else(|| "community".into(), |id| ["object/", &address::part(id)].concat());
        object([("objectType", "Activity".into()), ("id", [&self.home, &about].map(String::as_str).concat().into())])
    }

    /// The event in a statement; `None` for what is not of this hall.
    pub(super) fn read(&self, statement: &Value) -> Option<Event> {
        let context = statement.get("context")?;
        let registration = EventId::parse(context.get("registration")?.as_str()?).ok()?;
        let event = context.get("extensions")?.get(xapi::EVENT)?;
        if registration == self.registration { Event::read(event, "event").ok() } else { None }
    }
}
