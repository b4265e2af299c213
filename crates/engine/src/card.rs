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
}
