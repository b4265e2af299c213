//! How patient and how thorough the sync is.

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Spans in milliseconds and sizes in events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The first wait after a failure is at most this; every further one may be twice as long.
    pub retry_base: u64,
    /// No wait after a failure is longer, unless the store asks for it.
    pub retry_cap: u64,
    /// A store that asks for more than this is asked again after it.
    pub longest_wait: u64,
    /// Between two rounds while somebody is looking.
    pub poll_visible: u64,
    /// Between two rounds while nobody is looking.
    pub poll_hidden: u64,
    /// The most events read at once.
    pub page_events: u32,
    /// The most events sent at once, if the store takes as many.
    pub batch_events: u32,
    /// A hole this old is not an event under way.
    pub hole_grace: u64,
    /// At least this lies between two readings of everything that holes gave rise to; it doubles while they are in vain.
    pub scan_base: u64,
    /// Everything is read again after this span even if nothing seems to be wrong.
    pub scan_every: u64,
    /// The store is asked after this span whether it still has what it had.
    pub check_every: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            retry_base: SECOND,
            retry_cap: 5 * MINUTE,
            longest_wait: DAY,
            poll_visible: MINUTE,
            poll_hidden: 15 * MINUTE,
            page_events: 1000,
            batch_events: 1000,
            hole_grace: 30 * SECOND,
            scan_base: 10 * MINUTE,
            scan_every: 7 * DAY,
            check_every: 6 * HOUR,
        }
    }
}
