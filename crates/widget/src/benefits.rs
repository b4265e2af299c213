//! Benefits as they are shown: what is had, and of the rest what is missing.

use crate::glance::Sight;
use crate::words::{Both, Lists};
use guildhall_engine::benefit::BenefitStanding;
use guildhall_engine::charter::{BenefitKind, BenefitRule};
use serde::Serialize;

/// A benefit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Given {
    /// Its identifier.
    pub id: String,
    /// What kind of thing it is.
    pub kind: BenefitKind,
    /// Its name.
    pub name: Both,
    /// What the member gets.
    pub detail: Both,
    /// Of a discount, per cent.
    pub percent: Option<f64>,
    /// Of a priority, hours.
    pub hours: Option<u32>,
    /// Whether the member can use it.
    pub open: bool,
    /// What is missing, a line each.
    pub missing: Lists,
    /// Where the member turns to.
    pub link: Option<String>,
}

/// Every benefit of the charter, those that can be used first.
pub fn benefits(sight: &Sight<'_>) -> Vec<Given> {
    let rules = &sight.charter.file().benefits;
    let given = |(rule, standing): (&BenefitRule, &BenefitStanding)| Given {
        id: rule.id.to_string(),
        kind: rule.kind,
        name: sight.name(&rule.name, rule.id.as_str()),
        detail: sight.text(&rule.description),
        percent: rule.percent,
        hours: rule.hours,
        open: standing.unlocked,
        missing: missing(sight, standing),
        link: rule.link.as_deref().map(str::to_owned),
    };
    let mut all: Vec<Given> = rules.iter().zip(&sight.standing.benefits).map(given).collect();
    all.sort_by_key(|benefit| !benefit.open);
    all
}

fn missing(sight: &Sight<'_>, standing: &BenefitStanding) -> Lists {
    let rank = standing.needs_tier.as_ref().and_then(|tier| sight.charter.rank(tier));
    Lists::of(|words| {
        let pen = sight.pen(words);
        rank.map(|rank| pen.wanted_tier(rank)).into_iter().chain(pen.missing(&standing.unlock)).collect()
    })
}
