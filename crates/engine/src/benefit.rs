//! Benefits: what a tier gives, whether it is unlocked, and what is missing.

use crate::attributes::Attributes;
use crate::catalogue::Item;
use crate::charter::{BenefitKind, BenefitRule, Charter};
use crate::condition::Explanation;
use crate::id::{BenefitId, ItemId, TagId, TierId};
use crate::text::Money;
use serde::Serialize;

/// One benefit of the charter, as it stands for a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BenefitStanding {
    /// The benefit.
    pub id: BenefitId,
    /// What kind of thing it is.
    pub kind: BenefitKind,
    /// Whether the member's tier has it.
    pub granted: bool,
    /// Whether the member can use it: granted, and its unlock condition holds.
    pub unlocked: bool,
    /// The lowest tier that has it, when the member's does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_tier: Option<TierId>,
    /// Its unlock condition, node by node.
    pub unlock: Explanation,
}

/// Every benefit of the charter for these attributes, in the charter's order.
pub fn standings(charter: &Charter, attributes: &Attributes<'_>) -> Vec<BenefitStanding> {
    let of = |benefit: &BenefitRule| {
        let granted = charter.grants(benefit, attributes.tier());
        let unlock = benefit.unlock.explain(attributes);
        let granting = (0..charter.tiers().len()).find(|rank| charter.grants(benefit, *rank));
        let needs_tier =
            granting.filter(|_| !granted).and_then(|rank| charter.tiers().get(rank)).map(|tier| tier.id.clone());
        BenefitStanding {
            id: benefit.id.clone(),
            kind: benefit.kind,
            granted,
            unlocked: granted && unlock.holds(),
            needs_tier,
            unlock,
        }
    };
    charter.file().benefits.iter().map(of).collect()
}

/// What a member pays for something.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberPrice {
    /// The price in the catalogue.
    pub price: Money,
    /// What the member pays.
    pub pays: Money,
    /// The discount behind the difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<BenefitId>,
    /// Its size in per cent.
    pub percent: f64,
}

/// The member's price of a thing with an identifier and tags: the best of the unlocked discounts that cover it.
/// Discounts do not add up.
pub fn member_price(
    charter: &Charter,
    benefits: &[BenefitStanding],
    id: &ItemId,
    tags: &[TagId],
    price: Money,
) -> MemberPrice {
    let unlocked = benefits.iter().filter(|benefit| benefit.unlocked && benefit.kind == BenefitKind::Discount);
    let rules = unlocked.filter_map(|benefit| charter.benefit(&benefit.id));
    let covering = rules.filter(|rule| covers(rule, id, tags));
    let best = covering.fold(None, |best: Option<&BenefitRule>, rule| match best {
        Some(best) if best.percent >= rule.percent => Some(best),
        _ => Some(rule),
    });
    let percent = best.and_then(|rule| rule.percent).unwrap_or(0.0);
    MemberPrice { price, pays: price.less_percent(percent), by: best.map(|rule| rule.id.clone()), percent }
}

/// Whether a benefit covers a thing: named itself or by a tag, or the benefit covers everything.
pub fn covers(rule: &BenefitRule, id: &ItemId, tags: &[TagId]) -> bool {
    (rule.items.is_empty() && rule.tags.is_empty())
        || rule.items.contains(id)
        || rule.tags.iter().any(|tag| tags.contains(tag))
}

/// Whether a member may open an item, and the audience condition node by node. An unlocked content benefit that names
/// the item or one of its tags opens it too.
pub fn access(
    charter: &Charter,
    benefits: &[BenefitStanding],
    item: &Item,
    attributes: &Attributes<'_>,
) -> (bool, Explanation) {
    let audience = item.audience.explain(attributes);
    (audience.holds() || openers(charter, benefits, item).any(|benefit| benefit.unlocked), audience)
}

/// The same without the reasons, for many items at once.
pub fn opens(charter: &Charter, benefits: &[BenefitStanding], item: &Item, attributes: &Attributes<'_>) -> bool {
    let is_in = item.audience.is_always() || item.audience.holds(attributes);
    is_in || openers(charter, benefits, item).any(|benefit| benefit.unlocked)
}

/// The content benefits that open an item, unlocked or not.
pub fn openers<'a>(
    charter: &'a Charter,
    benefits: &'a [BenefitStanding],
    item: &'a Item,
) -> impl Iterator<Item = &'a BenefitStanding> {
    benefits.iter().filter(move |benefit| {
        let rule = charter.benefit(&benefit.id).filter(|_| benefit.kind == BenefitKind::Content);
        rule.is_some_and(|rule| rule.items.contains(&item.id) || rule.tags.iter().any(|tag| item.tags.contains(tag)))
    })
}
