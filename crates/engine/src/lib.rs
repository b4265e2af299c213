//! The Guildhall engine: membership as a pure function.
//!
//! A community's rules (a charter) and its content (a catalogue) are documents. A member's behaviour is a set of events.
//! From these and a moment the engine computes a standing (score, tier, benefits, points, card) and a shelf of
//! recommendations, each with its full explanation. It does no I/O, reads no clock and draws no random number, never
//! panics, and gives the byte-identical result natively and in WebAssembly.

// Facts.
pub mod event;
pub mod exchange;
pub mod id;
pub mod ledger;
pub mod time;
pub mod verb;
pub mod xapi;

// Documents.
pub mod address;
pub mod catalogue;
pub mod charter;
pub mod condition;
mod decay;
pub mod document;
pub mod finding;
pub mod json;
#[cfg(feature = "presets")]
pub mod presets;
#[cfg(feature = "schema")]
pub mod schema;
pub mod text;
mod text_form;

// What follows from them.
pub mod attributes;
pub mod badge;
pub mod benefit;
pub mod booking;
pub mod card;
pub mod demo;
pub mod digest;
pub mod evidence;
pub mod judge;
pub mod metric;
pub mod model;
mod order;
pub mod path;
pub mod plan;
pub mod points;
pub mod presence;
pub mod reward;
pub mod search;
pub mod shelf;
pub mod standing;
mod supply;
pub mod table;
pub mod taste;
pub mod tier;
pub mod timeline;
mod walk;
