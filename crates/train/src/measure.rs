//! How good lists of recommendations are, measured on members who were held back.

use crate::interactions::{Interactions, Touch};
use crate::split::Held;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// Lengths of lists at which accuracy is told.
pub const LENGTHS: [usize; 3] = [10, 20, 50];
/// The length of the lists whose variety is told.
const SHOWN: usize = 20;

/// Scores all items for a history, the item touched last at its end.
pub type Scorer<'a> = dyn Fn(&[Touch], &mut [f64]) + Sync + 'a;

/// What lists are worth. Accuracy is the mean over members; recall is hits by the most there could be.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// How many members were asked.
    pub members: usize,
    /// The share of the wanted items that are found, at each of [`LENGTHS`].
    pub recall: [f64; 3],
    /// The same with what stands higher counting more, by the logarithm of the place.
    pub ndcg: [f64; 3],
    /// The mean precision at the places of the wanted items.
    pub map: [f64; 3],
    /// The share of all items that anybody is shown among 20.
    pub coverage: f64,
    /// How unevenly places among 20 go to items: 0 all alike, 1 all to one.
    pub gini: f64,
    /// How different the 20 items are by their tags: 1 when no two share any.
    pub diversity: f64,
}

impl Figures {
    /// The one number that choices are made by: recall and NDCG at 20.
    pub fn worth(&self) -> f64 {
        (self.recall[1] + self.ndcg[1]) / 2.0
    }
}

/// Asks for everybody's list and compares it with what was to be found.
pub fn measure(community: &Interactions, held: &[Held], scorer: &Scorer<'_>) -> Figures {
    let items = community.items.len();
    let most = LENGTHS[2];
    let lists: Vec<Vec<u32>> =
        held.par_iter().map_init(|| vec![0.0; items], |scores, held| list(&held.told, scorer, scores, most)).collect();
    let mut figures = Figures { members: held.len(), ..Figures::default() };
    let mut exposure = vec![0u64; items];
    for (list, held) in lists.iter().zip(held) {
        let is_hit: Vec<bool> = list.iter().map(|item| held.wanted.binary_search(item).is_ok()).collect();
        for (at, length) in LENGTHS.into_iter().enumerate() {
            let possible = held.wanted.len().min(length);
            let (mut hits, mut gain, mut precision) = (0.0, 0.0, 0.0);
            for (place, _) in is_hit.iter().take(length).enumerate().filter(|(_, hit)| **hit) {
                hits += 1.0;
                gain += discount(place);
                precision += hits / (place + 1) as f64;
            }
            let ideal: f64 = (0..possible).map(discount).sum();
            figures.recall[at] += hits / possible as f64;
            figures.ndcg[at] += gain / ideal;
            figures.map[at] += precision / possible as f64;
        }
        list.iter().take(SHOWN).for_each(|item| exposure[*item as usize] += 1);
        figures.diversity += diversity(community, &list[..list.len().min(SHOWN)]);
    }
    let count = held.len().max(1) as f64;
    let means = figures.recall.iter_mut().chain(&mut figures.ndcg).chain(&mut figures.map);
    means.for_each(|sum| *sum /= count);
    figures.diversity /= count;
    figures.coverage = exposure.iter().filter(|shown| **shown > 0).count() as f64 / items.max(1) as f64;
    figures.gini = gini(exposure);
    figures
}

/// The same members when only the items touched last are told.
pub fn shortened(held: &[Held], told: usize) -> Vec<Held> {
    let able = held.iter().filter(|held| held.told.len() >= told);
    able.map(|held| Held { told: held.told[held.told.len() - told..].to_vec(), wanted: held.wanted.clone() }).collect()
}

/// The best items that were not told, of equals those of a lesser number first.
fn list(told: &[Touch], scorer: &Scorer<'_>, scores: &mut [f64], most: usize) -> Vec<u32> {
    scores.fill(0.0);
    scorer(told, scores);
    told.iter().for_each(|touch| scores[touch.item as usize] = f64::NEG_INFINITY);
    let mut order: Vec<u32> =
        (0..scores.len() as u32).filter(|item| scores[*item as usize] > f64::NEG_INFINITY).collect();
    let better = |a: &u32, b: &u32| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b));
    if order.len() > most {
        order.select_nth_unstable_by(most - 1, better);
        order.truncate(most);
    }
    order.sort_unstable_by(better);
    order
}

fn discount(place: usize) -> f64 {
    1.0 / ((place + 2) as f64).log2()
}

fn gini(mut exposure: Vec<u64>) -> f64 {
    exposure.sort_unstable();
    let count = exposure.len() as f64;
    let all: f64 = exposure.iter().map(|shown| *shown as f64).sum();
    if all == 0.0 {
        return 0.0;
    }
    let ranked: f64 = exposure.iter().enumerate().map(|(at, shown)| (at + 1) as f64 * *shown as f64).sum();
    2.0 * ranked / (count * all) - (count + 1.0) / count
}

fn diversity(community: &Interactions, list: &[u32]) -> f64 {
    let mut carriers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, item) in list.iter().enumerate() {
        community.tags[*item as usize].iter().for_each(|tag| carriers.entry(*tag).or_default().push(at));
    }
    let length = |at: usize| (community.tags[list[at] as usize].len() as f64).sqrt();
    let mut alike = 0.0;
    for carriers in carriers.values() {
        for (index, one) in carriers.iter().enumerate() {
            alike += carriers[index + 1..].iter().map(|other| 1.0 / (length(*one) * length(*other))).sum::<f64>();
        }
    }
    let pairs = list.len() * list.len().saturating_sub(1) / 2;
    if pairs == 0 { 1.0 } else { 1.0 - alike / pairs as f64 }
}
