//! One sitting with a piece: how long it has lasted, and when the piece counts as finished.

use guildhall_engine::time::Moment;
use std::cell::Cell;

/// The longest step that counts as attention, in milliseconds; a device that slept was not read on.
const STEP: i64 = 3_000;

/// A piece counts as finished when its end was reached and it has been open for long enough.
#[derive(Debug, Default)]
pub struct Sitting {
    /// How long the piece takes at least, in milliseconds.
    needed: i64,
    spent: Cell<i64>,
    /// When attention was last counted.
    last: Cell<Option<Moment>>,
    is_at_end: Cell<bool>,
    /// Whether the member said so.
    has_said: Cell<bool>,
    is_over: Cell<bool>,
    /// Whether the member took a finish back: it is not recorded unasked again.
    is_refused: Cell<bool>,
}

impl Sitting {
    /// A sitting with a piece that takes so many seconds at least.
    pub fn new(seconds: u32) -> Sitting {
        Sitting { needed: i64::from(seconds) * 1000, ..Sitting::default() }
    }

    /// Adds what was spent on an earlier sitting, in seconds.
    pub fn resume(&self, seconds: u32) {
        self.spent.set(self.spent.get() + i64::from(seconds) * 1000);
    }

    /// Time has passed; it counts when the piece was before the member's eyes.
    pub fn tick(&self, now: Moment, is_seen: bool) {
        let step = self.last.replace(Some(now)).map_or(0, |last| now.0 - last.0);
        if is_seen {
            self.spent.set(self.spent.get() + step.clamp(0, STEP));
        }
    }

    /// The end was reached by reading.
    pub fn reach_end(&self) {
        if !self.is_refused.get() {
            self.is_at_end.set(true);
        }
    }

    /// The member says that they are at the end.
    pub fn say_finished(&self) {
        self.is_at_end.set(true);
        self.has_said.set(true);
    }

    /// The finish was taken back.
    pub fn take_back(&self) {
        self.is_over.set(false);
        self.is_at_end.set(false);
        self.has_said.set(false);
        self.is_refused.set(true);
    }

    /// Seconds spent so far.
    pub fn seconds(&self) -> u32 {
        u32::try_from(self.spent.get() / 1000).unwrap_or(0)
    }

    /// Seconds until it can count, rounded up.
    pub fn left(&self) -> u32 {
        u32::try_from((self.needed - self.spent.get() + 999) / 1000).unwrap_or(0)
    }

    /// What the member who says that they are at the end has to wait for, in seconds.
    pub fn waiting(&self) -> Option<u32> {
        (self.has_said.get() && self.left() > 0).then(|| self.left())
    }

    /// Whether the piece counts as finished now; true once.
    pub fn is_finished(&self) -> bool {
        let is_due = self.is_at_end.get() && self.left() == 0;
        is_due && !self.is_over.replace(true)
    }
}

/// Where a member was in a piece, as it is kept: the share that was read, in thousandths, and the seconds spent.
pub fn bookmark(share: u32, seconds: u32) -> String {
    [&share.to_string(), " ", &seconds.to_string()].concat()
}

/// Reads a bookmark; what is none is the beginning.
pub fn read_bookmark(text: &str) -> (u32, u32) {
    let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0).min(1000), numbers.next().unwrap_or(0).min(86_400))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment(1_000_000 + seconds * 1000)
    }

    #[test]
    fn a_piece_is_finished_when_its_end_was_reached_and_its_time_has_passed_and_only_once() {
        let sitting = Sitting::new(5);
        sitting.tick(at(0), true);
        sitting.reach_end();
        (1..5).for_each(|second| sitting.tick(at(second), true));
        assert!(!sitting.is_finished());
        assert_eq!((sitting.left(), sitting.seconds()), (1, 4));
        sitting.tick(at(5), false);
        assert!(!sitting.is_finished(), "behind another tab");
        sitting.tick(at(6), true);
        assert!(sitting.is_finished());
        assert!(!sitting.is_finished());
    }

    #[test]
    fn a_device_that_slept_was_not_read_on_and_a_clock_set_back_takes_nothing() {
        let sitting = Sitting::new(100);
        sitting.tick(at(0), true);
        sitting.tick(at(3600), true);
        sitting.tick(at(0), true);
        assert_eq!(sitting.seconds(), 3);
        sitting.resume(97);
        assert_eq!(sitting.waiting(), None);
        sitting.say_finished();
        assert!(sitting.is_finished());
        let impatient = Sitting::new(9);
        impatient.say_finished();
        assert_eq!((impatient.is_finished(), impatient.waiting()), (false, Some(9)));
    }

    #[test]
    fn what_was_taken_back_is_not_recorded_unasked_again() {
        let sitting = Sitting::new(0);
        sitting.reach_end();
        assert!(sitting.is_finished());
        sitting.take_back();
        sitting.reach_end();
        assert!(!sitting.is_finished());
        sitting.say_finished();
        assert!(sitting.is_finished());
    }

    #[test]
    fn a_bookmark_is_read_as_it_was_written_and_nonsense_is_the_beginning() {
        assert_eq!(read_bookmark(&bookmark(430, 35)), (430, 35));
        for text in ["", "x y", "-1 -1", "99999999999 1 2"] {
            assert_eq!(read_bookmark(text).0, 0, "{text}");
        }
        assert_eq!(read_bookmark("5000 90000"), (1000, 86_400));
    }
}
