//! Sentences about what a condition still asks, and why an item is recommended.

use crate::words::Words;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::condition::{Explanation, Leaf};
use guildhall_engine::shelf::ReasonKind;
use guildhall_engine::text::Text;
use serde_json::Value;

/// Writes in one language about one community.
pub struct Pen<'a> {
    /// The language.
    pub words: &'a Words,
    /// What names metrics, tiers, plans and badges.
    pub charter: &'a Charter,
    /// What names items and tags.
    pub catalogue: &'a Catalogue,
}

impl Pen<'_> {
    /// A text of a document; the identifier where it has none.
    pub fn named(&self, text: Option<&Text>, id: &str) -> String {
        let name = text.map_or("", |text| text.get(self.words.tag));
        if name.is_empty() { id } else { name }.to_owned()
    }

    /// What a condition still asks, a line for each test that is not met.
    pub fn missing(&self, explanation: &Explanation) -> Vec<String> {
        explanation.missing().into_iter().map(|leaf| self.asked(leaf)).collect()
    }

    /// A tier that is asked for.
    pub fn wanted_tier(&self, rank: usize) -> String {
        let tier = self.charter.tiers().get(rank);
        let name = tier.map(|tier| self.named(Some(&tier.name), tier.id.as_str())).unwrap_or_default();
        [self.words.tier, self.words.colon, &name].concat()
    }

    /// Why an item is recommended.
    pub fn reason(&self, kind: &ReasonKind) -> String {
        let words = self.words;
        let around = |(before, after): (&str, &str), what: &str| [before, what, after].concat();
        match kind {
            ReasonKind::Tag(tag) => around(words.because_tag, self.catalogue.tag_name(tag, words.tag)),
            ReasonKind::Neighbour(id) => {
                let item = self.catalogue.item(id);
                around(words.because_neighbour, &self.named(item.map(|item| &item.title), id.as_str()))
            }
            ReasonKind::Popular => words.because_popular.to_owned(),
            ReasonKind::Fresh => words.because_fresh.to_owned(),
            ReasonKind::Starter => words.because_starter.to_owned(),
        }
    }

    fn asked(&self, leaf: &Leaf) -> String {
        let words = self.words;
        let about = |rest: &[&str]| [&[self.attribute(&leaf.field).as_str(), words.colon], rest].concat().concat();
        match (leaf.field.as_str(), leaf.measure) {
            ("tierRank", Some(measure)) => self.wanted_tier(measure.need.max(0.0) as usize),
            ("planActive", _) => words.any_plan.to_owned(),
            (_, Some(measure)) if matches!(leaf.op.as_str(), "$lt" | "$lte") != leaf.negated => {
                about(&[words.at_most.0, &number(measure.need), words.at_most.1])
            }
            (_, Some(measure)) => about(&[words.more.0, &number(measure.missing.abs()), words.more.1]),
            (field, None) => {
                let is_opposite = matches!(leaf.op.as_str(), "$ne" | "$nin") != leaf.negated;
                about(&[if is_opposite { words.not } else { "" }, &self.value(field, &leaf.wanted)])
            }
        }
    }

    fn attribute(&self, field: &str) -> String {
        let words = self.words;
        let known = match field {
            "score" => words.score,
            "activity" => words.activity,
            "contribution" => words.contribution,
            "tier" | "tierRank" => words.tier,
            "plan" | "planActive" => words.plan,
            "points" => words.points,
            "joinedDays" => words.days_of_membership,
            "interests" => words.interests,
            "backgrounds" => words.backgrounds,
            "badges" => words.badges,
            metric => return self.named(self.charter.file().metrics.get(metric).map(|rule| &rule.label), metric),
        };
        known.to_owned()
    }

    fn value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Array(values) => {
                let names: Vec<String> = values.iter().map(|one| self.value(field, one)).collect();
                names.join(self.words.or)
            }
            Value::Bool(flag) => (if *flag { self.words.yes } else { self.words.no }).to_owned(),
            Value::Number(found) => number(found.as_f64().unwrap_or_default()),
            Value::String(id) => self.named(self.name_of(field, id), id),
            other => other.to_string(),
        }
    }

    fn name_of(&self, field: &str, id: &str) -> Option<&Text> {
        let file = self.charter.file();
        match field {
            "tier" => file.tiers.iter().find(|tier| tier.id.as_str() == id).map(|tier| &tier.name),
            "plan" => file.plans.iter().find(|plan| plan.id.as_str() == id).map(|plan| &plan.name),
            "badges" => file.badges.iter().find(|badge| badge.id.as_str() == id).map(|badge| &badge.name),
            "backgrounds" => file.backgrounds.iter().find(|rule| rule.id.as_str() == id).map(|rule| &rule.name),
            "interests" => self.catalogue.tags().get(id),
            _ => None,
        }
    }
}

/// A number as both languages write it: groups of three, at most one decimal.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    let whole = (tenths / 10.0).trunc();
    let digits = whole.abs().to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    let decimal = (tenths - whole * 10.0).abs();
    let sign = if tenths < 0.0 { "−" } else { "" };
    if decimal == 0.0 { [sign, &written].concat() } else { [sign, &written, ".", &decimal.to_string()].concat() }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_written_in_groups_with_one_decimal() {
        let cases =
            [(0.0, "0"), (12.0, "12"), (999.96, "1,000"), (1234.56, "1,234.6"), (1e6, "1,000,000"), (-0.25, "−0.3")];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }
}
