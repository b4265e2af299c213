//! The shelf: ranked items, each with the reasons that make up its score.
//!
//! In this order: candidates, score, filter, diversify, explain. A trained model's neighbours are one more signal, with
//! what the charter gives it as far as the model knows the member's history; the rest of its share goes to the others.

mod candidates;
mod diversity;

use crate::attributes::Attributes;
use crate::catalogue::Catalogue;
use crate::charter::{BlendRule, Charter};
use crate::condition::Explanation;
use crate::decay::remaining;
use crate::digest::sha256;
use crate::id::{ItemId, TagId};
use crate::model::{Nearness, Neighbours};
use crate::order::{best, sort_by};
use crate::standing::Standing;
use crate::taste::Taste;
use crate::time::Day;
use serde::Serialize;

/// Candidates that take part in the choice of variety.
const CANDIDATES: usize = 200;
/// Locked items shown as "unlock next".
const UNLOCK_NEXT: usize = 3;
/// The smallest shelf that gives a place to exploration.
const ROOM_TO_EXPLORE: usize = 4;

/// Recommendations for a member at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shelf {
    /// Whether the member's taste was used.
    pub personalised: bool,
    /// The items, the best first.
    pub picks: Vec<Pick>,
    /// Items the member cannot open yet and would like, the closest to being unlocked first.
    pub unlock_next: Vec<Locked>,
}

/// A recommended item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pick {
    /// The item.
    pub item: ItemId,
    /// The sum of the reasons' contributions.
    pub score: f64,
    /// Why, the strongest reason first; the contributions add up to the score, in this order.
    pub reasons: Vec<Reason>,
    /// Whether it is here to widen the horizon rather than for its score.
    pub explored: bool,
}

/// One reason for an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// What it is.
    #[serde(flatten)]
    pub kind: ReasonKind,
    /// Its part of the score.
    pub contribution: f64,
}

/// What speaks for (or against) an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub enum ReasonKind {
    /// It is close to an item the member knows, by a trained model.
    Neighbour(ItemId),
    /// It carries a tag of the member's taste.
    Tag(TagId),
    /// The charter puts it first for newcomers.
    Starter,
    /// Many members read it.
    Popular,
    /// It is new.
    Fresh,
}

/// An item that could be unlocked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Locked {
    /// The item.
    pub item: ItemId,
    /// What is missing, node by node.
    pub missing: Explanation,
}

/// A shelf of at most `count` items.
pub fn shelf(
    charter: &Charter,
    catalogue: &Catalogue,
    standing: &Standing,
    taste: &Taste,
    model: Option<&dyn Nearness>,
    count: usize,
) -> Shelf {
    let attributes = Attributes::of_standing(charter, standing);
    let scorer = Scorer::new(charter, catalogue, taste, model, standing.day);
    let mut open: Vec<(f64, usize)> = Vec::new();
    let mut locked: Vec<(f64, usize)> = Vec::new();
    for place in candidates::of(charter, catalogue, taste, scorer.near.as_ref()) {
        let Some(item) = catalogue.items().get(place) else { continue };
        let score = scorer.score(place);
        let opened = crate::benefit::opens(charter, &standing.benefits, item, &attributes);
        if opened { &mut open } else { &mut locked }.push((score, place));
    }
    let mut open = best(open.into_iter(), CANDIDATES.max(count));
    let balance = diversity::Balance::of(charter, taste);
    let (explored, keep) = match explore(&scorer, catalogue, standing, taste, &open, count) {
        Some(place) => (Some(place), count - 1),
        None => (None, count),
    };
    open.retain(|(_, place)| Some(*place) != explored);
    let mut places = diversity::choose(catalogue, taste, &open, keep, &balance);
    places.extend(explored);
    let parts = scorer.parts(&places);
    let picked = places.iter().zip(parts);
    let picks = picked.map(|(place, parts)| scorer.pick(*place, parts, Some(*place) == explored)).collect();
    Shelf { personalised: taste.personalised, picks, unlock_next: unlock_next(catalogue, &attributes, locked) }
}

/// Scores an item as the sum of signals, and can take the sum apart again.
struct Scorer<'a> {
    catalogue: &'a Catalogue,
    taste: &'a Taste,
    shares: BlendRule,
    today: Day,
    fresh_days: f64,
    starter: Vec<bool>,
    /// Whether anything is known of the member's taste.
    known: bool,
    model: Option<&'a dyn Nearness>,
    near: Option<Neighbours>,
    /// What one of the model's sums is multiplied by, so that the largest makes the whole of its share.
    nearness: f64,
}

impl<'a> Scorer<'a> {
    fn new(
        charter: &'a Charter,
        catalogue: &'a Catalogue,
        taste: &'a Taste,
        model: Option<&'a dyn Nearness>,
        today: Day,
    ) -> Scorer<'a> {
        let rules = &charter.file().taste;
        let mut starter = vec![false; catalogue.items().len()];
        for place in rules.starter.iter().filter_map(|item| catalogue.place(item.as_str())) {
            if let Some(flag) = starter.get_mut(place) {
                *flag = true;
            }
        }
        let near = model.map(|model| model.neighbours(taste));
        let most = near.as_ref().map_or(0.0, |near| {
            let wanted = near.places().filter(|place| candidates::is_wanted(taste, *place));
            wanted.fold(0.0, |most: f64, place| most.max(near.sum(place).abs()))
        });
        let BlendRule { collaborative, tags, popularity, freshness } = rules.blend;
        let others = tags + popularity + freshness;
        let all = collaborative + others;
        // As far as the model knows nothing, its share goes to the signals there are, in proportion.
        let believed = near.as_ref().filter(|_| most > 0.0 && all > 0.0).map_or(0.0, Neighbours::confidence);
        let collaborative = if believed > 0.0 { collaborative / all * believed } else { 0.0 };
        let share = |part: f64| if others > 0.0 { part / others * (1.0 - collaborative) } else { 0.0 };
        let shares =
            BlendRule { collaborative, tags: share(tags), popularity: share(popularity), freshness: share(freshness) };
        let fresh_days = f64::from(rules.fresh_days.max(1));
        let nearness = if most > 0.0 { collaborative / most } else { 0.0 };
        let known = !taste.tags.is_empty() || believed > 0.0;
        Scorer { catalogue, taste, shares, today, fresh_days, starter, known, model, near, nearness }
    }

    fn score(&self, place: usize) -> f64 {
        let near = self.near.as_ref().map_or(0.0, |near| near.sum(place) * self.nearness);
        self.reasons(place).fold(near, |sum, (_, part)| sum + part)
    }

    /// Of some items what each item of the history adds to the model's sum.
    fn parts(&self, places: &[usize]) -> Vec<Vec<(usize, f64)>> {
        match (self.model, &self.near) {
            (Some(model), Some(near)) if self.nearness > 0.0 => model.parts(near, places),
            _ => vec![Vec::new(); places.len()],
        }
    }

    /// The signals of an item that are not 0, but for the model's: the tag's number for a tag.
    fn reasons(&self, place: usize) -> impl Iterator<Item = (Signal, f64)> {
        let share = self.catalogue.tag_share(place) * self.shares.tags;
        let tags = self.catalogue.tags_of(place).iter().map(move |tag| {
            let weight = self.taste.direction.get(*tag as usize).copied().unwrap_or(0.0);
            (Signal::Tag(*tag), weight * share)
        });
        let starter = !self.known && self.starter.get(place) == Some(&true);
        let rest = [
            (Signal::Starter, if starter { self.shares.tags } else { 0.0 }),
            (Signal::Popular, self.catalogue.popularity(place) * self.shares.popularity),
            (Signal::Fresh, self.freshness(place) * self.shares.freshness),
        ];
        tags.chain(rest).filter(|(_, part)| *part != 0.0)
    }

    /// 1 on the day of publication, halving every `freshDays`.
    fn freshness(&self, place: usize) -> f64 {
        let Some(published) = self.catalogue.items().get(place).and_then(|item| item.published) else { return 0.0 };
        let age = f64::from(self.today.since(published).max(0));
        remaining(age, self.fresh_days)
    }

    fn pick(&self, place: usize, parts: Vec<(usize, f64)>, explored: bool) -> Pick {
        let neighbours = parts.into_iter().filter_map(|(source, part)| {
            let kind = ReasonKind::Neighbour(self.catalogue.items().get(source)?.id.clone());
            Some(Reason { kind, contribution: part * self.nearness })
        });
        let mut reasons: Vec<Reason> = self
            .reasons(place)
            .filter_map(|(signal, contribution)| {
                let kind = match signal {
                    Signal::Tag(tag) => ReasonKind::Tag(self.catalogue.tag_of_number(tag)?.clone()),
                    Signal::Starter => ReasonKind::Starter,
                    Signal::Popular => ReasonKind::Popular,
                    Signal::Fresh => ReasonKind::Fresh,
                };
                Some(Reason { kind, contribution })
            })
            .chain(neighbours)
            .collect();
        sort_by(&mut reasons, |a, b| b.contribution.total_cmp(&a.contribution));
        let item = self.catalogue.items().get(place).map(|item| item.id.clone()).unwrap_or_default();
        Pick { item, score: reasons.iter().fold(0.0, |sum, reason| sum + reason.contribution), reasons, explored }
    }
}

#[derive(Clone, Copy)]
enum Signal {
    Tag(u32),
    Starter,
    Popular,
    Fresh,
}

/// One place for an item outside the member's taste, another each day, the same on all of the member's devices.
fn explore(
    scorer: &Scorer<'_>,
    catalogue: &Catalogue,
    standing: &Standing,
    taste: &Taste,
    open: &[(f64, usize)],
    count: usize,
) -> Option<usize> {
    if count < ROOM_TO_EXPLORE || open.len() <= count || !scorer.known || taste.adventurousness <= 0.0 {
        return None;
    }
    let outside: Vec<usize> = open
        .iter()
        .skip(count)
        .map(|(_, place)| *place)
        .filter(|place| {
            catalogue.tags_of(*place).iter().all(|tag| taste.direction.get(*tag as usize).is_none_or(|w| *w == 0.0))
        })
        .collect();
    let hash = sha256(format!("explore\n{}\n{}", standing.member, standing.day).as_bytes());
    let number = hash.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    let at = number.checked_rem(u64::try_from(outside.len()).ok()?)?;
    outside.get(usize::try_from(at).ok()?).copied()
}

fn unlock_next(catalogue: &Catalogue, attributes: &Attributes<'_>, locked: Vec<(f64, usize)>) -> Vec<Locked> {
    let mut explained: Vec<Locked> = best(locked.into_iter(), CANDIDATES)
        .into_iter()
        .filter_map(|(_, place)| catalogue.items().get(place))
        .map(|item| Locked { item: item.id.clone(), missing: item.audience.explain(attributes) })
        .collect();
    sort_by(&mut explained, |a, b| b.missing.progress().total_cmp(&a.missing.progress()));
    explained.truncate(UNLOCK_NEXT);
    explained
}

/// How much of an item's relation to another is what the model says, when it says something.
const RELATED_BY_MODEL: f64 = 0.6;

/// Items that go with an item, by a model and by their tags, the closest first; refused ones left out.
pub fn related(
    catalogue: &Catalogue,
    taste: &Taste,
    model: Option<&dyn Nearness>,
    item: &ItemId,
    count: usize,
) -> Vec<ItemId> {
    let Some(place) = catalogue.place(item.as_str()) else { return Vec::new() };
    let beside = model.map(|model| model.beside(place)).unwrap_or_default();
    let most = beside.iter().fold(0.0, |most: f64, (_, weight)| most.max(*weight));
    let by_model = if most > 0.0 { RELATED_BY_MODEL / most } else { 0.0 };
    let by_tags = if most > 0.0 { 1.0 - RELATED_BY_MODEL } else { 1.0 };
    let mut near = vec![0.0; if most > 0.0 { catalogue.items().len() } else { 0 }];
    for (other, weight) in &beside {
        if let Some(sum) = near.get_mut(*other) {
            *sum = weight * by_model;
        }
    }
    let others = candidates::beside(catalogue, place, &beside).into_iter().filter(|other| *other != place);
    let wanted = others.filter(|other| !taste.dealings.get(*other).is_some_and(|dealing| dealing.refused));
    let scored = wanted.map(|other| {
        let by_model = near.get(other).copied().unwrap_or(0.0);
        (catalogue.similarity(place, other) * by_tags + by_model, other)
    });
    let scored = best(scored.filter(|(score, _)| *score > 0.0), count);
    scored.into_iter().filter_map(|(_, place)| catalogue.items().get(place)).map(|item| item.id.clone()).collect()
}

/// What the catalogue offers to everyone alike, without anybody's taste. No item stands twice.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Plain {
    /// What the charter puts first, in its order.
    pub starter: Vec<ItemId>,
    /// The newest first.
    pub newest: Vec<ItemId>,
    /// The most read first.
    pub popular: Vec<ItemId>,
}

/// At most `count` items of each sort. Only what the member refused is left out; nothing else they did matters.
pub fn plain(charter: &Charter, catalogue: &Catalogue, taste: &Taste, count: usize) -> Plain {
    let items = catalogue.items();
    let refused = |place: usize| taste.dealings.get(place).is_some_and(|dealing| dealing.refused);
    let wanted = || items.iter().enumerate().filter(|(place, _)| !refused(*place));
    // Each list gives way to those before it, so that more than its own are ranked.
    let ranked = |scored: Vec<(f64, usize)>| best(scored.into_iter(), count.saturating_mul(3));
    let starter = charter.file().taste.starter.iter().filter_map(|item| catalogue.place(item.as_str()));
    let starter: Vec<usize> = starter.filter(|place| !refused(*place)).collect();
    let newest = ranked(wanted().filter_map(|(place, item)| Some((f64::from(item.published?.0), place))).collect());
    let read = wanted().map(|(place, _)| (catalogue.popularity(place), place));
    let popular = ranked(read.filter(|(read, _)| *read > 0.0).collect());
    let mut is_free = vec![true; items.len()];
    let mut take = |places: &mut dyn Iterator<Item = usize>| -> Vec<ItemId> {
        let free = places.filter(|place| is_free.get_mut(*place).is_some_and(std::mem::take));
        free.take(count).filter_map(|place| items.get(place)).map(|item| item.id.clone()).collect()
    };
    Plain {
        starter: take(&mut starter.into_iter()),
        newest: take(&mut newest.into_iter().map(|(_, place)| place)),
        popular: take(&mut popular.into_iter().map(|(_, place)| place)),
    }
}
