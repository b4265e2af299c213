//! Members held back, whom the training never sees: of each, most items are told and the others are to be found.

use crate::interactions::{Interactions, Touch};
use serde_json::{Value, json};

/// Numbers without pattern, the same for the same seed: Steele, Lea and Flood's SplitMix64 (2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// From a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number of the row.
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.number()) * bound as u128) >> 64) as usize
    }

    /// Puts things into a random order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }

    /// A number from 0 to 1, neither of them.
    pub fn unit(&mut self) -> f64 {
        ((self.number() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
    }
}

/// A member held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What is told, the item touched last at the end.
    pub told: Vec<Touch>,
    /// The items to be found, ascending.
    pub wanted: Vec<u32>,
}

/// A community in three parts.
#[derive(Debug, Clone)]
pub struct Split {
    /// Whom the training sees.
    pub training: Interactions,
    /// By whom choices are made.
    pub validation: Vec<Held>,
    /// By whom the result is measured.
    pub test: Vec<Held>,
}

/// How members are held back.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// The seed of chance.
    pub seed: u64,
    /// How many members are held back for choices, at most a tenth of all.
    pub validation: usize,
    /// How many for measuring, at most a fifth of all.
    pub test: usize,
    /// The fewest items of a member who is held back.
    pub least: usize,
    /// How many in a hundred of a member's items are told; what is not whole is told, but one item never is.
    pub told: usize,
}

/// The protocol of the published figures.
pub const PROTOCOL: Holding = Holding { seed: 98765, validation: 2_000, test: 5_000, least: 5, told: 80 };

/// Splits by members: strong generalisation, no one of those held back has any part in the training.
pub fn split(interactions: &Interactions, holding: &Holding) -> Split {
    let mut chance = Chance::new(holding.seed);
    let members = &interactions.members;
    let mut able: Vec<usize> = (0..members.len()).filter(|at| members[*at].len() >= holding.least.max(2)).collect();
    chance.shuffle(&mut able);
    let validation = holding.validation.min(able.len() / 10);
    let test = holding.test.min(able.len() / 5);
    let mut hold = |at: usize| hold(&members[at], holding.told, &mut chance);
    let test_members: Vec<Held> = able[..test].iter().map(|at| hold(*at)).collect();
    let validation_members: Vec<Held> = able[test..test + validation].iter().map(|at| hold(*at)).collect();
    let mut is_held = vec![false; members.len()];
    able[..test + validation].iter().for_each(|at| is_held[*at] = true);
    let rest = members.iter().zip(&is_held).filter(|(_, held)| !**held).map(|(touches, _)| touches.clone());
    Split { training: interactions.with_members(rest.collect()), validation: validation_members, test: test_members }
}

fn hold(touches: &[Touch], told: usize, chance: &mut Chance) -> Held {
    let mut order: Vec<usize> = (0..touches.len()).collect();
    chance.shuffle(&mut order);
    let wanted = (touches.len() * (100 - told.min(100)) / 100).clamp(1, touches.len() - 1);
    let count = touches.len() - wanted;
    let mut told = order[..count].to_vec();
    told.sort_unstable();
    let mut wanted: Vec<u32> = order[count..].iter().map(|at| touches[*at].item).collect();
    wanted.sort_unstable();
    Held { told: told.into_iter().map(|at| touches[at]).collect(), wanted }
}

/// The split as data, so that other programs are measured on the same members.
pub fn export(split: &Split) -> Value {
    let items = |touches: &[Touch]| touches.iter().map(|touch| touch.item).collect::<Vec<_>>();
    let held = |members: &[Held]| {
        members.iter().map(|held| json!({ "told": items(&held.told), "wanted": held.wanted })).collect::<Vec<_>>()
    };
    json!({
        "items": split.training.items.len(),
        "training": split.training.members.iter().map(|touches| items(touches)).collect::<Vec<_>>(),
        "validation": held(&split.validation),
        "test": held(&split.test),
    })
}
