//! From histories to weights, by what was chosen.

use crate::budget;
use crate::count::{self, Counted, Counting, Engine};
use crate::gram::{Gram, Tagging};
use crate::interactions::Interactions;
use crate::noise;
use crate::ridge::{self, Ridge, Rows};
use anyhow::Result;
use serde_json::{Value, json};

/// Who waits and wants to know how far the work is.
pub trait Watch: Sync {
    /// Something of so many steps begins.
    fn begin(&self, what: &'static str, steps: usize);
    /// One step is done.
    fn step(&self);
}

/// Nobody waits.
pub struct Silent;

impl Watch for Silent {
    fn begin(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// Everything that is chosen by measuring.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Whether it matters how much a member did with an item.
    pub graded: bool,
    /// The power of a history's length that its weights are divided by.
    pub length_power: f64,
    /// What is added to the diagonal, in its mean.
    pub lambda: f64,
    /// The share of the diagonal that is added to it.
    pub dropout: f64,
    /// What tags add.
    pub tagging: Tagging,
    /// How many of the nearest items each item is predicted from, before the budget.
    pub support: usize,
    /// How many of the items touched last weigh otherwise, and what.
    pub recent: usize,
    /// What they weigh.
    pub recent_weight: f64,
    /// At how many known items the model is half believed.
    pub history: f64,
}

/// What served well on public data, for when there are too few members to choose by.
pub const USUAL: Chosen = Chosen {
    graded: false,
    length_power: 0.5,
    lambda: 0.4,
    dropout: 0.0,
    tagging: Tagging { weight: 1.0, power: 0.5 },
    support: 200,
    recent: 0,
    recent_weight: 1.0,
    history: 1.0,
};

impl Chosen {
    /// As it stands in the model's header.
    pub fn to_json(&self) -> Value {
        json!({
            "graded": self.graded, "lengthPower": self.length_power, "lambda": self.lambda, "dropout": self.dropout,
            "tagWeight": self.tagging.weight, "tagPower": self.tagging.power, "support": self.support,
            "recent": self.recent, "recentWeight": self.recent_weight, "history": self.history,
        })
    }
}

/// What is given rather than chosen.
pub struct Terms<'a> {
    /// What counts the pairs.
    pub engine: Engine<'a>,
    /// The bytes that the SQL engine may take.
    pub memory: usize,
    /// The fewest members behind a pair.
    pub least: u32,
    /// The bytes that rows may take; `None` for all of them.
    pub budget: Option<usize>,
    /// The differential privacy of a member, and where the noise comes from.
    pub privacy: Option<(f64, noise::Source)>,
    /// Who waits.
    pub watch: &'a dyn Watch,
}

/// Counts as the terms say: with few members behind a pair left out, or with noise.
///
/// # Errors
/// When the engine has too little memory, or noise cannot be made.
pub fn counted(interactions: &Interactions, chosen: &Chosen, terms: &Terms<'_>) -> Result<Counted> {
    terms.watch.begin("counting pairs", 1);
    // Noise hides members by itself; leaving pairs out by their number would tell what it hides.
    let (length_power, least) = if terms.privacy.is_some() { (1.0, 1) } else { (chosen.length_power, terms.least) };
    let counting = Counting { graded: chosen.graded, length_power, least };
    let counted = count::count(interactions, &counting, terms.engine, terms.memory)?;
    terms.watch.step();
    match &terms.privacy {
        None => Ok(counted),
        Some((epsilon, source)) => noise::blur(&counted, *epsilon, interactions.members.len(), source),
    }
}

/// The weights: solved, and within the budget solved again with what is worth its bytes.
pub fn solved(interactions: &Interactions, counted: &Counted, chosen: &Chosen, terms: &Terms<'_>) -> Rows {
    let gram = Gram::new(counted, &interactions.tags, interactions.tag_count, chosen.tagging);
    let ridge = Ridge { support: chosen.support, lambda: chosen.lambda * gram.mean(), dropout: chosen.dropout };
    terms.watch.begin("solving for weights", gram.items());
    let rows = ridge::solve(&gram, &ridge, &|| terms.watch.step());
    let Some(bytes) = terms.budget.filter(|bytes| budget::size(&rows) > *bytes) else { return rows };
    let supports = budget::within(&gram, &rows, bytes);
    terms.watch.begin("solving within the budget", gram.items());
    ridge::refit(&gram, &ridge, &supports, &|| terms.watch.step())
}

/// Counts and solves.
///
/// # Errors
/// As [`counted`].
pub fn fit(interactions: &Interactions, chosen: &Chosen, terms: &Terms<'_>) -> Result<Rows> {
    let counted = counted(interactions, chosen, terms)?;
    Ok(solved(interactions, &counted, chosen, terms))
}

/// What is chosen under differential privacy: what the members' histories decided otherwise is as usual, because a
/// choice tells of them, too. Tags are public, and help most where counts are noisy.
pub fn private(chosen: &Chosen) -> Chosen {
    Chosen { tagging: chosen.tagging, ..USUAL }
}
