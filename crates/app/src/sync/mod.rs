//! Exchanging events with a server of the member's choice: what is shown of it, and what the member can do about it. How it is
//! done is the crate `guildhall-sync`'s.
//!
//! All of it is in the chunk of the page `sync`. What is always there is a place in the header: where the member has
//! connected the hall, the chunk is fetched after everything else and draws its mark there, and the mark is what keeps the
//! exchange going ([`mark`]): when it is gone, so is the exchange.

mod adopting;
mod condition;
mod connecting;
pub mod mark;
mod policy;
mod running;
mod shown;

pub use adopting::{adopt, is_former_name};
pub use condition::Condition;
pub use connecting::{Draft, check_all, connect, disconnect, pause, sign_in, sync_now, test, try_again};
pub use guildhall_sync::PURPOSE;
pub use shown::{Shown, Trial, shown};
