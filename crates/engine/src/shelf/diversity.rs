//! Variety: what is chosen together.

use crate::catalogue::Catalogue;
use crate::charter::Charter;
use crate::taste::Taste;

/// What the choice weighs against what.
pub(super) struct Balance {
    /// From 0 (variety alone) to 1 (score alone).
    relevance: f64,
    /// Of variety, the share of what the taste asks for and the shelf lacks; the rest is difference of the items.
    calibration: f64,
}

impl Balance {
    /// The charter's relevance applies at the charter's adventurousness; without any only the score counts, with all of it
    /// only variety.
    pub(super) fn of(charter: &Charter, taste: &Taste) -> Balance {
        let rules = &charter.file().taste;
        let room = 1.0 - rules.adventurousness;
        let relevance =
            if room > 0.0 { rules.relevance * (1.0 - taste.adventurousness) / room } else { rules.relevance };
        Balance { relevance: relevance.clamp(0.0, 1.0), calibration: rules.calibration.clamp(0.0, 1.0) }
    }
}

/// How even the shelf must become in the end: at 0 a tag that is not yet on it would count without bound.
const SMOOTHING: f64 = 0.1;

/// How the tags of a shelf compare with those of the taste (Steck 2018, Calibrated recommendations).
struct Calibration {
    /// Each tag's part of the taste, by its number; what the member asked less of has none.
    wanted: Vec<f64>,
    /// Each tag's part of the shelf when it is full, as far as it is chosen.
    chosen: Vec<f64>,
    /// What the shelf lacks of each tag, from 0 (the taste does not ask for it) to 1 (there is none yet): the derivative of
    /// the divergence between taste and shelf.
    lacks: Vec<f64>,
}

impl Calibration {
    fn of(taste: &Taste) -> Calibration {
        let mut wanted: Vec<f64> = taste.direction.iter().map(|weight| weight.max(0.0) * weight).collect();
        let all = wanted.iter().fold(0.0, |sum, part| sum + part);
        if all > 0.0 {
            wanted.iter_mut().for_each(|part| *part /= all);
        }
        let lacks = wanted.iter().map(|part| if *part > 0.0 { 1.0 } else { 0.0 }).collect();
        Calibration { chosen: vec![0.0; wanted.len()], wanted, lacks }
    }

    fn lacks(&self, tags: &[u32]) -> f64 {
        let sum = tags.iter().fold(0.0, |sum, tag| sum + self.lacks.get(*tag as usize).copied().unwrap_or(0.0));
        if tags.is_empty() { 0.0 } else { sum / tags.len() as f64 }
    }

    fn choose(&mut self, tags: &[u32], count: usize) {
        for tag in tags {
            let at = *tag as usize;
            if let (Some(chosen), Some(wanted), Some(lacks)) =
                (self.chosen.get_mut(at), self.wanted.get(at), self.lacks.get_mut(at))
            {
                *chosen += 1.0 / (tags.len() * count.max(1)) as f64;
                if *wanted > 0.0 {
                    *lacks = SMOOTHING * wanted / ((1.0 - SMOOTHING) * *chosen + SMOOTHING * wanted);
                }
            }
        }
    }
}

/// A candidate that was not chosen yet.
struct Candidate<'a> {
    /// Its score, scaled so that the best is 1.
    score: f64,
    place: usize,
    tags: &'a [u32],
    /// What one of its tags weighs.
    share: f64,
    /// How similar it is to the most similar item chosen.
    similar: f64,
}

/// Maximal marginal relevance (Carbonell and Goldstein 1998), calibrated: each next item has the largest λ·score +
/// (1-λ)·(c·what the shelf lacks - (1-c)·similarity to what is already chosen).
pub(super) fn choose(
    catalogue: &Catalogue,
    taste: &Taste,
    candidates: &[(f64, usize)],
    count: usize,
    balance: &Balance,
) -> Vec<usize> {
    let best = candidates.first().map_or(0.0, |(score, _)| *score);
    let scale = if best > 0.0 { 1.0 / best } else { 1.0 };
    let candidate = |(score, place): &(f64, usize)| Candidate {
        score: score * scale,
        place: *place,
        tags: catalogue.tags_of(*place),
        share: catalogue.tag_share(*place),
        similar: 0.0,
    };
    let mut left: Vec<Candidate<'_>> = candidates.iter().map(candidate).collect();
    let mut calibration = Calibration::of(taste);
    let mut is_shared = vec![false; catalogue.tag_count()];
    let Balance { relevance, calibration: calibrated } = *balance;
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let value = |candidate: &Candidate<'_>| {
            let variety = calibrated * calibration.lacks(candidate.tags) - (1.0 - calibrated) * candidate.similar;
            relevance * candidate.score + (1.0 - relevance) * variety
        };
        let next = left.iter().enumerate().fold(None, |best: Option<(usize, f64)>, (at, candidate)| {
            let value = value(candidate);
            if best.is_none_or(|(_, most)| value > most) { Some((at, value)) } else { best }
        });
        let Some((at, _)) = next else { break };
        let Candidate { place, tags, share, .. } = left.remove(at);
        calibration.choose(tags, count);
        mark(&mut is_shared, tags, true);
        for other in &mut left {
            // The cosine of the two, by the tags they share.
            let shared = other.tags.iter().filter(|tag| is_shared.get(**tag as usize) == Some(&true)).count();
            let similarity = shared as f64 * share * other.share;
            if similarity > other.similar {
                other.similar = similarity;
            }
        }
        mark(&mut is_shared, tags, false);
        chosen.push(place);
    }
    chosen
}

fn mark(flags: &mut [bool], tags: &[u32], is: bool) {
    for tag in tags {
        if let Some(flag) = flags.get_mut(*tag as usize) {
            *flag = is;
        }
    }
}
