//! Tiers: which rung a member stands on, day by day.

use crate::attributes::Attributes;
use crate::charter::{Charter, TierRule};
use crate::condition::Condition;
use crate::id::TierId;
use crate::time::Day;
use serde::Serialize;
use std::borrow::Cow;

/// Why a member's tier changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The first day.
    Joined,
    /// The condition of a higher tier held, and what keeps it.
    Reached,
    /// The keep-condition failed for longer than the grace allows.
    Lost,
    /// The operators set it.
    Locked,
    /// The operators lifted the lock.
    Unlocked,
}

/// A change of tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierChange {
    /// The day it took effect.
    pub day: Day,
    /// The tier before; none on the first day.
    pub from: Option<TierId>,
    /// The tier after.
    pub to: TierId,
    /// What caused it.
    pub why: Why,
}

/// The rung a member stands on, as a machine that is fed one day after the other.
#[derive(Debug, Clone)]
pub(crate) struct Ladder<'c> {
    charter: &'c Charter,
    pub(crate) rank: usize,
    pub(crate) since: Day,
    /// The first day of the present run of days on which the keep-condition failed.
    pub(crate) failing_since: Option<Day>,
    pub(crate) locked: bool,
    lock: Option<usize>,
    pub(crate) history: Vec<TierChange>,
}

impl<'c> Ladder<'c> {
    pub(crate) fn new(charter: &'c Charter, day: Day) -> Ladder<'c> {
        let mut ladder = Ladder {
            charter,
            rank: 0,
            since: day,
            failing_since: None,
            locked: false,
            lock: None,
            history: Vec::new(),
        };
        ladder.note(day, None, Why::Joined);
        ladder
    }

    /// Moves the beginning to the day the member joined.
    pub(crate) fn begin(&mut self, day: Day) {
        self.since = day;
        if let Some(first) = self.history.first_mut() {
            first.day = day;
        }
    }

    /// An operator's lock, or with `None` its end; takes effect with the day.
    pub(crate) fn set_lock(&mut self, lock: Option<usize>) {
        self.lock = lock;
    }

    /// Whether the outcome of a day can differ from the day before although no number does.
    pub(crate) fn is_pending(&self) -> bool {
        self.failing_since.is_some()
            || self.locked != self.lock.is_some()
            || self.lock.is_some_and(|rank| rank != self.rank)
    }

    /// Ends a day on which the member has these attributes.
    pub(crate) fn close(&mut self, day: Day, attributes: &mut Attributes<'_>) {
        let unlocked = self.locked && self.lock.is_none();
        self.locked = self.lock.is_some();
        if let Some(rank) = self.lock {
            self.failing_since = None;
            self.step(day, rank, Why::Locked);
        } else {
            self.follow(day, attributes, unlocked);
        }
        attributes.set_tier(self.rank);
    }

    fn follow(&mut self, day: Day, attributes: &Attributes<'_>, unlocked: bool) {
        let tiers = self.charter.tiers();
        let higher = tiers.iter().enumerate().skip(self.rank + 1).rev().find(|(_, tier)| is_reached(tier, attributes));
        if let Some((rank, _)) = higher {
            self.failing_since = None;
            self.step(day, rank, Why::Reached);
            return;
        }
        let Some(tier) = tiers.get(self.rank) else { return };
        if self.rank == 0 || keep(tier).holds(attributes) {
            self.failing_since = None;
            return;
        }
        let failing_since = *self.failing_since.get_or_insert(day);
        let in_grace = day.since(failing_since) < days(tier.grace_days);
        let in_stay = day.since(self.since) < days(tier.min_stay_days);
        if !unlocked && (in_grace || in_stay) {
            return;
        }
        // Of the tiers below, the highest that would be kept.
        let below = tiers.iter().enumerate().take(self.rank).skip(1).rev();
        let rank = below.into_iter().find(|(_, tier)| keep(tier).holds(attributes));
        self.failing_since = None;
        self.step(day, rank.map_or(0, |(rank, _)| rank), if unlocked { Why::Unlocked } else { Why::Lost });
    }

    fn step(&mut self, day: Day, rank: usize, why: Why) {
        if rank != self.rank {
            let from = self.rank;
            self.rank = rank;
            self.since = day;
            self.note(day, Some(from), why);
        }
    }

    fn note(&mut self, day: Day, from: Option<usize>, why: Why) {
        let id = |rank: usize| self.charter.tiers().get(rank).map(|tier| tier.id.clone());
        if let Some(to) = id(self.rank) {
            self.history.push(TierChange { day, from: from.and_then(id), to, why });
        }
    }
}

/// The condition that keeps a tier.
pub(crate) fn keep(tier: &TierRule) -> &Condition {
    tier.keep.as_ref().unwrap_or(&tier.when)
}

/// What a tier asks of a member who is to reach it, as far as there is something to say: its `when`, and with it a `keep`
/// that fails. A tier that were reached without its `keep` would be lost, reached again the day after, and lost again.
pub(crate) fn reach<'c>(tier: &'c TierRule, attributes: &Attributes<'_>) -> Cow<'c, Condition> {
    match tier.keep.as_ref().filter(|keep| !keep.holds(attributes)) {
        Some(keep) => Cow::Owned(tier.when.and(keep)),
        None => Cow::Borrowed(&tier.when),
    }
}

/// Whether a member reaches a tier.
pub(crate) fn is_reached(tier: &TierRule, attributes: &Attributes<'_>) -> bool {
    tier.when.holds(attributes) && keep(tier).holds(attributes)
}

fn days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// The highest tier whose condition holds for these attributes, regardless of history.
pub fn tier_for(charter: &Charter, attributes: &Attributes<'_>) -> usize {
    let mut tiers = charter.tiers().iter().enumerate().skip(1).rev();
    tiers.find(|(_, tier)| is_reached(tier, attributes)).map_or(0, |(rank, _)| rank)
}
