//! The standing: everything true about one member at one moment, with the reasons.

use crate::attributes::Attributes;
use crate::badge::BadgeStanding;
use crate::benefit::BenefitStanding;
use crate::card::Card;
use crate::catalogue::Catalogue;
use crate::charter::Charter;
use crate::condition::Explanation;
use crate::id::{MemberId, MetricId, TierId};
use crate::ledger::Ledger;
use crate::path::{Path, cheapest};
use crate::plan::Membership;
use crate::points::{Account, account};
use crate::reward::RewardStanding;
use crate::supply::Stock;
use crate::tier::{TierChange, keep, reach};
use crate::time::{Day, Moment};
use crate::walk::{LeftOut, Nothing, Streak, Walked, read, walk};
use serde::Serialize;

/// How far ahead a loss of tier is foreseen, in days.
const HORIZON: i32 = 730;

/// Everything true about one member at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Whose standing it is.
    pub member: MemberId,
    /// The moment.
    pub at: Moment,
    /// The day of that moment at the charter's offset.
    pub day: Day,
    /// The day of the member's first own event.
    pub joined: Option<Day>,
    /// Every metric of the charter, in the order of identifiers.
    pub metrics: Vec<MetricValue>,
    /// The score with all its terms.
    pub score: Score,
    /// The tier, why it is held, and when it would be lost.
    pub tier: TierStanding,
    /// The way to the next tier; none at the top.
    pub next: Option<NextTier>,
    /// Every benefit of the charter, in its order.
    pub benefits: Vec<BenefitStanding>,
    /// The paid plan that runs now.
    pub plan: Option<Membership>,
    /// The account of points.
    pub points: Account,
    /// Every reward of the charter, in its order.
    pub rewards: Vec<RewardStanding>,
    /// Every badge of the charter, in its order.
    pub badges: Vec<BadgeStanding>,
    /// The run of active days.
    pub streak: Streak,
    /// Interests the member stated.
    pub interests: Vec<crate::id::TagId>,
    /// What the member said of themselves, in the charter's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub backgrounds: Vec<crate::id::BackgroundId>,
    /// What the membership card shows.
    pub card: Card,
    /// Events that were left out, by reason.
    pub left_out: Vec<Note>,
}

/// A metric's value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MetricValue {
    /// The metric.
    pub id: MetricId,
    /// Its value, in the metric's own unit.
    pub value: f64,
}

/// The score: activity plus contribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The sum of both sides.
    pub total: f64,
    /// Taking part.
    pub activity: Side,
    /// Giving to others.
    pub contribution: Side,
}

/// One side of the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// The sum of the terms.
    pub total: f64,
    /// The terms in the charter's order.
    pub terms: Vec<Term>,
}

/// One term of the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// The metric.
    pub metric: MetricId,
    /// Its value.
    pub value: f64,
    /// What one unit is worth.
    pub weight: f64,
    /// Value times weight.
    pub points: f64,
}

/// The member's tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TierStanding {
    /// The tier.
    pub id: TierId,
    /// Its rank, 0 for the lowest.
    pub rank: usize,
    /// Since when.
    pub since: Day,
    /// Whether the operators have set it.
    pub locked: bool,
    /// The condition that keeps it, node by node.
    pub keep: Explanation,
    /// Since when that condition fails, while grace or minimum stay still holds the tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failing_since: Option<Day>,
    /// When the tier is lost if nothing is done; none within two years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop: Option<Drop>,
    /// Every change of tier so far.
    pub history: Vec<TierChange>,
}

/// A loss of tier to come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drop {
    /// The day it takes effect.
    pub day: Day,
    /// The tier below.
    pub to: TierId,
    /// What would prevent it, asked on that day.
    pub unless: Explanation,
    /// The cheapest way to prevent it, where actions can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<Path>,
}

/// The way to the next tier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextTier {
    /// The tier.
    pub id: TierId,
    /// What it asks, node by node: its condition, and with it what keeps it as long as that fails.
    pub when: Explanation,
    /// How far along, from 0 to 1.
    pub progress: f64,
    /// The cheapest way there, where actions can reach it.
    pub path: Option<Path>,
}

/// Events that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Stable name of the reason: `future`, `unknown-verb`, `untrusted`, `undone`, `ancient`, `unknown-plan` or
    /// `unknown-tier`.
    pub code: &'static str,
    /// How many events.
    pub events: u32,
}

/// The standing of a ledger's member at a moment.
pub fn standing(charter: &Charter, ledger: &Ledger, now: Moment) -> Standing {
    let walked = walk(charter, ledger, now, &mut Nothing);
    let points = account(charter, ledger, now);
    let mut attributes = walked.attributes.clone();
    attributes.set_points(points.balance);
    attributes.interests = crate::taste::stated_interests(ledger, now);
    attributes.backgrounds = crate::taste::stated_backgrounds(charter, ledger, now);
    let plan = walked.memberships.iter().rev().find(|stretch| stretch.from <= now && now < stretch.until).cloned();
    let rank = walked.ladder.rank;
    let tier_id = charter.tiers().get(rank).map(|tier| tier.id.clone()).unwrap_or_default();
    let benefits = crate::benefit::standings(charter, &attributes);
    let card = Card::of(charter, ledger.member(), &tier_id, walked.joined, plan.as_ref(), &benefits);
    let stock = Stock::endless(ledger);
    let next = next_tier(charter, &attributes, &walked, &stock);
    let score = score(charter, &attributes);
    let metrics = charter.metrics().iter().enumerate();
    let metrics = metrics.map(|(index, metric)| MetricValue { id: metric.id.clone(), value: attributes.metric(index) });
    Standing {
        member: ledger.member().clone(),
        at: now,
        day: walked.today,
        joined: walked.joined,
        metrics: metrics.collect(),
        score,
        rewards: crate::reward::standings(charter, &attributes, points.balance),
        badges: crate::badge::standings(charter, &attributes, &walked.badges),
        streak: walked.streak,
        interests: attributes.interests.clone(),
        backgrounds: attributes.backgrounds.clone(),
        left_out: notes(walked.left_out),
        tier: tier_standing(charter, tier_id, &attributes, walked, &stock),
        next,
        benefits,
        plan,
        points,
        card,
    }
}

impl Standing {
    /// The digest of the standing: equal exactly when every field is, natively and in WebAssembly.
    pub fn digest(&self) -> String {
        // A standing holds only finite numbers and text keys, so that it can always be written.
        crate::digest::digest(self).unwrap_or_default()
    }

    /// The value of a metric.
    pub fn metric(&self, id: &str) -> Option<f64> {
        self.metrics.iter().find(|metric| metric.id.as_str() == id).map(|metric| metric.value)
    }
}

/// The score with all its terms, for attributes that are added up.
pub fn score(charter: &Charter, attributes: &Attributes<'_>) -> Score {
    let side = |terms: &[(usize, f64)], total: f64| Side {
        total,
        terms: terms
            .iter()
            .filter_map(|(index, weight)| {
                let value = attributes.metric(*index);
                let metric = charter.metrics().get(*index)?.id.clone();
                Some(Term { metric, value, weight: *weight, points: value * weight })
            })
            .collect(),
    };
    Score {
        total: attributes.score(),
        activity: side(charter.activity(), attributes.activity()),
        contribution: side(charter.contribution(), attributes.contribution()),
    }
}

/// The ways of a standing with what a catalogue has: of pieces, wares and gatherings no more than are left for the member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ways {
    /// To the next tier.
    pub next: Option<Path>,
    /// Around the loss that is foreseen.
    pub drop: Option<Path>,
}

/// The cheapest ways with what a catalogue has. A standing does not depend on a catalogue, and its ways only on the charter.
pub fn ways(charter: &Charter, catalogue: &Catalogue, ledger: &Ledger, standing: &Standing) -> Ways {
    let walked = walk(charter, ledger, standing.at, &mut Nothing);
    let attributes = Attributes::of_standing(charter, standing);
    let stock = Stock::of(catalogue, ledger, &attributes, &standing.benefits, standing.at);
    Ways {
        next: next_tier(charter, &attributes, &walked, &stock).and_then(|next| next.path),
        drop: foresee(charter, walked, &stock).and_then(|drop| drop.path),
    }
}

fn next_tier(
    charter: &Charter,
    attributes: &Attributes<'_>,
    walked: &Walked<'_>,
    stock: &Stock<'_>,
) -> Option<NextTier> {
    let next = charter.tiers().get(walked.ladder.rank + 1)?;
    let asked = reach(next, attributes);
    let when = asked.explain(attributes);
    Some(NextTier {
        id: next.id.clone(),
        progress: when.progress(),
        path: cheapest(&asked, attributes, &walked.meters, walked.today, walked.joined, stock),
        when,
    })
}

fn tier_standing(
    charter: &Charter,
    id: TierId,
    attributes: &Attributes<'_>,
    walked: Walked<'_>,
    stock: &Stock<'_>,
) -> TierStanding {
    let rank = walked.ladder.rank;
    let tier = charter.tiers().get(rank);
    let kept = if rank == 0 { None } else { tier.map(keep) };
    TierStanding {
        id,
        rank,
        since: walked.ladder.since,
        locked: walked.ladder.locked,
        keep: kept.cloned().unwrap_or_default().explain(attributes),
        failing_since: walked.ladder.failing_since,
        history: walked.ladder.history.clone(),
        drop: foresee(charter, walked, stock),
    }
}

/// Walks into the future without a further event, to the day the tier is lost.
fn foresee(charter: &Charter, walked: Walked<'_>, stock: &Stock<'_>) -> Option<Drop> {
    let Walked { mut attributes, mut ladder, mut meters, joined, today, memberships, .. } = walked;
    let kept = keep(charter.tiers().get(ladder.rank)?);
    let drifts = meters.iter().any(|meter| meter.metric().drifts());
    let ends = memberships.last().map(|stretch| stretch.until.day(charter.file().offset));
    let asks_joined = kept.fields().contains(&"joinedDays");
    if ladder.rank == 0
        || ladder.locked
        || !(drifts || asks_joined || ends >= Some(today) || ladder.failing_since.is_some())
    {
        return None;
    }
    let known = ladder.history.len();
    for ahead in 1..=HORIZON {
        let day = today.plus(ahead);
        meters.iter_mut().for_each(crate::metric::Meter::next_day);
        let end = Moment(day.plus(1).start(charter.file().offset).0 - 1);
        attributes.set_plan(crate::plan::active_at(&memberships, end));
        read(&mut attributes, &meters, day, joined);
        ladder.close(day, &mut attributes);
        let Some(change) = ladder.history.get(known..).and_then(<[TierChange]>::last) else { continue };
        if change.why == crate::tier::Why::Reached {
            // Waiting alone lifts the member to a tier of which this forecast does not speak.
            return None;
        }
        let to = change.to.clone();
        let path = cheapest(kept, &attributes, &meters, day, joined, stock);
        return Some(Drop { day, to, unless: kept.explain(&attributes), path });
    }
    None
}

fn notes(left_out: LeftOut) -> Vec<Note> {
    let LeftOut { future, unknown, untrusted, undone, ancient, unknown_plan, unknown_tier } = left_out;
    let all = [
        ("future", future),
        ("unknown-verb", unknown),
        ("untrusted", untrusted),
        ("undone", undone),
        ("ancient", ancient),
        ("unknown-plan", unknown_plan),
        ("unknown-tier", unknown_tier),
    ];
    all.into_iter().filter(|(_, events)| *events > 0).map(|(code, events)| Note { code, events }).collect()
}
