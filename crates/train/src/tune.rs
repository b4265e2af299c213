//! Choosing by measuring: each setting in turn, on members who were held back for it.

use crate::count::Engine;
use crate::interactions::{Interactions, Touch};
use crate::measure::{measure, shortened};
use crate::peers::add_up;
use crate::ridge::Rows;
use crate::split::Held;
use crate::train::{Chosen, Terms, USUAL, Watch, counted, solved};
use anyhow::Result;

/// The fewest held-back members that choices can be made by.
pub const FEWEST: usize = 30;
/// The support while choosing, smaller for speed; what is best with it is best with the full one.
const SUPPORT: usize = 80;
/// How many settings are tried at most, for who waits.
const TRIALS: usize = 44;
/// Told items by which it is measured how far to believe the model.
const COLD: [usize; 4] = [1, 3, 5, 10];

/// Chooses for members who are seen by members who were held back; what is usual when those are too few.
///
/// # Errors
/// None but those of counting.
pub fn tune(training: &Interactions, held: &[Held], least: u32, tags: bool, watch: &dyn Watch) -> Result<Chosen> {
    let mut chosen = USUAL;
    if !tags || training.tag_count == 0 {
        chosen.tagging.weight = 0.0;
    }
    if held.len() < FEWEST {
        return Ok(chosen);
    }
    watch.begin("choosing settings", TRIALS);
    let mut search = Search { training, held, least, watch, best: f64::NEG_INFINITY, chosen };
    search.chosen.support = SUPPORT;
    search.one_of(&[search.chosen.lambda], |chosen, value| chosen.lambda = value)?;
    for round in 0..2 {
        // Twice as coarse first; then around what was found.
        let near = |value: f64, step: f64| [value / step, value * step];
        let step = if round == 0 { 4.0 } else { 1.7 };
        search.one_of(&near(search.chosen.lambda, step), |chosen, value| chosen.lambda = value)?;
        let power = search.chosen.length_power;
        let step = if round == 0 { 0.25 } else { 0.12 };
        search.one_of(&[(power - step).max(0.0), (power + step).min(1.0)], |chosen, value| {
            chosen.length_power = value;
        })?;
        let dropouts: &[f64] = if round == 0 { &[0.1, 0.4] } else { &[0.05, 0.2] };
        search.one_of(dropouts, |chosen, value| chosen.dropout = value)?;
        if tags && training.tag_count > 0 {
            let weight = search.chosen.tagging.weight;
            let weights = if round == 0 { vec![0.0, 0.2, 5.0, 25.0] } else { near(weight, 2.0).to_vec() };
            search.one_of(&weights, |chosen, value| chosen.tagging.weight = value)?;
            if search.chosen.tagging.weight > 0.0 {
                search.one_of(&[0.0, 1.0], |chosen, value| chosen.tagging.power = value)?;
            }
        }
        if round == 0 && is_graded(training) {
            search.one_of(&[1.0], |chosen, value| chosen.graded = value > 0.0)?;
        }
    }
    let mut chosen = search.chosen.clone();
    let rows = search.rows(&chosen)?;
    choose_recent(&mut chosen, search.best, training, held, &rows);
    choose_history(&mut chosen, training, held, &rows);
    chosen.support = USUAL.support;
    Ok(chosen)
}

struct Search<'a> {
    training: &'a Interactions,
    held: &'a [Held],
    least: u32,
    watch: &'a dyn Watch,
    best: f64,
    chosen: Chosen,
}

impl Search<'_> {
    /// Tries values of one setting, and keeps the best of them if it is better than what there is.
    fn one_of(&mut self, values: &[f64], set: impl Fn(&mut Chosen, f64)) -> Result<()> {
        let before = self.chosen.clone();
        for value in values {
            let mut tried = before.clone();
            set(&mut tried, *value);
            if self.best > f64::NEG_INFINITY && tried == before {
                continue;
            }
            let rows = self.rows(&tried)?;
            let scorer = |told: &[Touch], scores: &mut [f64]| add_up(&rows, told, 0, 1.0, tried.graded, scores);
            let worth = measure(self.training, self.held, &scorer).worth();
            if worth > self.best {
                (self.best, self.chosen) = (worth, tried);
            }
            self.watch.step();
        }
        Ok(())
    }

    fn rows(&self, chosen: &Chosen) -> Result<Rows> {
        let terms = Terms {
            engine: Engine::Direct,
            memory: 0,
            least: self.least,
            budget: None,
            privacy: None,
            watch: &crate::train::Silent,
        };
        let counted = counted(self.training, chosen, &terms)?;
        Ok(solved(self.training, &counted, chosen, &terms))
    }
}

/// Whether members did more with some items than with others.
fn is_graded(training: &Interactions) -> bool {
    let mut affinities = training.members.iter().flatten().map(|touch| touch.affinity);
    let first = affinities.next();
    affinities.any(|affinity| Some(affinity) != first)
}

/// How much more the items touched last weigh.
fn choose_recent(chosen: &mut Chosen, best: f64, training: &Interactions, held: &[Held], rows: &Rows) {
    let mut best = best;
    for recent in [1, 2, 4] {
        for weight in [0.7, 1.3, 1.7, 2.2] {
            let scorer = |told: &[Touch], scores: &mut [f64]| {
                add_up(rows, told, recent, weight, chosen.graded, scores);
            };
            let worth = measure(training, held, &scorer).worth();
            // A setting more is worth it only for a gain that is more than chance.
            if worth > best + 0.0005 {
                (best, chosen.recent, chosen.recent_weight) = (worth, recent, weight);
            }
        }
    }
}

/// How far the model is believed beside popularity, by members of whom little is told.
fn choose_history(chosen: &mut Chosen, training: &Interactions, held: &[Held], rows: &Rows) {
    let popularity = shares(training);
    let cold: Vec<Vec<Held>> = COLD.iter().map(|told| shortened(held, *told)).collect();
    let mut best = f64::NEG_INFINITY;
    for history in [0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0] {
        let scorer = |told: &[Touch], scores: &mut [f64]| {
            add_up(rows, told, chosen.recent, chosen.recent_weight, chosen.graded, scores);
            blend(scores, &popularity, told.len(), history);
        };
        let worth: f64 = cold.iter().map(|held| measure(training, held, &scorer).worth()).sum();
        if worth > best {
            (best, chosen.history) = (worth, history);
        }
    }
}

/// How many members touched each item, by the most of any.
pub fn shares(training: &Interactions) -> Vec<f64> {
    let counts = training.popularity();
    let most = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
    counts.iter().map(|count| f64::from(*count) / most).collect()
}

/// Joins the model's scores with popularity as the shelf does: the more items it knows, the more it is believed.
pub fn blend(scores: &mut [f64], popularity: &[f64], known: usize, history: f64) {
    let most = scores.iter().copied().fold(0.0, f64::max);
    let believed = if most > 0.0 { known as f64 / (known as f64 + history) } else { 0.0 };
    let scale = if most > 0.0 { believed / most } else { 0.0 };
    for (score, popular) in scores.iter_mut().zip(popularity) {
        *score = *score * scale + popular * (1.0 - believed);
    }
}
