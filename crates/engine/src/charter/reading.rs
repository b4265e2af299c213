//! When a piece counts as read, and where priced ones are bought.

use super::{CharterFile, ReadingRule};
use crate::finding::Finding;

/// The longest time that can be asked of any piece, in seconds.
const LONGEST: u32 = 3600;

impl ReadingRule {
    /// How long a piece of so many minutes takes at least, in seconds.
    pub fn seconds(&self, minutes: Option<u32>) -> u32 {
        let share = f64::from(minutes.unwrap_or(0)) * 60.0 * self.per_minute_share.clamp(0.0, 1.0);
        self.min_seconds.max(libm::round(share) as u32)
    }
}

/// Everything wrong with the two.
pub(super) fn check(file: &CharterFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ReadingRule { min_seconds, per_minute_share } = &file.reading;
    if !(0.0..=1.0).contains(per_minute_share) {
        let message = "a share of the piece's minutes lies between 0 and 1".to_owned();
        findings.push(Finding::error("bad-value", "$.reading.perMinuteShare", message, "write a number such as `0.1`"));
    }
    if *min_seconds > LONGEST {
        let message = format!("{min_seconds} seconds are more than an hour, for even the shortest piece");
        let remedy = format!("write at most {LONGEST}");
        findings.push(Finding::error("bad-value", "$.reading.minSeconds", message, remedy));
    }
    if file.checkout.as_ref().is_some_and(|checkout| !checkout.names_item()) {
        let message = "the address is the same for every item".to_owned();
        let remedy = "put `{item}` where the item's identifier goes, unless that is meant";
        findings.push(Finding::warning("same-checkout", "$.checkout", message, remedy));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_takes_a_share_of_its_minutes_and_never_less_than_the_least() {
        let rule = ReadingRule { min_seconds: 40, per_minute_share: 0.1 };
        for (minutes, seconds) in [(None, 40), (Some(1), 40), (Some(9), 54), (Some(70), 420)] {
            assert_eq!(rule.seconds(minutes), seconds, "{minutes:?}");
        }
        assert_eq!(ReadingRule { min_seconds: 0, per_minute_share: f64::NAN }.seconds(Some(u32::MAX)), 0);
    }
}
