//! The membership card.

use crate::benefit::BenefitStanding;
use crate::charter::{BenefitKind, Charter};
use crate::digest::sha256;
use crate::id::{BenefitId, CommunityId, MemberId, TierId};
use crate::plan::Membership;
use crate::time::{Day, Moment};
use serde::Serialize;

/// What a membership card shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The community.
    pub community: CommunityId,
    /// Whose card it is.
    pub member: MemberId,
    /// A number made from community and member, always the same for the same two: two groups of four signs.
    pub number: String,
    /// The member's tier.
    pub tier: TierId,
    /// The day the member joined.
    pub since: Option<Day>,
    /// Until when the paid plan runs.
    pub until: Option<Moment>,
    /// Unlocked labels.
    pub labels: Vec<BenefitId>,
}

/// Crockford's base 32: no I, L, O or U, so that a number can be read out.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Card {
    pub(crate) fn of(
        charter: &Charter,
        member: &MemberId,
        tier: &TierId,
        since: Option<Day>,
        plan: Option<&Membership>,
        benefits: &[BenefitStanding],
    ) -> Card {
        let community = charter.file().id.clone();
        let hash = sha256(format!("{community}\n{member}").as_bytes());
        let sign = |byte: &u8| SIGNS.get(usize::from(byte & 31)).copied().map_or('0', char::from);
        let mut number: String = hash.iter().take(8).map(sign).collect();
        number.insert(4, '-');
        let labels = benefits.iter().filter(|benefit| benefit.unlocked && benefit.kind == BenefitKind::Label);
        Card {
            community,
            member: member.clone(),
            number,
            tier: tier.clone(),
            since,
            until: plan.map(|plan| plan.until),
            labels: labels.map(|benefit| benefit.id.clone()).collect(),
        }
    }

    /// What a card says to a machine: a line for each fact, for the code on its back.
    ///
    /// `digest` is that of the standing at that moment, of which the first 16 digits are named: whoever has the member's
    /// events computes the standing at `at` and compares. The member's identifier is not told; the card's number follows
    /// from it. `vouched` is who stands for it, as in an event: `member` as long as no server has signed anything.
    pub fn statement(&self, at: Moment, digest: &str) -> String {
        let digest: String = digest.chars().take(16).collect();
        let Card { community, number, tier, .. } = self;
        format!(
            "Guildhall card 1\ncommunity: {community}\ncard: {number}\ntier: {tier}\nat: {at}\ndigest: {digest}\nvouched: member"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_states_what_can_be_checked() {
        let card = Card {
            community: "lamplight".into(),
            member: "u7".into(),
            number: "7K3M-Q2ZD".into(),
            tier: "keeper".into(),
            since: None,
            until: None,
            labels: Vec::new(),
        };
        let at = Moment::parse("2026-12-01T02:00:00.250Z").unwrap();
        let statement = card.statement(at, &"0123456789abcdef".repeat(4));
        let expected = "Guildhall card 1\ncommunity: lamplight\ncard: 7K3M-Q2ZD\ntier: keeper\nat: 2026-12-01T02:00:00.250Z\n\
                        digest: 0123456789abcdef\nvouched: member";
        assert_eq!(statement, expected);
        assert!(!statement.contains("u7"));
    }
}
