//! A trained model: what goes with what, read from static files a part at a time.
//!
//! A model says of an item which others go with it and how strongly: a row. It is trained from the events of many
//! members (`guildhall train`), lies beside the catalogue as files, and contains no member. `docs/model-format.md`
//! tells the bytes. A small model is one file; a large one has its rows in shards, named by their content, of which a
//! member's device fetches those that hold what the member touched. Every part is verified before it is used, and the
//! shelf works with the parts there are.

mod bytes;
mod neighbours;
mod read;
mod rows;
mod write;

pub use neighbours::{Nearness, Neighbours};
pub use read::community_of;
pub use write::{Files, Layout, NotWritable, quantised, write};

use crate::catalogue::Catalogue;
use crate::digest::{hex, sha256};
use crate::document::shape;
use crate::id::CommunityId;
use crate::taste::Taste;
use crate::time::Day;
use serde_json::Value;
use thiserror::Error;

/// The version of the format that is written, and the latest that is read.
pub const FORMAT: u16 = 1;
/// The name of a model's first file.
pub const FILE: &str = "model.ghm";
/// The number of an item that the catalogue, or the model, does not have.
const NOWHERE: u32 = u32::MAX;

shape! {
    /// What a model says of itself.
    pub struct Header {
        /// The community from whose events it was trained.
        community("community"): CommunityId;
        /// How many items it knows.
        items("items"): u32;
        /// How many members it was trained from.
        members("members"): u32 = 0;
        /// How many pairs of a member and an item it was trained from.
        interactions("interactions"): u32 = 0;
        /// The day it was trained.
        trained("trained"): Option<Day> = None;
        /// The fewest different members behind any pair of items in it.
        min_members("minMembers"): u32 = 1;
        /// The differential privacy of a member's whole history; absent when the counts bear no noise.
        epsilon("epsilon"): Option<f64> = None;
        /// Whether it matters how much a member did with an item, or only that they did.
        graded("graded"): bool = false;
        /// After how many known items the model's share is one half of what the charter gives it.
        history("history"): f64 = 1.0;
        /// How many of the items that were touched last weigh more, or less.
        recent("recent"): u32 = 0;
        /// What they weigh.
        recent_weight("recentWeight"): f64 = 1.0;
        /// The file of the items' identifiers, when it is not part of this one: the first 16 digits of its SHA-256.
        ids("ids"): Option<Box<str>> = None;
        /// What the training chose, for people to read.
        training("training"): Value = Value::Null;
    }
}

impl Header {
    /// Of a model for a community, with the usual in everything else.
    pub fn new(community: CommunityId) -> Header {
        Header {
            community,
            items: 0,
            members: 0,
            interactions: 0,
            trained: None,
            min_members: 1,
            epsilon: None,
            graded: false,
            history: 1.0,
            recent: 0,
            recent_weight: 1.0,
            ids: None,
            training: Value::Null,
        }
    }
}

/// Why a file of a model cannot be used. The shelf goes on without it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// It is something else, such as a page that a server sends for every address.
    #[error("this is not a model; does the address lead to `{FILE}`, and does the server send it as it is?")]
    NotAModel,
    /// It was written by a later version.
    #[error(
        "the model has version {0}, this software reads up to {FORMAT}; use a newer version of the software, or train anew"
    )]
    Newer(u16),
    /// It ends too soon.
    #[error("the file ends at byte {0}, before it should; publish it anew")]
    CutShort(usize),
    /// Its bytes are not those that were written.
    #[error("the file is damaged: its checksum is another; publish it anew")]
    Damaged,
    /// Its bytes are those that were written, but make no sense.
    #[error("the model is wrong at byte {0}: {1}; train it anew")]
    Malformed(usize, &'static str),
    /// What it says of itself cannot be read.
    #[error("the model's header is wrong: {0}; train it anew")]
    Header(String),
    /// It was trained for another community.
    #[error("the model belongs to the community `{0}`; train one from this community's events")]
    OtherCommunity(CommunityId),
    /// It names no file of this name.
    #[error("the model has no part `{0}`; publish all of the model's files together")]
    Unknown(String),
}

/// A model and those of its parts that are here, for one catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    header: Header,
    /// The place in the catalogue of each of the model's items, and the other way round.
    places: Vec<u32>,
    numbers: Vec<u32>,
    /// The names of the shards; of each item the shard that has its row, counted from one, or 0.
    shards: Vec<Shard>,
    shard_of: Vec<u32>,
    rows: rows::Rows,
}

#[derive(Debug, Clone, PartialEq)]
struct Shard {
    hash: [u8; 8],
    here: bool,
}

impl Model {
    /// What the model says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// How many of its items the catalogue has.
    pub fn known(&self) -> usize {
        self.places.iter().filter(|place| **place != NOWHERE).count()
    }

    /// The file of the items' identifiers, when it has to be fetched: the catalogue does not begin with the items the
    /// model was trained on. Until then the model knows no item.
    pub fn wants_ids(&self) -> Option<String> {
        let name = self.header.ids.as_deref().filter(|_| self.places.is_empty() && self.header.items > 0)?;
        Some([name, ".ghi"].concat())
    }

    /// The files to fetch for what a member touched, those of the latest items first.
    pub fn wants(&self, taste: &Taste) -> Vec<String> {
        self.wants_for(taste.history.iter().rev().map(|touch| touch.place))
    }

    /// The files to fetch for some places of the catalogue, in their order.
    pub fn wants_for(&self, places: impl Iterator<Item = usize>) -> Vec<String> {
        let mut asked = vec![false; self.shards.len()];
        let shards = places.filter_map(|place| {
            let number = self.number(place)?;
            let shard = (*self.shard_of.get(number as usize)?).checked_sub(1)? as usize;
            let is_new = !std::mem::replace(asked.get_mut(shard)?, true);
            self.shards.get(shard).filter(|shard| is_new && !shard.here)
        });
        shards.map(|shard| file_name(shard.hash)).collect()
    }

    /// The names of all shards.
    pub fn part_names(&self) -> Vec<String> {
        self.shards.iter().map(|shard| file_name(shard.hash)).collect()
    }

    /// Whether an item has a row that is here.
    pub fn has_row(&self, place: usize) -> bool {
        self.number(place).is_some_and(|number| self.rows.has(number))
    }

    /// What goes with an item: places of the catalogue and weights.
    pub fn row(&self, place: usize) -> impl Iterator<Item = (usize, f64)> {
        let row = self.number(place).map(|number| self.rows.of(number));
        row.into_iter().flatten().filter_map(|(target, weight)| {
            let place = *self.places.get(target as usize)?;
            (place != NOWHERE).then_some((place as usize, weight))
        })
    }

    fn number(&self, place: usize) -> Option<u32> {
        self.numbers.get(place).copied().filter(|number| *number != NOWHERE)
    }

    /// Finds the model's items in a catalogue, given their identifiers in the model's order.
    fn bind<'a>(&mut self, ids: impl Iterator<Item = &'a str>, catalogue: &Catalogue) {
        let place = |id: &str| catalogue.place(id).and_then(|place| u32::try_from(place).ok());
        self.places = ids.map(|id| place(id).unwrap_or(NOWHERE)).collect();
        self.numbers = vec![NOWHERE; catalogue.items().len()];
        for (place, number) in self.places.iter().zip(0u32..) {
            if let Some(slot) = self.numbers.get_mut(*place as usize) {
                *slot = number;
            }
        }
    }
}

/// The first eight bytes of a file's SHA-256, which name it.
fn short_hash(bytes: &[u8]) -> [u8; 8] {
    let mut short = [0; 8];
    short.iter_mut().zip(sha256(bytes)).for_each(|(to, from)| *to = from);
    short
}

fn file_name(hash: [u8; 8]) -> String {
    [&hex(&hash), ".ghs"].concat()
}
