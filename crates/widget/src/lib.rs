//! What other sites show of a member's hall.
//!
//! A [`Glance`] is everything that an element of somebody else's page can show without computing anything: texts that are
//! ready in every language of the interface, numbers and dates that the page writes in its own locale, and the attributes that
//! conditions ask for. It is made here, kept beside the page, and drawn by the hand-written element in `element/`, which
//! therefore has something to show before any WebAssembly has arrived, and on pages that allow none.

mod benefits;
mod glance;
mod picks;
mod wording;
mod words;

pub use benefits::Given;
pub use glance::{Community, Glance, Next, Scores, Sight, Tier, Who, glance};
pub use picks::Picked;
pub use words::{Both, Lists};
