//! What the member looks at in the timeline.

use guildhall_engine::event::Verb;
use guildhall_engine::time::Day;

/// What the member looks at in the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Only events with this verb.
    pub only: Option<Verb>,
    /// Only events in whose line this stands, as typed.
    pub text: String,
    /// Only events of this time.
    pub period: Period,
    /// How many are shown.
    pub shown: usize,
}

impl History {
    /// Events shown at first, and more of them at each request.
    pub const PAGE: usize = 60;
}

impl Default for History {
    /// Everything, the newest page of it.
    fn default() -> History {
        History { only: None, text: String::new(), period: Period::All, shown: History::PAGE }
    }
}

/// A stretch of the timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// All of it.
    #[default]
    All,
    /// The last days, including today.
    Last(u16),
    /// One day.
    Day(Day),
}

impl Period {
    /// Whether a day lies in it.
    pub fn holds(self, day: Day, today: Day) -> bool {
        match self {
            Period::All => true,
            Period::Last(days) => today.since(day) < i32::from(days),
            Period::Day(only) => day == only,
        }
    }
}
