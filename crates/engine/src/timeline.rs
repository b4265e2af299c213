//! The timeline: what each event gave at the moment it happened, and how the score and the tier went day by day.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::id::EventId;
use crate::ledger::{Entry, Ledger};
use crate::points::movements;
use crate::tier::{TierChange, Why};
use crate::time::{Day, Moment};
use crate::walk::{Watch, walk};
use serde::Serialize;
use std::collections::BTreeMap;

/// What one event gave.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Gain {
    /// The event.
    pub event: EventId,
    /// Change of activity.
    pub activity: f64,
    /// Change of contribution.
    pub contribution: f64,
    /// The score right after it.
    pub score: f64,
    /// Change of the balance of points.
    pub points: i64,
    /// The change of tier that this event brought about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<TierChange>,
}

/// Where the member stood at the end of a day; on the last day, at the moment asked about.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DayScore {
    /// The day.
    pub day: Day,
    /// Activity.
    pub activity: f64,
    /// Contribution.
    pub contribution: f64,
    /// Rank of the tier, 0 for the lowest.
    pub rank: usize,
}

impl DayScore {
    /// Activity plus contribution.
    pub fn score(&self) -> f64 {
        self.activity + self.contribution
    }
}

/// What every counting event up to a moment gave, in order of time.
pub fn gains(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<Gain> {
    let mut recorder = Gains { charter, gains: Vec::new(), day: None, rank: 0 };
    let walked = walk(charter, ledger, now, &mut recorder);
    let mut gains = recorder.gains;
    let mut points: BTreeMap<EventId, i64> = BTreeMap::new();
    for movement in movements(charter, ledger, now) {
        if let Some(event) = movement.event {
            *points.entry(event).or_default() += movement.points;
        }
    }
    let mut changes: BTreeMap<Day, &TierChange> = BTreeMap::new();
    changes.extend(
        walked
            .ladder
            .history
            .iter()
            .filter(|change| matches!(change.why, Why::Reached | Why::Locked))
            .map(|c| (c.day, c)),
    );
    // A tier is reached at the end of a day; it is credited to the event of that day that first met its condition.
    let mut credited: BTreeMap<Day, usize> = BTreeMap::new();
    for (at, (gain, meets)) in gains.iter_mut().enumerate() {
        gain.points = points.get(&gain.event).copied().unwrap_or(0);
        if let Some((day, rank)) = meets
            && changes.get(day).and_then(|change| charter.rank(&change.to)) == Some(*rank)
        {
            credited.entry(*day).or_insert(at);
        }
    }
    for (day, at) in credited {
        if let (Some((gain, _)), Some(change)) = (gains.get_mut(at), changes.get(&day)) {
            gain.tier = Some((*change).clone());
        }
    }
    gains.into_iter().map(|(gain, _)| gain).collect()
}

/// Score and tier at the end of every day from the first event that counts to a moment, without gaps, in one walk. A
/// member without such an event has the one day of the moment.
pub fn history(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<DayScore> {
    let mut recorder = Days(Vec::new());
    walk(charter, ledger, now, &mut recorder);
    recorder.0
}

struct Gains<'c> {
    charter: &'c Charter,
    /// Each gain, with the day and the tier whose condition held after it.
    gains: Vec<(Gain, Option<(Day, usize)>)>,
    day: Option<Day>,
    rank: usize,
}

impl<'c> Watch<'c> for Gains<'c> {
    const EVENTS: bool = true;

    fn event(&mut self, entry: &Entry, before: &Attributes<'c>, after: &Attributes<'c>) {
        let day = entry.event.at.day(self.charter.file().offset);
        if self.day != Some(day) {
            self.day = Some(day);
            self.rank = before.tier();
        }
        let meets = match entry.event.verb {
            crate::event::Verb::TierLock => {
                entry.event.object.as_ref().and_then(|tier| self.charter.rank(&tier.as_str().into()))
            }
            _ => Some(crate::tier::tier_for(self.charter, after)),
        };
        let gain = Gain {
            event: entry.event.id,
            activity: after.activity() - before.activity(),
            contribution: after.contribution() - before.contribution(),
            score: after.score(),
            points: 0,
            tier: None,
        };
        self.gains.push((gain, meets.map(|rank| (day, rank))));
    }
}

struct Days(Vec<DayScore>);

impl<'c> Watch<'c> for Days {
    fn day(&mut self, day: Day, attributes: &Attributes<'c>) {
        let (activity, contribution) = (attributes.activity(), attributes.contribution());
        self.0.push(DayScore { day, activity, contribution, rank: attributes.tier() });
    }
}
