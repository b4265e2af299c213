//! The shelf: ranked items, each with the reasons that make up its score.
//!
//! In this order: candidates, score, filter, diversify, explain. A trained model's neighbours are one more signal; without
//! a model their share goes to the others.

use crate::attributes::Attributes;
use crate::catalogue::Catalogue;
use crate::charter::{BlendRule, Charter};
use crate::condition::Explanation;
use crate::decay::remaining;
use crate::digest::sha256;
use crate::id::{ItemId, TagId};
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
pub fn shelf(charter: &Charter, catalogue: &Catalogue, standing: &Standing, taste: &Taste, count: usize) -> Shelf {
    let attributes = Attributes::of_standing(charter, standing);
    let scorer = Scorer::new(charter, catalogue, taste, standing.day);
    let mut open: Vec<(f64, usize)> = Vec::new();
    let mut locked: Vec<(f64, usize)> = Vec::new();
    for (place, item) in catalogue.items().iter().enumerate() {
        let dealing = taste.dealings.get(place).copied().unwrap_or_default();
        if dealing.finished || dealing.refused {
            continue;
        }
        let score = scorer.score(place);
        let opened = crate::benefit::opens(charter, &standing.benefits, item, &attributes);
        if opened { &mut open } else { &mut locked }.push((score, place));
    }
    let mut open = best(open.into_iter(), CANDIDATES.max(count));
    let lambda = lambda(charter, taste);
    let (explored, keep) = match explore(&scorer, catalogue, standing, taste, &open, count) {
        Some(place) => (Some(place), count - 1),
        None => (None, count),
    };
    open.retain(|(_, place)| Some(*place) != explored);
    let mut picks: Vec<Pick> =
        diversify(catalogue, &open, keep, lambda).into_iter().map(|place| scorer.pick(place, false)).collect();
    picks.extend(explored.map(|place| scorer.pick(place, true)));
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
}

impl<'a> Scorer<'a> {
    fn new(charter: &'a Charter, catalogue: &'a Catalogue, taste: &'a Taste, today: Day) -> Scorer<'a> {
        let rules = &charter.file().taste;
        let mut starter = vec![false; catalogue.items().len()];
        for place in rules.starter.iter().filter_map(|item| catalogue.place(item.as_str())) {
            if let Some(flag) = starter.get_mut(place) {
                *flag = true;
            }
        }
        // There is no model yet, so that its share goes to the signals there are, in proportion.
        let BlendRule { tags, popularity, freshness, .. } = rules.blend;
        let sum = tags + popularity + freshness;
        let share = |part: f64| if sum > 0.0 { part / sum } else { 0.0 };
        let shares = BlendRule {
            collaborative: 0.0,
            tags: share(tags),
            popularity: share(popularity),
            freshness: share(freshness),
        };
        let fresh_days = f64::from(rules.fresh_days.max(1));
        Scorer { catalogue, taste, shares, today, fresh_days, starter, known: !taste.tags.is_empty() }
    }

    fn score(&self, place: usize) -> f64 {
        self.reasons(place).fold(0.0, |sum, (_, part)| sum + part)
    }

    /// The signals of an item that are not 0: the tag's number for a tag.
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

    fn pick(&self, place: usize, explored: bool) -> Pick {
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

/// The charter's relevance applies at the charter's adventurousness; without any only the score counts, with all of it
/// only variety.
fn lambda(charter: &Charter, taste: &Taste) -> f64 {
    let rules = &charter.file().taste;
    let room = 1.0 - rules.adventurousness;
    let lambda = if room > 0.0 { rules.relevance * (1.0 - taste.adventurousness) / room } else { rules.relevance };
    lambda.clamp(0.0, 1.0)
}

/// Maximal marginal relevance (Carbonell and Goldstein 1998): each next item maximises λ·score - (1-λ)·similarity to
/// what is already chosen, with scores scaled to the best one.
fn diversify(catalogue: &Catalogue, candidates: &[(f64, usize)], count: usize, lambda: f64) -> Vec<usize> {
    let best = candidates.first().map_or(0.0, |(score, _)| *score);
    let scale = if best > 0.0 { 1.0 / best } else { 1.0 };
    let mut left: Vec<(f64, usize, f64)> =
        candidates.iter().map(|(score, place)| (score * scale, *place, 0.0)).collect();
    let mut chosen = Vec::new();
    while chosen.len() < count && !left.is_empty() {
        let value = |(score, _, similar): &(f64, usize, f64)| lambda * score - (1.0 - lambda) * similar;
        let next = left.iter().enumerate().fold(None, |best: Option<(usize, f64)>, (at, candidate)| {
            let value = value(candidate);
            if best.is_none_or(|(_, most)| value > most) { Some((at, value)) } else { best }
        });
        let Some((at, _)) = next else { break };
        let (_, place, _) = left.remove(at);
        for (_, other, similar) in &mut left {
            let similarity = catalogue.similarity(place, *other);
            if similarity > *similar {
                *similar = similarity;
            }
        }
        chosen.push(place);
    }
    chosen
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

/// Items most like an item by their tags, the most similar first; refused ones left out.
pub fn related(catalogue: &Catalogue, taste: &Taste, item: &ItemId, count: usize) -> Vec<ItemId> {
    let Some(place) = catalogue.place(item.as_str()) else { return Vec::new() };
    let others = (0..catalogue.items().len()).filter(|other| *other != place);
    let wanted = others.filter(|other| !taste.dealings.get(*other).is_some_and(|dealing| dealing.refused));
    let scored =
        wanted.map(|other| (catalogue.similarity(place, other), other)).filter(|(similarity, _)| *similarity > 0.0);
    let scored = best(scored, count);
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
