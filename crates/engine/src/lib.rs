//! The Guildhall engine: membership as a pure function.
//!
//! A community's rules (a charter) and its content (a catalogue) are documents. A member's behaviour is a set of events.
//! From these and a moment the engine computes a standing (score, tier, benefits, points, card) and a shelf of
//! recommendations, each with its full explanation. It does no I/O, reads no clock and draws no random number, never
//! panics, and gives the byte-identical result natively and in WebAssembly.

pub mod condition;
pub mod digest;
pub mod event;
pub mod finding;
pub mod id;
mod text_form;
pub mod time;
pub mod verb;
