//! The glance as a whole.

use crate::benefits::{Given, benefits};
use crate::picks::{Picked, picks};
use crate::wording::Pen;
use crate::words::{Both, Lists, Words};
use guildhall_engine::attributes::{Attributes, Use};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::condition::{Document as _, Explanation};
use guildhall_engine::shelf::Shelf;
use guildhall_engine::standing::Standing;
use guildhall_engine::text::Text;
use guildhall_engine::time::{Day, Moment};
use serde::Serialize;
use serde_json::{Map, Value};

/// The form of a glance. Whoever finds another one does not show it.
const FORM: u32 = 1;

/// What a glance is made from.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The rules.
    pub charter: &'a Charter,
    /// What names items and tags.
    pub catalogue: &'a Catalogue,
    /// Where the member stands.
    pub standing: &'a Standing,
    /// What is recommended, if that is to be shown.
    pub shelf: Option<&'a Shelf>,
    /// How the member wants to be called.
    pub name: Option<&'a str>,
}

impl<'a> Sight<'a> {
    pub(crate) fn pen(&self, words: &'a Words) -> Pen<'a> {
        Pen { words, charter: self.charter, catalogue: self.catalogue }
    }

    /// What a condition still asks, a line for each test that is not met.
    pub fn missing(&self, explanation: &Explanation) -> Lists {
        Lists::of(|words| self.pen(words).missing(explanation))
    }

    pub(crate) fn text(&self, text: &Text) -> Both {
        Both::of(|words| text.get(words.tag).to_owned())
    }

    pub(crate) fn name(&self, text: &Text, id: &str) -> Both {
        Both::of(|words| self.pen(words).named(Some(text), id))
    }
}

/// Everything that can be shown of a member without computing anything.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Glance {
    /// Its form; this version is 1.
    pub guildhall: u32,
    /// The moment it is true of.
    pub at: Moment,
    /// The community.
    pub community: Community,
    /// The member.
    pub member: Who,
    /// The score and its two sides.
    pub score: Scores,
    /// Points that can be spent; none in a community without points.
    pub points: Option<u64>,
    /// The member's tier.
    pub tier: Tier,
    /// Unlocked labels.
    pub labels: Vec<Both>,
    /// The next tier; none on the highest.
    pub next: Option<Next>,
    /// Every benefit, those that can be used first.
    pub benefits: Vec<Given>,
    /// Recommendations; none where they were not asked for.
    pub shelf: Option<Vec<Picked>>,
    /// What conditions can ask for, as they ask for it.
    pub attributes: Map<String, Value>,
}

/// The community.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Community {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: Both,
    /// One or two characters, or the file of a picture beside the charter.
    pub mark: Option<String>,
    /// Its colour.
    pub accent: Option<String>,
}

/// The member, as the card has them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Who {
    /// How they want to be called.
    pub name: Option<String>,
    /// The number of their card.
    pub number: String,
    /// The day they joined.
    pub since: Option<Day>,
    /// Until when their plan runs.
    pub until: Option<Moment>,
}

/// The score and its two sides.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    /// Activity plus contribution.
    pub total: f64,
    /// Taking part.
    pub activity: f64,
    /// Giving to others.
    pub contribution: f64,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tier {
    /// Its identifier.
    pub id: String,
    /// Its rank, 0 for the lowest.
    pub rank: usize,
    /// How many tiers there are.
    pub of: usize,
    /// Its name.
    pub name: Both,
}

/// The next tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Next {
    /// Its name.
    pub name: Both,
    /// How far along the way the member is, in 0..1.
    pub progress: f64,
    /// What is missing, a line each.
    pub missing: Lists,
}

/// Makes a glance.
pub fn glance(sight: &Sight<'_>) -> Glance {
    let Sight { charter, standing, .. } = *sight;
    let file = charter.file();
    let tier = charter.tiers().get(standing.tier.rank);
    let labels = standing.card.labels.iter().filter_map(|id| charter.benefit(id));
    Glance {
        guildhall: FORM,
        at: standing.at,
        community: Community {
            id: file.id.to_string(),
            name: sight.name(&file.name, file.id.as_str()),
            mark: file.appearance.mark.as_deref().map(str::to_owned),
            accent: file.appearance.accent.as_deref().map(str::to_owned),
        },
        member: Who {
            name: sight.name.filter(|name| !name.is_empty()).map(str::to_owned),
            number: standing.card.number.clone(),
            since: standing.card.since,
            until: standing.card.until,
        },
        score: Scores {
            total: standing.score.total,
            activity: standing.score.activity.total,
            contribution: standing.score.contribution.total,
        },
        points: has_points(charter).then_some(standing.points.balance),
        tier: Tier {
            id: standing.tier.id.to_string(),
            rank: standing.tier.rank,
            of: charter.tiers().len(),
            name: tier.map_or_else(Both::default, |tier| sight.name(&tier.name, tier.id.as_str())),
        },
        labels: labels.map(|rule| sight.name(&rule.name, rule.id.as_str())).collect(),
        next: next(sight),
        benefits: benefits(sight),
        shelf: sight.shelf.map(|shelf| picks(sight, shelf)),
        attributes: attributes(sight),
    }
}

fn has_points(charter: &Charter) -> bool {
    let points = &charter.file().points;
    !points.earn.is_empty() || !points.rewards.is_empty()
}

fn next(sight: &Sight<'_>) -> Option<Next> {
    let next = sight.standing.next.as_ref()?;
    let rule = sight.charter.rank(&next.id).and_then(|rank| sight.charter.tiers().get(rank))?;
    Some(Next {
        name: sight.name(&rule.name, rule.id.as_str()),
        progress: next.progress,
        missing: sight.missing(&next.when),
    })
}

fn attributes(sight: &Sight<'_>) -> Map<String, Value> {
    let attributes = Attributes::of_standing(sight.charter, sight.standing);
    let names = sight.charter.names().usable(Use::Benefit);
    let valued = names.into_iter().filter_map(|name| {
        let value = attributes.value(&[name.into()])?;
        Some((name.to_owned(), value.into_owned()))
    });
    valued.collect()
}
