//! Exchanging events with a server of the member's choice.
//!
//! All of it is in the chunk of the page `sync`. What is always there is a place in the header: where the member has
//! connected the hall, the chunk is fetched after everything else and draws its mark there, and the mark is what keeps the
//! exchange going ([`mark`]): when it is gone, so is the exchange.

mod adopting;
mod connecting;
mod connection;
mod line;
mod lock;
pub mod mark;
mod policy;
mod port;
mod running;
mod shown;
mod stopping;
mod told;

pub use adopting::{adopt, is_former_name};
pub use connecting::{Draft, check_all, connect, disconnect, pause, sign_in, sync_now, test, try_again};
pub use shown::{Shown, Trial, shown};
pub use told::Condition;

use crate::pages::SYNC as CONNECTION;

/// The setting that holds what lets this device in, where the member wants to stay signed in; empty otherwise.
const TOKEN: &str = "sync-token";
/// The setting that holds the level which a service that takes levels only is known to have, and which service that is.
const LEVEL: &str = "sync-level";
/// The name of the purpose in the receipts.
pub const PURPOSE: &str = "sync";
