//! Places in a store's sequence of events.

use guildhall_engine::event::Event;
use serde::{Deserialize, Serialize};

/// A place in one store's sequence, meaningful to that store alone.
///
/// It is kept and given back as it is: no comparison, no arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(Box<str>);

impl Cursor {
    /// Wraps what the store understands.
    pub fn new(text: impl Into<Box<str>>) -> Cursor {
        Cursor(text.into())
    }

    /// The text to keep.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Some events, and where to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Events in any order; an event may appear more than once along a chain of pages.
    pub events: Vec<Event>,
    /// Where the next page begins; save it together with the events, or not at all.
    pub cursor: Cursor,
    /// Nothing more was there at the time of asking.
    pub done: bool,
}
