//! What a charter must meet as a whole: unique identifiers, references that resolve, conditions that can be asked.

use super::{BenefitKind, CharterFile, MetricRule, asked};
use crate::attributes::{Names, Use};
use crate::condition::Condition;
use crate::digest::plain;
use crate::document::key_step;
use crate::event::{Verb, excerpt};
use crate::finding::{Finding, closest, meant_or_known};
use crate::id::TierId;
use std::collections::BTreeSet;

/// Everything wrong with the parts of a charter that could be read. Faults that only follow from a part that could not
/// be read (`known`) are passed over, as are lists whose places have moved (`shortened`).
pub(super) fn charter(file: &CharterFile, known: &[Finding], shortened: &[String]) -> Vec<Finding> {
    let mut check = Check { file, known, shortened, names: Names::of(file), findings: Vec::new() };
    if file.guildhall == 0 {
        check.error("unknown-version", "$.guildhall", "version 0 is written without this key".into(), "write 1");
    }
    if file.currency.len() != 3 || !file.currency.bytes().all(|b| b.is_ascii_uppercase()) {
        let message = format!("`{}` is not a currency code", excerpt(&file.currency));
        check.error("bad-value", "$.currency", message, "use three capital letters (ISO 4217), such as `EUR`");
    }
    let tiers = file.tiers.iter().enumerate().map(|(index, tier)| (format!("$.tiers[{index}].name"), &tier.name));
    let names: Vec<_> = std::iter::once(("$.name".to_owned(), &file.name)).chain(tiers).collect();
    for (path, _) in names.into_iter().filter(|(_, name)| name.is_empty()) {
        check.error("empty-name", &path, "the name is empty".into(), "say how people call it");
    }
    check.languages();
    check.verbs();
    check.metrics();
    check.score();
    check.tiers();
    check.benefits();
    check.plans_and_points();
    check.badges();
    check.taste();
    for part in [super::reading::check, super::appearance::check, super::background::check, super::sync::check] {
        part(file).into_iter().for_each(|finding| check.report(finding));
    }
    check.findings
}

struct Check<'a> {
    file: &'a CharterFile,
    /// Faults of form, found before.
    known: &'a [Finding],
    /// Lists of which an element is missing.
    shortened: &'a [String],
    names: Names,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn error(&mut self, code: &'static str, path: &str, message: String, remedy: &str) {
        self.report(Finding::error(code, path, message, remedy));
    }

    fn warning(&mut self, code: &'static str, path: &str, message: String, remedy: &str) {
        self.report(Finding::warning(code, path, message, remedy));
    }

    fn report(&mut self, finding: Finding) {
        // Where the names that a reference could mean were not all read, or the place itself was not.
        let source = match finding.code {
            "unknown-metric" | "unknown-attribute" => "$.metrics",
            "unknown-verb" => "$.verbs",
            "unknown-fact" => "$.facts",
            "unknown-tier" => "$.tiers",
            "unknown-identifier" => "$",
            _ => finding.path.as_str(),
        };
        let moved = self
            .shortened
            .iter()
            .any(|list| finding.path.strip_prefix(list.as_str()).is_some_and(|rest| rest.starts_with('[')));
        if !moved && !self.is_spoiled(source) {
            self.findings.push(finding);
        }
    }

    /// Whether something at this place or below it could not be read.
    fn is_spoiled(&self, path: &str) -> bool {
        let below = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
        self.known.iter().any(|finding| finding.path.strip_prefix(path).is_some_and(below))
    }

    /// Reports identifiers that stand twice in a list.
    fn unique<'i>(&mut self, list: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            if !seen.insert(id) {
                let message = format!("the identifier `{id}` stands twice in `{list}`");
                self.error("duplicate-id", &format!("$.{list}[{index}].id"), message, "give each its own");
            }
        }
    }

    fn verbs_known<'v>(&mut self, path: &str, verbs: impl IntoIterator<Item = &'v Verb>) {
        for (index, verb) in verbs.into_iter().enumerate() {
            self.verb_known(&format!("{path}[{index}]"), verb);
        }
    }

    fn verb_known(&mut self, path: &str, verb: &Verb) {
        if !verb.is_built_in() && !self.file.verbs.contains_key(verb) {
            let known = Verb::ALL.iter().chain(self.file.verbs.keys()).map(Verb::as_str);
            let remedy = match closest(verb.as_str(), known) {
                Some(meant) => format!("did you mean `{meant}`? Otherwise declare it in `verbs`"),
                None => "declare it in `verbs`, or use a built-in verb".into(),
            };
            self.error("unknown-verb", path, format!("unknown verb `{verb}`"), &remedy);
        }
    }

    fn condition(&mut self, path: &str, condition: &Condition, place: Use) {
        for finding in asked::check(self.file, &self.names, path, condition, place) {
            self.report(finding);
        }
    }

    fn tier_known(&mut self, path: &str, tier: &TierId) {
        if !self.file.tiers.iter().any(|rule| rule.id == *tier) {
            let remedy = meant_or_known(tier.as_str(), self.file.tiers.iter().map(|rule| rule.id.as_str()));
            self.error("unknown-tier", path, format!("there is no tier `{tier}`"), &remedy);
        }
    }

    fn languages(&mut self) {
        for (index, language) in self.file.languages.iter().enumerate() {
            let well_formed = !language.is_empty() && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if !well_formed {
                let message = format!("`{}` is not a language tag", excerpt(language));
                self.error("bad-value", &format!("$.languages[{index}]"), message, "use a tag such as `en` or `zh-CN`");
            }
        }
    }

    fn verbs(&mut self) {
        for verb in self.file.verbs.keys().filter(|verb| verb.is_built_in()) {
            let path = format!("$.verbs{}", key_step(verb.as_str()));
            self.error("built-in-verb", &path, format!("`{verb}` is built in"), "remove it, or choose another word");
        }
        let file = self.file;
        for (section, verb) in file.trust.keys().map(|v| ("trust", v)).chain(file.effort.keys().map(|v| ("effort", v)))
        {
            self.verb_known(&format!("$.{section}{}", key_step(verb.as_str())), verb);
        }
        for (verb, effort) in &self.file.effort {
            if *effort <= 0.0 {
                let path = format!("$.effort{}", key_step(verb.as_str()));
                self.error(
                    "bad-value",
                    &path,
                    "an effort must be more than 0 minutes".into(),
                    "write the minutes one such action takes",
                );
            }
        }
    }

    fn metrics(&mut self) {
        let file = self.file;
        for (id, rule) in &file.metrics {
            let path = format!("$.metrics{}", key_step(id.as_str()));
            if let Some(reserved) = self.names.reserved(id.as_str()) {
                self.error(
                    "reserved-name",
                    &path,
                    format!("`{reserved}` is already an attribute"),
                    "rename the metric",
                );
            }
            if id.as_str().contains('.') || id.as_str().starts_with('$') {
                self.error(
                    "bad-id",
                    &path,
                    format!("`{id}` cannot be named in a condition"),
                    "use no dot and no leading `$`",
                );
            }
            self.metric(&path, rule);
        }
    }

    fn metric(&mut self, path: &str, rule: &MetricRule) {
        let forms = [
            ("count", rule.count.is_some()),
            ("distinct", rule.distinct.is_some()),
            ("sum", rule.sum.is_some()),
            ("days", rule.days.is_some()),
            ("streak", rule.streak.is_some()),
        ];
        let given: Vec<&str> = forms.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        if given.len() != 1 {
            let message = if given.is_empty() {
                "the metric does not say what it reads".into()
            } else {
                format!("the metric has {} forms at once: {}", given.len(), given.join(", "))
            };
            self.error("metric-form", path, message, "give exactly one of count, distinct, sum, days, streak");
        }
        let needs_of = rule.distinct.is_some() || rule.sum.is_some();
        if needs_of && rule.of.is_empty() {
            self.error("key-missing", path, "the key `of` is missing".into(), "name the verbs in `of`");
        }
        if !needs_of && !rule.of.is_empty() {
            self.error(
                "useless-key",
                &format!("{path}.of"),
                "`of` belongs to `distinct` and `sum`".into(),
                "remove it",
            );
        }
        if rule.sum.is_none() && !rule.minus.is_empty() {
            self.error("useless-key", &format!("{path}.minus"), "`minus` belongs to `sum`".into(), "remove it");
        }
        if rule.streak.is_some() && (rule.window.is_some() || rule.per.is_some()) {
            self.error("useless-key", path, "a streak has neither `window` nor `per`".into(), "remove them");
        }
        if rule.daily_cap.is_some() && rule.count.is_none() && rule.sum.is_none() {
            self.error(
                "useless-key",
                &format!("{path}.dailyCap"),
                "`dailyCap` belongs to `count` and `sum`".into(),
                "remove it",
            );
        }
        for (key, cap) in [("cap", rule.cap), ("dailyCap", rule.daily_cap)] {
            if cap.is_some_and(|cap| cap < 0.0) {
                self.error("bad-value", &format!("{path}.{key}"), "a cap cannot be negative".into(), "write 0 or more");
            }
        }
        if let Some(fact) = &rule.percent_of {
            match self.file.facts.get(fact) {
                None => self.error(
                    "unknown-fact",
                    &format!("{path}.percentOf"),
                    format!("there is no fact `{fact}`"),
                    "add it to `facts`",
                ),
                Some(value) if *value <= 0.0 => {
                    self.warning(
                        "empty-fact",
                        &format!("$.facts{}", key_step(fact)),
                        "per cent of nothing counts as 100".into(),
                        "write the figure, or leave the fact out",
                    );
                }
                Some(_) => {}
            }
        }
        let lists = [
            ("count", rule.count.as_deref()),
            ("days", rule.days.as_deref()),
            ("streak", rule.streak.as_deref()),
            ("of", Some(rule.of.as_slice())),
            ("minus", Some(rule.minus.as_slice())),
        ];
        for (key, verbs) in lists {
            if matches!((key, verbs), ("count" | "days" | "streak", Some([]))) {
                self.error("empty-list", &format!("{path}.{key}"), "no verb is named".into(), "name at least one verb");
            }
            self.verbs_known(&format!("{path}.{key}"), verbs.unwrap_or_default());
        }
    }

    fn score(&mut self) {
        let file = self.file;
        for (side, terms) in [("activity", &file.score.activity), ("contribution", &file.score.contribution)] {
            for (index, term) in terms.iter().enumerate() {
                if !file.metrics.contains_key(&term.metric) {
                    let known = file.metrics.keys().map(|id| id.as_str());
                    let remedy = closest(term.metric.as_str(), known)
                        .map_or_else(|| "define it in `metrics`".into(), |id| format!("did you mean `{id}`?"));
                    let path = format!("$.score.{side}[{index}].metric");
                    self.error("unknown-metric", &path, format!("there is no metric `{}`", term.metric), &remedy);
                }
            }
        }
    }

    fn tiers(&mut self) {
        let file = self.file;
        if file.tiers.is_empty() {
            self.error("empty-list", "$.tiers", "there is no tier".into(), "add at least the tier of newcomers");
        }
        self.unique("tiers", file.tiers.iter().map(|tier| tier.id.as_str()));
        for (index, tier) in file.tiers.iter().enumerate() {
            let path = format!("$.tiers[{index}]");
            if index == 0 && !tier.when.is_always() {
                let message = format!("the lowest tier `{}` has a condition, which is not asked", tier.id);
                self.warning(
                    "lowest-tier",
                    &format!("{path}.when"),
                    message,
                    "remove it: every member has at least this tier",
                );
            }
            if index > 0 && tier.when.is_always() {
                let message = format!("the tier `{}` has no condition, so every member has it at once", tier.id);
                self.warning("open-tier", &path, message, "add `when`");
            }
            self.condition(&format!("{path}.when"), &tier.when, Use::Tier);
            if let Some(keep) = &tier.keep {
                self.condition(&format!("{path}.keep"), keep, Use::Tier);
            }
        }
        asked::order(&file.tiers).into_iter().for_each(|finding| self.report(finding));
    }

    fn benefits(&mut self) {
        let file = self.file;
        self.unique("benefits", file.benefits.iter().map(|benefit| benefit.id.as_str()));
        for (index, benefit) in file.benefits.iter().enumerate() {
            let path = format!("$.benefits[{index}]");
            if let Some(from) = &benefit.from {
                self.tier_known(&format!("{path}.from"), from);
            }
            for (at, tier) in benefit.tiers.iter().enumerate() {
                self.tier_known(&format!("{path}.tiers[{at}]"), tier);
            }
            self.condition(&format!("{path}.unlock"), &benefit.unlock, Use::Benefit);
            match benefit.kind {
                BenefitKind::Discount if benefit.percent.is_none() => {
                    self.error(
                        "key-missing",
                        &path,
                        "a discount needs `percent`".into(),
                        "add `percent`, from 0 to 100",
                    );
                }
                BenefitKind::Priority if benefit.hours.is_none() => {
                    self.error(
                        "key-missing",
                        &path,
                        "a priority needs `hours`".into(),
                        "add `hours`: the head start at bookings",
                    );
                }
                _ => {}
            }
            if benefit.percent.is_some_and(|percent| !(0.0..=100.0).contains(&percent)) {
                self.error(
                    "bad-value",
                    &format!("{path}.percent"),
                    "a discount lies between 0 and 100 per cent".into(),
                    "write a number from 0 to 100",
                );
            }
            let misplaced = [
                ("percent", benefit.percent.is_some() && benefit.kind != BenefitKind::Discount),
                ("hours", benefit.hours.is_some() && benefit.kind != BenefitKind::Priority),
            ];
            for (key, _) in misplaced.into_iter().filter(|(_, is_misplaced)| *is_misplaced) {
                let message = format!("`{key}` means nothing for a benefit of kind `{}`", benefit.kind.word());
                self.warning("useless-key", &format!("{path}.{key}"), message, "remove it, or change the kind");
            }
        }
    }

    fn plans_and_points(&mut self) {
        let file = self.file;
        self.unique("plans", file.plans.iter().map(|plan| plan.id.as_str()));
        self.unique("points.rewards", file.points.rewards.iter().map(|reward| reward.id.as_str()));
        for (index, rule) in file.points.earn.iter().enumerate() {
            let path = format!("$.points.earn[{index}]");
            if rule.points.is_some() == rule.per_value.is_some() {
                self.error(
                    "earn-form",
                    &path,
                    "an earning rule needs either `points` or `perValue`".into(),
                    "give exactly one",
                );
            }
            if rule.per_value.is_some_and(|per| !(0.0..=1e6).contains(&per)) {
                self.error(
                    "bad-value",
                    &format!("{path}.perValue"),
                    "points for a unit lie between 0 and 1000000".into(),
                    "write a number in that range",
                );
            }
            self.verbs_known(&format!("{path}.on"), &rule.on);
        }
        for (index, reward) in file.points.rewards.iter().enumerate() {
            self.condition(&format!("$.points.rewards[{index}].when"), &reward.when, Use::Benefit);
        }
        if file.points.expire_days == Some(0) {
            self.error(
                "bad-value",
                "$.points.expireDays",
                "points would be lost on the day they are earned".into(),
                "remove the key, or write at least 1",
            );
        }
        self.verbs_known("$.streak", &file.streak);
    }

    fn badges(&mut self) {
        let file = self.file;
        self.unique("badges", file.badges.iter().map(|badge| badge.id.as_str()));
        for (index, badge) in file.badges.iter().enumerate() {
            self.condition(&format!("$.badges[{index}].when"), &badge.when, Use::Badge);
        }
    }

    fn taste(&mut self) {
        let taste = &self.file.taste;
        let shares = [
            ("relevance", taste.relevance, 1.0),
            ("calibration", taste.calibration, 1.0),
            ("adventurousness", taste.adventurousness, 1.0),
            ("blend.collaborative", taste.blend.collaborative, 1e6),
            ("blend.tags", taste.blend.tags, 1e6),
            ("blend.popularity", taste.blend.popularity, 1e6),
            ("blend.freshness", taste.blend.freshness, 1e6),
        ];
        for (key, value, most) in shares {
            if !(0.0..=most).contains(&value) {
                self.error(
                    "bad-value",
                    &format!("$.taste.{key}"),
                    format!("`{}` does not lie between 0 and {}", plain(value), plain(most)),
                    "write a number in that range",
                );
            }
        }
        for (key, days) in [("halfLifeDays", taste.half_life_days), ("freshDays", taste.fresh_days)] {
            if days == 0 {
                self.error(
                    "bad-value",
                    &format!("$.taste.{key}"),
                    "a half-life must be at least a day".into(),
                    "write 1 or more",
                );
            }
        }
        if let Some(model) = taste.model.as_deref()
            && (model.is_empty() || model.starts_with('/') || model.contains(':') || model.contains(".."))
        {
            self.error(
                "bad-value",
                "$.taste.model",
                format!("`{model}` is not the path of a file beside or below the charter"),
                "write a path such as `model/model.ghm`",
            );
        }
        let verbs: Vec<&Verb> = taste.weights.keys().collect();
        for verb in verbs {
            self.verb_known(&format!("$.taste.weights{}", key_step(verb.as_str())), verb);
        }
    }
}
