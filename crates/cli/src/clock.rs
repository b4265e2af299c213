//! The only clock of the command line; the engine takes the time as an argument.

use guildhall_engine::time::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

/// The present moment.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
