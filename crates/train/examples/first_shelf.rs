//! What a first shelf fetches of a large model: 17,000 items, made-up members, shards.
//!
//!     cargo run --release -p guildhall-train --example first_shelf
//!
//! Items belong to 340 subjects; a member has two, and now and then does something else. Both the order of the shards in use
//! and the catalogue's own order are measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use anyhow::Result;
use guildhall_engine::id::ItemId;
use guildhall_engine::model::{Header, Layout, write};
use guildhall_train::count::Engine;
use guildhall_train::interactions::{Interactions, MILLION, Touch};
use guildhall_train::train::{Silent, Terms, USUAL, fit};
use guildhall_train::{artefact, cluster};
use std::collections::{BTreeMap, BTreeSet};

const ITEMS: u64 = 17_000;
const SUBJECTS: u64 = 340;
const MEMBERS: usize = 60_000;
const VISITORS: usize = 2_000;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// A member's items, 3 to about 40, half of the members with fewer than 9.
fn member(chance: &mut Chance) -> Vec<u32> {
    let subjects = [chance.below(SUBJECTS), chance.below(SUBJECTS)];
    let length = 3 + chance.below(11) + if chance.below(4) == 0 { chance.below(28) } else { 0 };
    let mut items = BTreeSet::new();
    for _ in 0..length {
        // The numbers of a subject's items lie far apart, and small ones are popular.
        let rank = chance.below(50).min(chance.below(50));
        let subject = if chance.below(12) == 0 { chance.below(SUBJECTS) } else { subjects[chance.below(2) as usize] };
        items.insert(((rank * SUBJECTS + subject * 7) % ITEMS) as u32);
    }
    items.into_iter().collect()
}

fn main() -> Result<()> {
    let mut chance = Chance(7);
    let members = (0..MEMBERS).map(|_| member(&mut chance));
    let touch = |item| Touch { item, affinity: MILLION };
    let interactions = Interactions {
        items: (0..ITEMS).map(|item| format!("item-{item}")).collect(),
        tags: vec![Vec::new(); ITEMS as usize],
        tag_count: 0,
        members: members.map(|items| items.into_iter().map(touch).collect()).collect(),
    };
    let terms = Terms {
        engine: Engine::Direct,
        memory: 2_000_000_000,
        least: 5,
        budget: Some(2_000_000),
        privacy: None,
        watch: &Silent,
    };
    let rows = fit(&interactions, &USUAL, &terms)?;
    let visitors: Vec<Vec<u32>> = (0..VISITORS).map(|_| member(&mut chance)).collect();
    let known: Vec<usize> = visitors.iter().map(Vec::len).collect();
    println!(
        "{ITEMS} items, {} weights, from {MEMBERS} made-up members; {VISITORS} visitors who know {} items at the median",
        rows.iter().map(Vec::len).sum::<usize>(),
        quantile(known, 0.5),
    );
    let ids: Vec<ItemId> = interactions.items.iter().map(|id| ItemId::from(id.as_str())).collect();
    let header = Header::new("made-up".into());
    println!(
        "\n| shards of | order | first file | shards | first shelf p50 | p90 | requests p50 |\n|---|---|--:|--:|--:|--:|--:|"
    );
    for full in [4_000, artefact::SHARD, 16_000] {
        for (name, order) in [
            ("by what goes together", cluster::order(&rows, full)),
            ("as in the catalogue", (0..ITEMS as u32).collect()),
        ] {
            let files = write(&header, &ids, &rows, &Layout::Shards { bytes: full, order })?;
            let shard_of = shard_of(&files.model, ITEMS as usize);
            let sizes: BTreeMap<u32, usize> = (1u32..).zip(files.parts.iter().map(|(_, bytes)| bytes.len())).collect();
            let fetched = visitors.iter().map(|items| {
                let shards: BTreeSet<u32> =
                    items.iter().map(|item| shard_of[*item as usize]).filter(|shard| *shard > 0).collect();
                (files.model.len() + shards.iter().map(|shard| sizes[shard]).sum::<usize>(), shards.len() + 1)
            });
            let (bytes, requests): (Vec<usize>, Vec<usize>) = fetched.unzip();
            let kilo = |bytes: usize| format!("{:.0} kB", bytes as f64 / 1000.0);
            println!(
                "| {} | {name} | {} | {} | {} | {} | {} |",
                kilo(full),
                kilo(files.model.len()),
                files.parts.len() - 1,
                kilo(quantile(bytes.clone(), 0.5)),
                kilo(quantile(bytes, 0.9)),
                quantile(requests, 0.5),
            );
        }
    }
    Ok(())
}

/// Which shard each item is in, read from the first file by `docs/model-format.md`.
fn shard_of(model: &[u8], items: usize) -> Vec<u32> {
    let length = u32::from_le_bytes(model[6..10].try_into().expect("four bytes")) as usize;
    let mut rest = &model[10 + length..model.len() - 32];
    let shards = number(&mut rest) as usize;
    // The table of hashes lies between.
    rest = &rest[shards * 8..];
    (0..items).map(|_| number(&mut rest)).collect()
}

fn number(bytes: &mut &[u8]) -> u32 {
    let end = bytes.iter().position(|byte| *byte < 128).expect("a last byte") + 1;
    let (one, after) = bytes.split_at(end);
    *bytes = after;
    one.iter().rev().fold(0, |value, byte| value << 7 | u32::from(byte & 127))
}

fn quantile(mut figures: Vec<usize>, at: f64) -> usize {
    figures.sort_unstable();
    figures[((figures.len() - 1) as f64 * at) as usize]
}
