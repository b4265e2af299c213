//! What an action changed, for the word that answers it.

use super::room::Room;
use guildhall_engine::id::{BadgeId, BenefitId, TierId};
use guildhall_engine::standing::Standing;

/// The difference between two standings of one member.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Change of the score.
    pub score: f64,
    /// Change of the balance of points.
    pub points: f64,
    /// The tier after it, when it is a higher one.
    pub tier: Option<TierId>,
    /// Benefits that can be used now.
    pub unlocked: Vec<BenefitId>,
    /// Badges that were earned.
    pub badges: Vec<BadgeId>,
}

impl Outcome {
    /// What lies between the standing before and the room after.
    pub fn between(before: &Standing, room: &Room) -> Outcome {
        let after = room.standing();
        let was_unlocked = |id: &BenefitId| before.benefits.iter().any(|benefit| benefit.id == *id && benefit.unlocked);
        let was_earned = |id: &BadgeId| before.badges.iter().any(|badge| badge.id == *id && badge.earned.is_some());
        let unlocked = after.benefits.iter().filter(|benefit| benefit.unlocked && !was_unlocked(&benefit.id));
        let badges = after.badges.iter().filter(|badge| badge.earned.is_some() && !was_earned(&badge.id));
        Outcome {
            score: after.score.total - before.score.total,
            points: after.points.balance as f64 - before.points.balance as f64,
            tier: (after.tier.rank > before.tier.rank).then(|| after.tier.id.clone()),
            unlocked: unlocked.map(|benefit| benefit.id.clone()).collect(),
            badges: badges.map(|badge| badge.id.clone()).collect(),
        }
    }

    /// Whether the member should hear of it even for something done in passing.
    pub fn is_news(&self) -> bool {
        self.tier.is_some() || !self.unlocked.is_empty() || !self.badges.is_empty()
    }
}
