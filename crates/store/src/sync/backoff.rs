//! Waiting longer after every failure, and not all at once.

use super::chance::Chance;
use super::settings::Settings;
use super::status::Fault;
use super::timer::{Timer, remaining};
use guildhall_engine::time::Moment;

/// Full jitter: any wait from nothing to a bound that doubles. It spreads the devices that failed together evenly.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    pub(super) timer: Option<Timer>,
    /// Failures in a row.
    pub(super) attempts: u32,
    /// The last of them.
    pub(super) fault: Option<Fault>,
}

impl Backoff {
    /// Notes a failure, answers the wait in milliseconds.
    pub(super) fn fail(&mut self, fault: Fault, settings: &Settings, chance: &mut Chance) -> u64 {
        let now = fault.at;
        let most = settings.retry_base.saturating_mul(1 << self.attempts.min(40)).min(settings.retry_cap);
        let wait = chance.up_to(most);
        self.attempts = self.attempts.saturating_add(1);
        self.timer = Some(Timer::new(now, wait));
        self.fault = Some(fault);
        wait
    }

    /// Notes a success.
    pub(super) fn succeed(&mut self) {
        *self = Backoff::default();
    }

    /// Ends the wait; the failure stays on record until a success.
    pub(super) fn hurry(&mut self) {
        self.timer = None;
    }

    /// When the wait ends, or `None` when there is none.
    pub(super) fn until(&mut self, now: Moment) -> Option<Moment> {
        remaining(&mut self.timer, now)
    }
}
