//! Which items occur together in members' histories, and how much.
//!
//! Of a member at most [`MOST_ITEMS`] items count, the strongest. A touch weighs its affinity divided by a power of the
//! history's length, in whole steps of [`STEP`], so that sums are the same in any order. A pair behind which there are
//! fewer than `least` members is left out before anything is made of it.

#[cfg(feature = "ballista")]
mod ballista;
mod direct;
mod remote;
#[cfg(feature = "sql")]
mod sql;
#[cfg(feature = "sql")]
mod touches;

pub use remote::{Address, Remote};

use crate::interactions::{Interactions, MILLION, MOST_AFFINITY, Touch};
use anyhow::Result;

/// The most items of one member that count.
pub const MOST_ITEMS: usize = 200;
/// One unit of weight, in steps.
pub const STEP: f64 = 10_000.0;

/// How histories are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counting {
    /// Whether it matters how much a member did with an item, or only that they did.
    pub graded: bool,
    /// The power of the history's length that weights are divided by: 0 not at all, 1 to unit length.
    pub length_power: f64,
    /// The fewest different members behind a pair.
    pub least: u32,
}

/// What counts the pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine<'a> {
    /// SQL on DataFusion, in this process.
    Sql,
    /// The same SQL on a cluster.
    Ballista(&'a Remote),
    /// Code of its own, which knows that items are numbered.
    Direct,
}

/// What was counted. The products are in squared steps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Of each item, the sum of its squared weights.
    pub items: Vec<i64>,
    /// Pairs of items, the lesser first, in ascending order, with the sum of the products of their weights.
    pub pairs: Vec<(u32, u32, i64)>,
}

impl Counted {
    /// The bytes in which counts of different engines are compared.
    pub fn bytes(&self) -> Vec<u8> {
        let items = self.items.iter().flat_map(|sum| sum.to_le_bytes());
        let pairs = self.pairs.iter().flat_map(|(one, other, sum)| {
            one.to_le_bytes().into_iter().chain(other.to_le_bytes()).chain(sum.to_le_bytes())
        });
        items.chain(pairs).collect()
    }
}

/// Counts all members' histories; `memory` is how many bytes the SQL engine may take in this process.
///
/// # Errors
/// When the SQL engine needs more memory, or the cluster does not do it.
pub fn count(interactions: &Interactions, counting: &Counting, engine: Engine<'_>, memory: usize) -> Result<Counted> {
    match engine {
        #[cfg(feature = "sql")]
        Engine::Sql => sql::count(interactions, counting, memory),
        #[cfg(not(feature = "sql"))]
        Engine::Sql => anyhow::bail!("this program was built without SQL ({memory} bytes were to be for it)"),
        #[cfg(feature = "ballista")]
        Engine::Ballista(remote) => ballista::count(interactions, counting, remote),
        #[cfg(not(feature = "ballista"))]
        Engine::Ballista(remote) => remote.check().map(|()| Counted::default()),
        Engine::Direct => Ok(direct::count(interactions, counting)),
    }
}

/// Counts histories whose items, ascending, have their weights already.
pub(crate) fn weighted(items: usize, members: Vec<Vec<(u32, i64)>>, least: u32) -> Counted {
    direct::add_up(items, &members, least)
}

/// What counts of a history: the strongest items, those of a lesser number first among equals.
pub fn capped(touches: &[Touch]) -> Vec<Touch> {
    let mut kept = touches.to_vec();
    for touch in &mut kept {
        touch.affinity = touch.affinity.clamp(0, MOST_AFFINITY);
    }
    kept.sort_unstable_by_key(|touch| (std::cmp::Reverse(touch.affinity), touch.item));
    kept.truncate(MOST_ITEMS);
    kept
}

/// What one member's items weigh, in steps, by item.
pub(crate) fn weighed(touches: &[Touch], counting: &Counting) -> Vec<(u32, i64)> {
    let mut kept = capped(touches);
    if !counting.graded {
        kept.iter_mut().for_each(|touch| touch.affinity = MILLION);
    }
    let length: i64 = kept.iter().map(|touch| touch.affinity * touch.affinity).sum();
    if length == 0 {
        return Vec::new();
    }
    // The same operations in the same order as `weigh.sql`.
    let divisor = (length as f64 / 1e12).powf(counting.length_power / 2.0);
    let mut weights: Vec<(u32, i64)> = kept
        .iter()
        .map(|touch| (touch.item, (touch.affinity as f64 / 1e6 * STEP / divisor + 0.5).floor() as i64))
        .collect();
    weights.sort_unstable();
    weights
}

#[cfg(test)]
mod tests;
