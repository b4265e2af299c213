//! What a model makes of a member's history: a number for each item, and where it came from.

use super::Model;
use crate::taste::{Taste, Touch};

/// What a shelf asks of a model. A trait, so that a program can show shelves without the code that reads models, and fetch
/// that later.
pub trait Nearness {
    /// What goes with what a member touched.
    fn neighbours(&self, taste: &Taste) -> Neighbours;

    /// What each item of the history adds to the sums of some places: the item's place and its part, in the order in which
    /// the parts were added up.
    fn parts(&self, neighbours: &Neighbours, places: &[usize]) -> Vec<Vec<(usize, f64)>>;

    /// What goes with one item, and how strongly.
    fn beside(&self, place: usize) -> Vec<(usize, f64)>;
}

/// What goes with what a member touched, by a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbours {
    /// The history as the model weighs it.
    history: Vec<Touch>,
    /// The sum for each place of the catalogue, and the places where there may be one, each once.
    sums: Vec<f64>,
    touched: Vec<u32>,
    /// How much of the history the model knows, from 0 to 1: one half at `history` items.
    confidence: f64,
}

impl Neighbours {
    /// The sum for a place of the catalogue.
    pub fn sum(&self, place: usize) -> f64 {
        self.sums.get(place).copied().unwrap_or(0.0)
    }

    /// Places whose sum is not 0, each once, in no particular order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.touched.iter().map(|place| *place as usize).filter(|place| self.sum(*place) != 0.0)
    }

    /// How much the model is to be believed, from 0 to 1: 0 when it knows nothing of what the member touched.
    pub fn confidence(&self) -> f64 {
        self.confidence
    }
}

impl Nearness for Model {
    fn neighbours(&self, taste: &Taste) -> Neighbours {
        let history = weighed(self, taste);
        let mut sums = vec![0.0; self.numbers.len()];
        let mut touched = Vec::new();
        for touch in &history {
            for (place, weight) in self.row(touch.place) {
                let Some(sum) = sums.get_mut(place) else { continue };
                if *sum == 0.0 {
                    touched.extend(u32::try_from(place));
                }
                *sum += touch.affinity * weight;
            }
        }
        // A sum that came back to nothing on its way is there twice.
        touched.sort_unstable();
        touched.dedup();
        let known = history.len() as f64;
        let confidence = if known > 0.0 { known / (known + self.header().history) } else { 0.0 };
        Neighbours { history, sums, touched, confidence }
    }

    fn parts(&self, neighbours: &Neighbours, places: &[usize]) -> Vec<Vec<(usize, f64)>> {
        let mut slots: Vec<u32> = vec![0; neighbours.sums.len()];
        for (place, slot) in places.iter().zip(1u32..) {
            if let Some(at) = slots.get_mut(*place) {
                *at = slot;
            }
        }
        let mut parts = vec![Vec::new(); places.len()];
        for touch in &neighbours.history {
            for (place, weight) in self.row(touch.place) {
                let slot = slots.get(place).and_then(|slot| slot.checked_sub(1));
                if let Some(part) = slot.and_then(|slot| parts.get_mut(slot as usize)) {
                    part.push((touch.place, touch.affinity * weight));
                }
            }
        }
        parts
    }

    fn beside(&self, place: usize) -> Vec<(usize, f64)> {
        self.row(place).collect()
    }
}

/// The history that has rows, the latest last, as the model was trained to weigh it.
fn weighed(model: &Model, taste: &Taste) -> Vec<Touch> {
    let header = model.header();
    let mut history: Vec<Touch> = taste.history.iter().filter(|touch| model.has_row(touch.place)).copied().collect();
    let recent = history.len().saturating_sub(header.recent as usize);
    for (at, touch) in history.iter_mut().enumerate() {
        if !header.graded {
            touch.affinity = if touch.affinity > 0.0 { 1.0 } else { -1.0 };
        }
        if at >= recent {
            touch.affinity *= header.recent_weight;
        }
    }
    history
}
