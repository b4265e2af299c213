//! What the member is told: words that pass, and what stays until it is dealt with.

use super::outcome::Outcome;
use guildhall_engine::event::Verb;
use guildhall_engine::id::{EventId, ObjectId};

/// A short-lived word about what happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Tells toasts apart.
    pub number: u64,
    /// What happened.
    pub word: Word,
    /// Events to take back if the member says so.
    pub undo: Vec<EventId>,
}

/// What a toast says.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// The member did something, and it gave something.
    Did {
        /// What was done.
        verb: Verb,
        /// To what.
        object: Option<ObjectId>,
        /// What came of it.
        outcome: Outcome,
    },
    /// Events were written to a file.
    Exported {
        /// How many.
        events: usize,
    },
    /// Nothing was recorded, because the hall is shown as another member sees it.
    OnlyLooking,
}

/// The code of the notice that a newer version of the site lies ready.
pub const NEW_VERSION: &str = "new-version";

/// Something the member must know until it is dealt with.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Stable name of what is the matter; the interface has plain words for the known ones.
    pub code: &'static str,
    /// The same in the words of where it arose.
    pub detail: String,
}

impl Notice {
    /// Lines of detail; what goes beyond them is only hinted at.
    const DETAILS: usize = 3;

    /// Adds another detail on a line of its own.
    pub(super) fn add(&mut self, detail: &str) {
        let lines = self.detail.lines().count();
        if lines > Notice::DETAILS || self.detail.lines().any(|known| known == detail) {
            return;
        }
        let detail = if lines == Notice::DETAILS { "…" } else { detail };
        self.detail = [&self.detail, "\n", detail].concat();
    }
}
