//! The charter: a community's rules, parsed once, checked as a whole, and bound for evaluation.

pub mod appearance;
pub(crate) mod asked;
mod background;
mod check;
mod migrate;
mod reading;
mod rules;
mod sync;

pub use rules::*;
pub use sync::Suggestion;

use crate::attributes::{self, Names};
use crate::document::{Reader, Shape, by_severity};
use crate::event::{Source, Verb};
use crate::finding::{Finding, fatal};
use crate::id::{BenefitId, PlanId, TierId};
use crate::metric::Metric;
use serde_json::Value;

/// The version of the charter and catalogue formats that this engine writes.
pub const FORMAT: u32 = 1;

/// A charter whose references all resolve and whose conditions are bound to their attributes.
#[derive(Debug, Clone)]
pub struct Charter {
    file: CharterFile,
    names: Names,
    metrics: Vec<Metric>,
    /// For each term of the score, in the charter's order, the index of its metric: activity, then contribution.
    activity: Vec<(usize, f64)>,
    contribution: Vec<(usize, f64)>,
}

/// A charter whose parts were read, and which was not checked as a whole.
#[derive(Debug)]
pub struct Unchecked {
    file: Option<CharterFile>,
    findings: Vec<Finding>,
    /// Lists of which an element is missing.
    shortened: Vec<String>,
}

impl Unchecked {
    /// Reads the parts of a charter.
    pub fn read(document: &Value) -> Unchecked {
        let mut reader = Reader::new();
        let migrated = migrate::charter(document, &mut reader);
        let file = CharterFile::read(migrated.as_ref().unwrap_or(document), &mut reader);
        let (findings, shortened) = reader.into_parts();
        Unchecked { file, findings, shortened }
    }

    /// Reads the parts of a charter from text.
    pub fn read_text(text: &str) -> Unchecked {
        match crate::document::json(text) {
            Ok(document) => Unchecked::read(&document),
            Err(finding) => Unchecked { file: None, findings: vec![finding], shortened: Vec::new() },
        }
    }

    /// What was wrong with the parts.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The charter, if nothing is wrong with it, and everything that is.
    pub fn check(self) -> (Option<Charter>, Vec<Finding>) {
        let Unchecked { file, mut findings, shortened } = self;
        let follow = file.as_ref().map(|file| check::charter(file, &findings, &shortened));
        findings.extend(follow.unwrap_or_default());
        let file = file.filter(|_| !fatal(&findings));
        (file.map(Charter::bind), by_severity(findings))
    }

    /// The charter, if its parts could be read. Only for a text of which it is known that its check found no error: what
    /// refers to something that does not exist would count for nothing.
    pub fn trust(self) -> Option<Charter> {
        self.file.filter(|_| !fatal(&self.findings)).map(Charter::bind)
    }
}

impl Charter {
    /// Reads a charter and reports everything wrong with it; a charter comes only without errors.
    pub fn parse(document: &Value) -> (Option<Charter>, Vec<Finding>) {
        Unchecked::read(document).check()
    }

    /// Reads a charter from text.
    pub fn parse_text(text: &str) -> (Option<Charter>, Vec<Finding>) {
        Unchecked::read_text(text).check()
    }

    /// What the check of the whole has to say about a charter that can be used: warnings.
    pub fn warnings(&self) -> Vec<Finding> {
        check::charter(&self.file, &[], &[])
    }

    fn bind(mut file: CharterFile) -> Charter {
        let names = Names::of(&file);
        let slot = |path: &str| names.slot(path);
        for tier in &mut file.tiers {
            tier.when.bind(&slot);
            if let Some(keep) = &mut tier.keep {
                keep.bind(&slot);
            }
        }
        file.benefits.iter_mut().for_each(|benefit| benefit.unlock.bind(&slot));
        file.badges.iter_mut().for_each(|badge| badge.when.bind(&slot));
        file.points.rewards.iter_mut().for_each(|reward| reward.when.bind(&slot));
        let metrics: Vec<Metric> =
            file.metrics.iter().map(|(id, rule)| Metric::compile(id.clone(), rule, &file.facts)).collect();
        let terms = |rules: &[TermRule]| {
            let found = rules.iter().filter_map(|term| {
                let index = file.metrics.keys().position(|id| *id == term.metric)?;
                Some((index, term.weight))
            });
            found.collect()
        };
        let (activity, contribution) = (terms(&file.score.activity), terms(&file.score.contribution));
        Charter { names, metrics, activity, contribution, file }
    }

    /// The document this charter was read from, in the present format.
    pub fn file(&self) -> &CharterFile {
        &self.file
    }

    /// The attributes that conditions can name.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The metrics in the order of their identifiers.
    pub fn metrics(&self) -> &[Metric] {
        &self.metrics
    }

    /// Index of the metric and weight of each term of activity, in the charter's order.
    pub fn activity(&self) -> &[(usize, f64)] {
        &self.activity
    }

    /// Index of the metric and weight of each term of contribution, in the charter's order.
    pub fn contribution(&self) -> &[(usize, f64)] {
        &self.contribution
    }

    /// The tiers, the lowest first.
    pub fn tiers(&self) -> &[TierRule] {
        &self.file.tiers
    }

    /// The rank of a tier, 0 for the lowest.
    pub fn rank(&self, tier: &TierId) -> Option<usize> {
        self.file.tiers.iter().position(|rule| rule.id == *tier)
    }

    /// The plan with an identifier.
    pub fn plan(&self, id: &PlanId) -> Option<&PlanRule> {
        self.file.plans.iter().find(|plan| plan.id == *id)
    }

    /// The benefit with an identifier.
    pub fn benefit(&self, id: &BenefitId) -> Option<&BenefitRule> {
        self.file.benefits.iter().find(|benefit| benefit.id == *id)
    }

    /// Whether a tier has a benefit, before its unlock condition.
    pub fn grants(&self, benefit: &BenefitRule, rank: usize) -> bool {
        let from = benefit.from.as_ref().and_then(|tier| self.rank(tier));
        match (from, benefit.tiers.is_empty()) {
            (Some(lowest), _) if rank >= lowest => true,
            (_, false) => self.file.tiers.get(rank).is_some_and(|tier| benefit.tiers.contains(&tier.id)),
            (None, true) => true,
            (Some(_), true) => false,
        }
    }

    /// Whether an event with this verb counts when this source vouches for it.
    pub fn trusts(&self, verb: &Verb, source: Source) -> bool {
        match self.file.trust.get(verb) {
            Some(sources) => sources.contains(&source),
            None => !verb.is_privileged() || source != Source::Member,
        }
    }

    /// Whether the verb is built in or declared by this charter.
    pub fn knows(&self, verb: &Verb) -> bool {
        verb.is_built_in() || self.file.verbs.contains_key(verb)
    }

    /// How hard an action is, in minutes.
    pub fn effort(&self, verb: &Verb) -> f64 {
        self.file.effort.get(verb).copied().unwrap_or_else(|| attributes::usual_effort(verb))
    }
}
