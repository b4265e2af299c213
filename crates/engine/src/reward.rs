//! Rewards: what points buy.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::condition::Explanation;
use crate::id::RewardId;
use serde::Serialize;

/// One reward of the charter, as it stands for a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RewardStanding {
    /// The reward.
    pub id: RewardId,
    /// Its price in points.
    pub cost: u32,
    /// Whether the member can buy it now.
    pub affordable: bool,
    /// Points still missing.
    pub missing: u64,
    /// Its condition, node by node.
    pub when: Explanation,
}

/// Every reward of the charter for these attributes and this balance, in the charter's order.
pub fn standings(charter: &Charter, attributes: &Attributes<'_>, balance: u64) -> Vec<RewardStanding> {
    let rewards = charter.file().points.rewards.iter();
    rewards
        .map(|reward| {
            let when = reward.when.explain(attributes);
            let missing = u64::from(reward.cost).saturating_sub(balance);
            RewardStanding {
                id: reward.id.clone(),
                cost: reward.cost,
                affordable: missing == 0 && when.holds(),
                missing,
                when,
            }
        })
        .collect()
}
