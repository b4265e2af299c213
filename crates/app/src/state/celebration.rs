//! What the member has reached and been congratulated on: each thing once, on whatever visit they come to see it.

use guildhall_engine::id::{BadgeId, BenefitId, TierId};
use guildhall_engine::standing::Standing;
use guildhall_engine::tier::Why;
use std::collections::BTreeSet;

/// What has been celebrated, as keys such as `badge first-lamp`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Celebrated(BTreeSet<Box<str>>);

/// What has been reached and not been celebrated yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// The member's tier, when it was climbed to.
    pub tier: Option<TierId>,
    /// Benefits that can be used, in the charter's order.
    pub benefits: Vec<BenefitId>,
    /// Badges, in the charter's order.
    pub badges: Vec<BadgeId>,
}

impl News {
    /// Whether there is nothing to celebrate.
    pub fn is_empty(&self) -> bool {
        self.tier.is_none() && self.benefits.is_empty() && self.badges.is_empty()
    }
}

impl Celebrated {
    /// Reads what [`Celebrated::to_text`] wrote.
    pub fn parse(text: &str) -> Celebrated {
        let mut keys = BTreeSet::new();
        keys.extend(text.lines().map(Box::from));
        Celebrated(keys)
    }

    /// A key a line.
    pub fn to_text(&self) -> String {
        let keys: Vec<&str> = self.0.iter().map(AsRef::as_ref).collect();
        keys.join("\n")
    }

    /// The same with everything a member has now.
    pub fn and_all_of(&self, standing: &Standing) -> Celebrated {
        let mut keys = self.0.clone();
        let News { tier, benefits, badges } = Celebrated::default().news(standing);
        keys.extend(tier.iter().map(|id| key("tier", id.as_str())));
        keys.extend(benefits.iter().map(|id| key("benefit", id.as_str())));
        keys.extend(badges.iter().map(|id| key("badge", id.as_str())));
        Celebrated(keys)
    }

    /// What a member has now and was not congratulated on. A tier fallen to is none that was reached.
    pub fn news(&self, standing: &Standing) -> News {
        let is_new = |kind: &str, id: &str| !self.0.contains(&key(kind, id));
        let climbed = standing.tier.history.last().filter(|change| change.why == Why::Reached).map(|change| &change.to);
        let unlocked = standing.benefits.iter().filter(|benefit| benefit.unlocked).map(|benefit| &benefit.id);
        let earned = standing.badges.iter().filter(|badge| badge.earned.is_some()).map(|badge| &badge.id);
        News {
            tier: climbed.filter(|id| is_new("tier", id.as_str())).cloned(),
            benefits: unlocked.filter(|id| is_new("benefit", id.as_str())).cloned().collect(),
            badges: earned.filter(|id| is_new("badge", id.as_str())).cloned().collect(),
        }
    }
}

fn key(kind: &str, id: &str) -> Box<str> {
    [kind, " ", id].concat().into()
}
