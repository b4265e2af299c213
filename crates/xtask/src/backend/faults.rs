//! What can go wrong between a client and a server, by seed.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// One request in this many meets a fault.
const ONE_IN: u64 = 6;

/// Something that goes wrong with one request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fault {
    /// The request never reaches the server.
    DroppedBefore,
    /// The server does it, its answer is lost.
    DroppedAfter,
    /// It takes a while.
    Delayed(Duration),
    /// The server gets it twice.
    Repeated,
    /// The connection breaks in the middle of the answer.
    CutShort,
    /// The server fails.
    Failed,
    /// Something before the server fails, with a page for people.
    BadGateway,
    /// The server wants to be left alone for a second.
    Busy,
    /// Nothing happens, until the connection breaks.
    Hung(Duration),
}

/// The faults of a run: the same seed gives the same sequence.
pub struct Faults {
    seed: u64,
    drawn: AtomicU64,
    quiet: AtomicBool,
    made: Mutex<BTreeMap<&'static str, u64>>,
}

impl Faults {
    /// Faults by a seed.
    pub fn new(seed: u64) -> Faults {
        Faults { seed, drawn: AtomicU64::new(0), quiet: AtomicBool::new(false), made: Mutex::default() }
    }

    /// Whether nothing goes wrong from now on, so that a test can see what is left in the end.
    pub fn set_quiet(&self, quiet: bool) {
        self.quiet.store(quiet, Ordering::Relaxed);
    }

    /// What happens to the next request.
    pub fn next(&self) -> Option<Fault> {
        if self.quiet.load(Ordering::Relaxed) {
            return None;
        }
        let at = self.drawn.fetch_add(1, Ordering::Relaxed);
        let fault = drawn(self.seed, at);
        let name = fault.map_or("none", Fault::name);
        *self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).entry(name).or_default() += 1;
        fault
    }

    /// How many of each there were.
    pub fn account(&self) -> String {
        let made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let counts: Vec<String> = made.iter().map(|(name, count)| format!("{count} {name}")).collect();
        counts.join(", ")
    }
}

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Fault::DroppedBefore => "dropped before",
            Fault::DroppedAfter => "dropped after",
            Fault::Delayed(_) => "delayed",
            Fault::Repeated => "repeated",
            Fault::CutShort => "cut short",
            Fault::Failed => "answered 500",
            Fault::BadGateway => "answered 502",
            Fault::Busy => "answered 429",
            Fault::Hung(_) => "hung",
        }
    }
}

/// The fault of request number `at`: a pure function of both, so that a run can be repeated.
fn drawn(seed: u64, at: u64) -> Option<Fault> {
    let chance = scatter(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(at));
    if !chance.is_multiple_of(ONE_IN) {
        return None;
    }
    let chance = chance / ONE_IN;
    let size = chance / 100;
    Some(match chance % 100 {
        0..15 => Fault::DroppedBefore,
        15..35 => Fault::DroppedAfter,
        35..50 => Fault::Delayed(Duration::from_millis(5 + size % 200)),
        50..65 => Fault::Repeated,
        65..79 => Fault::CutShort,
        79..87 => Fault::Failed,
        87..94 => Fault::BadGateway,
        94..98 => Fault::Busy,
        _ => Fault::Hung(Duration::from_secs(2 + size % 4)),
    })
}

/// Neighbouring numbers become unlike ones (the finalizer of SplitMix64, Steele et al. 2014).
fn scatter(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_sequence_with_every_fault_in_it() {
        let sequence = |seed| (0..5000).map(|at| drawn(seed, at)).collect::<Vec<_>>();
        assert_eq!(sequence(7), sequence(7));
        assert_ne!(sequence(7), sequence(8));
        for seed in [0, 1, 7] {
            let faults = Faults::new(seed);
            let count = (0..5000).filter_map(|_| faults.next()).count();
            assert!((600..1100).contains(&count), "one request in six meets a fault, not {count} of 5000");
            let kinds = faults.account().split(", ").count();
            assert_eq!(kinds, 10, "nine faults and none: {}", faults.account());
        }
    }
}
