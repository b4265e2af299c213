//! Chance from a seed, so that a run can be repeated.

/// SplitMix64 (Steele, Lea and Flood 2014): enough for spreading retries, not for secrets.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and including `most`.
    pub(super) fn up_to(&mut self, most: u64) -> u64 {
        // The remainder favours small numbers by less than one part in 10^10 for the spans used here.
        let number = self.next();
        most.checked_add(1).map_or(number, |count| number % count)
    }
}
