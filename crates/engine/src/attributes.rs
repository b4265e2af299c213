//! Attributes: what a condition can ask of a member.

use crate::charter::{Charter, CharterFile};
use crate::condition::Document;
use crate::event::Verb;
use crate::id::{BackgroundId, BadgeId, TagId};
use crate::table::Table;
use serde_json::Value;
use std::borrow::Cow;

/// Where a condition stands, which decides what it can ask: a tier cannot depend on what follows from tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A tier's `when` or `keep`.
    Tier,
    /// A badge's `when`: knows the tier too.
    Badge,
    /// A benefit, a reward or an audience: knows everything.
    Benefit,
}

/// Slots of the numbers every charter has; the metrics follow.
mod slot {
    pub(super) const SCORE: usize = 0;
    pub(super) const ACTIVITY: usize = 1;
    pub(super) const CONTRIBUTION: usize = 2;
    pub(super) const JOINED_DAYS: usize = 3;
    pub(super) const TIER_RANK: usize = 4;
    pub(super) const POINTS: usize = 5;
    pub(super) const METRICS: usize = 6;
}

const NUMBERS: [&str; slot::METRICS] = ["score", "activity", "contribution", "joinedDays", "tierRank", "points"];
const OTHERS: [&str; 6] = ["tier", "plan", "planActive", "interests", "backgrounds", "badges"];

/// The attributes of a charter and the slots of those that are numbers.
#[derive(Debug, Clone, Default)]
pub struct Names {
    slots: Table<Box<str>, u16>,
}

impl Names {
    /// The attributes of a charter: the built-in ones and its metrics.
    pub fn of(file: &CharterFile) -> Names {
        let names = NUMBERS.into_iter().map(Box::from).chain(file.metrics.keys().map(|id| id.0.clone()));
        Names { slots: names.zip(0..).collect() }
    }

    /// The slot of a numeric attribute.
    pub fn slot(&self, path: &str) -> Option<u16> {
        self.slots.get(path).copied()
    }

    /// The built-in attribute of this name, which a metric must not take.
    pub fn reserved(&self, name: &str) -> Option<&'static str> {
        NUMBERS.into_iter().chain(OTHERS).find(|reserved| *reserved == name)
    }

    /// Whether a condition standing here can ask for an attribute.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn check(&self, name: &str, place: Use) -> Result<(), String> {
        if !self.slots.contains_key(name) && !OTHERS.contains(&name) {
            return Err(format!("unknown attribute `{name}`"));
        }
        if hidden(place).contains(&name) {
            let is_said = ["interests", "backgrounds"].contains(&name);
            let reason = if is_said { "is what members say of themselves" } else { "follows from the tier" };
            return Err(format!("`{name}` {reason} and cannot decide it"));
        }
        Ok(())
    }

    /// The attributes a condition standing here can ask for.
    pub fn usable(&self, place: Use) -> Vec<&str> {
        let names = self.slots.keys().map(AsRef::as_ref).chain(OTHERS);
        names.filter(|name| !hidden(place).contains(name)).collect()
    }
}

fn hidden(place: Use) -> &'static [&'static str] {
    match place {
        Use::Tier => &["tier", "tierRank", "points", "badges", "interests", "backgrounds"],
        Use::Badge => &["points", "badges", "interests", "backgrounds"],
        Use::Benefit => &[],
    }
}

/// The attributes of one member at one moment.
#[derive(Debug, Clone)]
pub struct Attributes<'c> {
    charter: &'c Charter,
    numbers: Vec<f64>,
    /// Index of the plan the member pays for.
    pub(crate) plan: Option<usize>,
    /// Interests of the member, for audiences and benefits.
    pub(crate) interests: Vec<TagId>,
    /// What the member said of themselves, for audiences and benefits.
    pub(crate) backgrounds: Vec<BackgroundId>,
    /// Badges the member has earned.
    pub(crate) badges: Vec<BadgeId>,
}

impl<'c> Attributes<'c> {
    /// The attributes of a newcomer: every number 0.
    pub fn new(charter: &'c Charter) -> Self {
        let numbers = vec![0.0; slot::METRICS + charter.metrics().len()];
        Attributes { charter, numbers, plan: None, interests: Vec::new(), backgrounds: Vec::new(), badges: Vec::new() }
    }

    /// The attributes behind a standing, for asking further conditions.
    pub fn of_standing(charter: &'c Charter, standing: &crate::standing::Standing) -> Self {
        let mut attributes = Attributes::new(charter);
        for (index, metric) in standing.metrics.iter().enumerate() {
            attributes.set_metric(index, metric.value);
        }
        attributes.add_up();
        attributes.set_joined_days(standing.joined.map_or(0.0, |joined| f64::from(standing.day.since(joined).max(0))));
        attributes.set_tier(standing.tier.rank);
        attributes.set_points(standing.points.balance);
        attributes.plan = standing.plan.as_ref().map(|plan| plan.index);
        attributes.interests.clone_from(&standing.interests);
        attributes.backgrounds.clone_from(&standing.backgrounds);
        attributes.badges =
            standing.badges.iter().filter(|badge| badge.earned.is_some()).map(|badge| badge.id.clone()).collect();
        attributes
    }

    fn set(&mut self, slot: usize, value: f64) {
        if let Some(number) = self.numbers.get_mut(slot) {
            *number = value;
        }
    }

    fn get(&self, slot: usize) -> f64 {
        self.numbers.get(slot).copied().unwrap_or(0.0)
    }

    /// The value of a metric, by its index in the charter.
    pub fn metric(&self, index: usize) -> f64 {
        self.get(slot::METRICS + index)
    }

    /// Sets the value of a metric; the score follows with [`Attributes::add_up`].
    pub fn set_metric(&mut self, index: usize, value: f64) {
        self.set(slot::METRICS + index, value);
    }

    /// Computes the score from the metrics, term by term in the charter's order.
    pub fn add_up(&mut self) {
        let sum =
            |terms: &[(usize, f64)]| terms.iter().fold(0.0, |sum, (index, weight)| sum + self.metric(*index) * weight);
        let (activity, contribution) = (sum(self.charter.activity()), sum(self.charter.contribution()));
        self.set(slot::ACTIVITY, activity);
        self.set(slot::CONTRIBUTION, contribution);
        self.set(slot::SCORE, activity + contribution);
    }

    /// Activity plus contribution.
    pub fn score(&self) -> f64 {
        self.get(slot::SCORE)
    }

    /// The score's part for taking part.
    pub fn activity(&self) -> f64 {
        self.get(slot::ACTIVITY)
    }

    /// The score's part for giving to others.
    pub fn contribution(&self) -> f64 {
        self.get(slot::CONTRIBUTION)
    }

    /// Sets the score itself, for asking what a score would mean.
    pub fn set_score(&mut self, score: f64) {
        self.set(slot::SCORE, score);
    }

    /// Sets the whole days since joining.
    pub fn set_joined_days(&mut self, days: f64) {
        self.set(slot::JOINED_DAYS, days);
    }

    /// Sets the rank of the tier, 0 for the lowest.
    pub fn set_tier(&mut self, rank: usize) {
        self.set(slot::TIER_RANK, rank as f64);
    }

    /// The rank of the tier.
    pub fn tier(&self) -> usize {
        self.get(slot::TIER_RANK) as usize
    }

    /// Sets the balance of points.
    pub fn set_points(&mut self, points: u64) {
        self.set(slot::POINTS, points as f64);
    }

    /// Sets the plan the member pays for, by its index in the charter.
    pub fn set_plan(&mut self, plan: Option<usize>) {
        self.plan = plan;
    }

    /// The charter these attributes are of.
    pub fn charter(&self) -> &'c Charter {
        self.charter
    }

    /// Whether every number is the same but the days since joining, which change daily.
    pub(crate) fn same_but_days(&self, numbers: &[f64]) -> bool {
        let same = |(slot, (a, b)): (usize, (&f64, &f64))| a == b || slot == slot::JOINED_DAYS;
        self.numbers.len() == numbers.len() && self.numbers.iter().zip(numbers).enumerate().all(same)
    }

    pub(crate) fn numbers(&self) -> &[f64] {
        &self.numbers
    }
}

impl Document for Attributes<'_> {
    fn number(&self, slot: u16) -> Option<f64> {
        self.numbers.get(usize::from(slot)).copied()
    }

    fn value(&self, path: &[Box<str>]) -> Option<Cow<'_, Value>> {
        let [name] = path else { return None };
        let file = self.charter.file();
        let value = match name.as_ref() {
            "tier" => file.tiers.get(self.tier()).map(|tier| tier.id.as_str().into())?,
            "plan" => file.plans.get(self.plan?).map(|plan| plan.id.as_str().into())?,
            "planActive" => self.plan.is_some().into(),
            "interests" => self.interests.iter().map(|tag| Value::from(tag.as_str())).collect(),
            "backgrounds" => self.backgrounds.iter().map(|background| Value::from(background.as_str())).collect(),
            "badges" => self.badges.iter().map(|badge| Value::from(badge.as_str())).collect(),
            name => self.number(self.charter.names().slot(name)?).map(Value::from)?,
        };
        Some(Cow::Owned(value))
    }

    fn group(&self, name: &str) -> Option<&[Value]> {
        self.charter.file().groups.get(name).map(Vec::as_slice)
    }
}

/// How hard an action usually is, in minutes; only the proportions matter.
pub(crate) fn usual_effort(verb: &Verb) -> f64 {
    match verb {
        Verb::Login | Verb::Like | Verb::Dislike | Verb::Hide | Verb::Share | Verb::Book => 1.0,
        Verb::View => 3.0,
        // An honest rating takes more than the click.
        Verb::Rate => 6.0,
        Verb::Comment => 5.0,
        Verb::Finish => 10.0,
        Verb::Answer => 15.0,
        Verb::Post => 20.0,
        Verb::Accepted => 60.0,
        Verb::Purchase => 45.0,
        // Checking in takes being there.
        Verb::Attend | Verb::CheckIn => 60.0,
        Verb::Refer => 120.0,
        _ => 10.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{NUMBERS, OTHERS, Use, hidden};

    #[test]
    fn every_attribute_is_documented_with_where_it_can_be_asked() {
        let guide = include_str!("../../../docs/conditions.md");
        for name in NUMBERS.into_iter().chain(OTHERS) {
            let row = guide.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
            let [in_tier, in_badge] = [Use::Tier, Use::Badge].map(|place| match hidden(place).contains(&name) {
                true => "no",
                false => "yes",
            });
            let ends = format!("| {in_tier} | {in_badge} |");
            assert!(row.is_some_and(|row| row.ends_with(&ends)), "docs/conditions.md: a row `{name}` with `{ends}`");
        }
    }
}
