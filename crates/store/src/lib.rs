//! How events are kept and exchanged, without knowing where.
//!
//! A store is anything that takes events and gives them back: a database in the browser, a server behind HTTP, a list in
//! memory. [`EventStore`] is the whole contract; `testing::conformance` is the contract as a test. [`sync`] keeps a replica
//! and a store alike. Nothing here does I/O, reads a clock or needs a runtime, so the same code runs natively and in
//! WebAssembly.

mod ack;
pub mod codec;
mod cursor;
mod draft;
mod error;
mod memory;
mod store;
pub mod sync;
#[cfg(feature = "testing")]
pub mod testing;

pub use ack::{Ack, Rejection};
pub use cursor::{Cursor, Page};
pub use draft::Draft;
pub use error::StoreError;
pub use memory::MemoryStore;
pub use store::{AuthReason, Caps, EventStore};
