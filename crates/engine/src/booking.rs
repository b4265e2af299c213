//! Booking: whether a member can book a place at an activity, now or later.

use crate::attributes::Attributes;
use crate::benefit::{BenefitStanding, covers};
use crate::catalogue::Activity;
use crate::charter::{BenefitKind, Charter};
use crate::condition::Explanation;
use crate::id::BenefitId;
use crate::time::Moment;
use serde::Serialize;

const MS_PER_HOUR: i64 = 3_600_000;

/// Whether a place can be booked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(clippy::large_enum_variant)] // made one at a time, to be shown
pub enum Booking {
    /// The activity is not for this member.
    Locked {
        /// The audience, node by node.
        audience: Explanation,
    },
    /// It has begun.
    Over,
    /// Booking opens to this member later.
    Later {
        /// When it opens to them.
        from: Moment,
        /// When it opens to everybody.
        general: Moment,
        /// The benefit behind the difference.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<BenefitId>,
    },
    /// It is open to this member before it opens to everybody.
    Early {
        /// When it opens to everybody.
        general: Moment,
        /// The benefit that lets the member in.
        by: BenefitId,
    },
    /// It is open to everybody in the audience.
    Open,
}

/// A benefit that lets members book before the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeadStart {
    /// The benefit.
    pub benefit: BenefitId,
    /// From when on it lets them book.
    pub from: Moment,
    /// Whether the member can use it.
    pub unlocked: bool,
}

/// Who may book before general booking opens, the earliest first; nobody when it never was closed.
///
/// A benefit's hours count as far as the activity's `priorityHours` go.
pub fn head_starts(charter: &Charter, benefits: &[BenefitStanding], activity: &Activity) -> Vec<HeadStart> {
    let (Some(general), Some(offered)) = (activity.opens, activity.priority_hours) else { return Vec::new() };
    let mut found: Vec<HeadStart> = Vec::new();
    for benefit in benefits.iter().filter(|benefit| benefit.kind == BenefitKind::Priority) {
        let rule = charter.benefit(&benefit.id).filter(|rule| covers(rule, &activity.id, &activity.tags));
        let Some(hours) = rule.and_then(|rule| rule.hours) else { continue };
        let from = Moment(general.0 - i64::from(hours.min(offered)) * MS_PER_HOUR);
        let start = HeadStart { benefit: benefit.id.clone(), from, unlocked: benefit.unlocked };
        let place = found.partition_point(|other| other.from <= from);
        found.insert(place, start);
    }
    found
}

/// Whether the member can book a place at a moment.
pub fn booking(
    charter: &Charter,
    benefits: &[BenefitStanding],
    activity: &Activity,
    attributes: &Attributes<'_>,
    now: Moment,
) -> Booking {
    let audience = activity.audience.explain(attributes);
    if !audience.holds() {
        return Booking::Locked { audience };
    }
    if activity.starts <= now {
        return Booking::Over;
    }
    let Some(general) = activity.opens.filter(|opens| *opens > now) else { return Booking::Open };
    match head_starts(charter, benefits, activity).into_iter().find(|start| start.unlocked) {
        Some(start) if start.from <= now => Booking::Early { general, by: start.benefit },
        Some(start) => Booking::Later { from: start.from, general, by: Some(start.benefit) },
        None => Booking::Later { from: general, general, by: None },
    }
}
