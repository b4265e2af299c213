//! What the software asks of a browser, one small file for each thing: a database, a clock, chance, word from other tabs.
//!
//! Begin at [`Hall`]: it opens the store of a community, or one in memory when the browser lets nothing be kept, and the
//! callers' code is the same for both.

mod attention;
mod capacity;
mod chunk;
mod clock;
mod hall;
mod in_memory;
pub mod indexed_db;
mod lock;
mod random;
mod replica;
mod signal;
mod tabs;

pub use attention::{Attention, Turn, is_online, is_visible};
pub use capacity::{Usage, cached_files, persist, usage};
pub use chunk::Lost;
pub use clock::now;
pub use hall::{Change, Ending, Hall, Loaded, Problem, SetAside, Unsaved};
pub use indexed_db::OpenError;
pub use lock::{Held, lock};
pub use random::{event_id, random};
pub use replica::HallReplica;
pub use signal::asks_for_privacy;
pub use tabs::Tabs;

#[cfg(all(test, target_arch = "wasm32"))]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
