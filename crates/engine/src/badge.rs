//! Badges: marks of achievement, kept once earned.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::condition::Explanation;
use crate::id::BadgeId;
use crate::time::Day;
use serde::Serialize;

/// One badge of the charter, as it stands for a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BadgeStanding {
    /// The badge.
    pub id: BadgeId,
    /// The day it was earned.
    pub earned: Option<Day>,
    /// Its condition today, node by node.
    pub when: Explanation,
}

/// Every badge of the charter, in its order.
pub fn standings(charter: &Charter, attributes: &Attributes<'_>, earned: &[(BadgeId, Day)]) -> Vec<BadgeStanding> {
    let badges = charter.file().badges.iter();
    badges
        .map(|badge| BadgeStanding {
            id: badge.id.clone(),
            earned: earned.iter().find(|(id, _)| *id == badge.id).map(|(_, day)| *day),
            when: badge.when.explain(attributes),
        })
        .collect()
}
