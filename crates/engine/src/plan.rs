//! Plans: from when until when a member has paid for what.

use crate::charter::Charter;
use crate::event::Verb;
use crate::id::PlanId;
use crate::ledger::{Entry, Ledger};
use crate::time::Moment;
use serde::Serialize;

const MS_PER_DAY: i64 = 86_400_000;

/// A stretch of paid membership.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The plan.
    pub plan: PlanId,
    /// When it began.
    pub from: Moment,
    /// When it ends or ended.
    pub until: Moment,
    /// The plan's place in the charter.
    #[serde(skip)]
    pub(crate) index: usize,
}

/// All paid stretches that had begun by `now`, in order.
///
/// Paying again for the running plan adds a period to its end; another plan begins at once and ends the running one.
/// Plans that the charter does not know are left out.
pub fn memberships(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<Membership> {
    let mut stretches: Vec<Membership> = Vec::new();
    if !ledger.has(&Verb::PlanStart) {
        return stretches;
    }
    for entry in ledger.entries().iter().take_while(|entry| entry.event.at <= now) {
        if !entry.counts() || !entry.own || !charter.trusts(&entry.event.verb, entry.event.source) {
            continue;
        }
        let at = entry.event.at;
        let running = stretches.last_mut().filter(|stretch| stretch.until > at);
        match entry.event.verb {
            Verb::PlanStart => {
                let found =
                    plan_index(charter, entry).and_then(|index| Some((index, charter.file().plans.get(index)?)));
                let Some((index, plan)) = found else { continue };
                let period = i64::from(plan.period.0) * MS_PER_DAY;
                match running {
                    Some(running) if running.index == index => {
                        running.until = Moment(running.until.0.saturating_add(period))
                    }
                    other => {
                        if let Some(other) = other {
                            other.until = at;
                        }
                        let until = Moment(at.0.saturating_add(period));
                        stretches.push(Membership { plan: plan.id.clone(), from: at, until, index });
                    }
                }
            }
            Verb::PlanEnd => {
                if let Some(running) = running {
                    running.until = at;
                }
            }
            _ => {}
        }
    }
    stretches
}

/// The place in the charter of the plan an event is about.
pub(crate) fn plan_index(charter: &Charter, entry: &Entry) -> Option<usize> {
    let object = entry.event.object.as_ref()?;
    charter.file().plans.iter().position(|plan| plan.id.as_str() == object.as_str())
}

/// The plan that is paid for at a moment, by its place in the charter.
pub(crate) fn active_at(memberships: &[Membership], at: Moment) -> Option<usize> {
    memberships.iter().rev().find(|stretch| stretch.from <= at && at < stretch.until).map(|stretch| stretch.index)
}
