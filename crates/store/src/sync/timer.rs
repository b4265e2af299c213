//! Waiting by a clock that may jump.

use guildhall_engine::time::Moment;
use serde::{Deserialize, Serialize};

/// A wait that was begun at one moment and ends at another.
///
/// A clock that is set back would make the wait longer than it was meant to be; such a wait begins again instead, so
/// that it is never shorter than asked for and at most once as long again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Timer {
    set: Moment,
    due: Moment,
}

impl Timer {
    /// A wait of some milliseconds from now on.
    pub(super) fn new(now: Moment, wait: u64) -> Timer {
        Timer { set: now, due: later(now, wait) }
    }

    /// When the wait ends, or `None` when it is over.
    pub(super) fn until(&mut self, now: Moment) -> Option<Moment> {
        if now < self.set {
            let wait = self.due.0.saturating_sub(self.set.0);
            *self = Timer { set: now, due: Moment(now.0.saturating_add(wait)) };
        }
        (now < self.due).then_some(self.due)
    }
}

/// The moment some milliseconds later.
fn later(now: Moment, wait: u64) -> Moment {
    Moment(now.0.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX)))
}

/// When a wait that may not exist ends; a wait that is over is forgotten.
pub(super) fn remaining(timer: &mut Option<Timer>, now: Moment) -> Option<Moment> {
    let until = timer.as_mut().and_then(|timer| timer.until(now));
    if until.is_none() {
        *timer = None;
    }
    until
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_begins_the_wait_again() {
        let mut timer = Timer::new(Moment(1_000_000), 500);
        assert_eq!(timer.until(Moment(1_000_499)), Some(Moment(1_000_500)));
        assert_eq!(timer.until(Moment(0)), Some(Moment(500)), "as long as it was meant to be, not a day");
        assert_eq!(timer.until(Moment(500)), None);
    }
}
