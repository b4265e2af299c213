//! Judging metrics without a history: what a set of numbers would mean under a charter.

use crate::attributes::Attributes;
use crate::benefit::{self, BenefitStanding};
use crate::charter::Charter;
use crate::id::TierId;
use crate::standing::{Score, score};
use crate::tier::{is_reached, keep, tier_for};
use serde::Serialize;

/// What a set of numbers means under a charter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The score with all its terms.
    pub score: Score,
    /// The highest tier whose condition holds.
    pub tier: TierId,
    /// Its rank, 0 for the lowest.
    pub rank: usize,
    /// For each tier of the charter, whether a member would reach it.
    pub meets: Vec<bool>,
    /// For each tier of the charter, whether a member who has it would keep it.
    pub keeps: Vec<bool>,
    /// Every benefit of the charter, in its order.
    pub benefits: Vec<BenefitStanding>,
}

/// Judges attributes whose numbers are set: metrics and [`Attributes::add_up`], or a score alone.
pub fn judge(charter: &Charter, mut attributes: Attributes<'_>) -> Judgement {
    let rank = tier_for(charter, &attributes);
    attributes.set_tier(rank);
    Judgement {
        score: score(charter, &attributes),
        tier: charter.tiers().get(rank).map(|tier| tier.id.clone()).unwrap_or_default(),
        rank,
        meets: charter
            .tiers()
            .iter()
            .enumerate()
            .map(|(rank, tier)| rank == 0 || is_reached(tier, &attributes))
            .collect(),
        keeps: charter
            .tiers()
            .iter()
            .enumerate()
            .map(|(rank, tier)| rank == 0 || keep(tier).holds(&attributes))
            .collect(),
        benefits: benefit::standings(charter, &attributes),
    }
}
