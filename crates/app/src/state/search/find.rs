//! What a query finds, and what it would find if one facet were chosen otherwise.

use super::index::{Index, place};
use super::{Facet, Query, Sort};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::id::TagId;
use guildhall_engine::search::{TextIndex, words};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a query finds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The items, in the order asked for.
    pub hits: Vec<Hit>,
    /// The folded words that were looked for.
    pub words: Vec<Box<str>>,
    /// For each facet its values, and how many items there would be with each; in the order of [`Facet::ALL`].
    pub facets: [Vec<(Box<str>, usize)>; Facet::COUNT],
    /// How many of what is found carry each tag.
    pub tags: BTreeMap<TagId, usize>,
}

/// An item that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the catalogue.
    pub place: usize,
    /// The number of the language of the text that has a word which nothing else has.
    pub in_text: Option<usize>,
}

/// What is searched.
pub struct Library<'a> {
    /// The items.
    pub catalogue: &'a Catalogue,
    /// What is known of them.
    pub index: &'a Index,
    /// What their texts say.
    pub texts: &'a [(Box<str>, TextIndex)],
    /// The place in the catalogue of every item of each of these texts.
    pub text_places: &'a [Vec<Option<usize>>],
    /// The number of the member's own language among the texts.
    pub preferred: Option<usize>,
    /// Whether each item is open to the member.
    pub open: &'a [bool],
    /// Whether the member finished each item.
    pub finished: &'a [bool],
}

/// The words of the two facets that are the member's.
const ACCESS: [&str; 2] = ["open", "locked"];
const READING: [&str; 2] = ["unread", "finished"];
/// Lower is better: how much worse a word in the text is than one in the summary.
const IN_TEXT: u32 = 10;

impl Query {
    /// The items found. `titles` gives the order of titles when it is asked for.
    pub fn find(&self, library: &Library<'_>, titles: impl FnOnce() -> Rc<[u32]>) -> Found {
        let index = library.index;
        let words = words(&self.text);
        let places: Vec<Rc<[u8]>> = words.iter().map(|word| index.places(word)).collect();
        let texts: Vec<Vec<u64>> = words.iter().map(|word| in_texts(library, word)).collect();
        let order = self.order();
        let titles = if order == Sort::Title { titles() } else { Rc::default() };
        let chosen = Facet::ALL.map(|facet| self.facet(facet).map(|value| bit(values(index, facet), value)));
        let mut counts = [[0usize; 64]; Facet::COUNT];
        let mut tags = vec![0usize; library.catalogue.tag_count()];
        let mut found: Vec<(u32, i64, Hit)> = Vec::new();
        for (place, item) in library.catalogue.items().iter().enumerate() {
            let Some((cost, in_text)) = fits(library, place, &places, &texts) else { continue };
            if !self.tags.iter().all(|tag| item.tags.contains(tag)) {
                continue;
            }
            let bits = Facet::ALL.map(|facet| match facet {
                Facet::Access => 1 << usize::from(library.open.get(place) == Some(&false)),
                Facet::Reading => 1 << usize::from(library.finished.get(place) == Some(&true)),
                facet => index.bits(place, facet),
            });
            let misses = |at: usize| {
                chosen
                    .get(at)
                    .copied()
                    .flatten()
                    .is_some_and(|wanted| bits.get(at).is_none_or(|bits| bits & wanted == 0))
            };
            let missed = (0..Facet::COUNT).filter(|at| misses(*at)).fold(0usize, |missed, at| missed | 1 << at);
            for (at, (counts, bits)) in counts.iter_mut().zip(bits).enumerate() {
                if missed & !(1 << at) == 0 {
                    count(counts, bits);
                }
            }
            if missed != 0 {
                continue;
            }
            for tag in library.catalogue.tags_of(place) {
                if let Some(count) = tags.get_mut(*tag as usize) {
                    *count += 1;
                }
            }
            let newest = -i64::from(item.published.map_or(i32::MIN, |day| day.0));
            let (cost, key) = match order {
                Sort::Best => (cost, newest),
                Sort::Newest => (0, newest),
                Sort::Popular => (0, -(item.popularity.clamp(0.0, 1e12) as i64)),
                Sort::Title => (0, titles.get(place).copied().map_or(i64::MAX, i64::from)),
                Sort::Shortest => (0, item.minutes.map_or(i64::MAX, i64::from)),
            };
            found.push((cost, key, Hit { place, in_text }));
        }
        found.sort_unstable_by_key(|(cost, key, hit)| (*cost, *key, hit.place));
        let mut facets: [Vec<(Box<str>, usize)>; Facet::COUNT] = Default::default();
        for ((facet, list), counts) in Facet::ALL.into_iter().zip(&mut facets).zip(counts) {
            list.extend(values(index, facet).zip(counts).map(|(value, count)| (value.into(), count)));
        }
        let tags = (0u32..).zip(tags).filter(|(_, count)| *count > 0);
        let tags = tags.filter_map(|(tag, count)| Some((library.catalogue.tag_of_number(tag)?.clone(), count)));
        let mut by_tag = BTreeMap::new();
        by_tag.extend(tags);
        Found { hits: found.into_iter().map(|(_, _, hit)| hit).collect(), words, facets, tags: by_tag }
    }
}

/// The values of a facet, in an order that stays.
fn values(index: &Index, facet: Facet) -> Box<dyn Iterator<Item = &str> + '_> {
    match facet {
        Facet::Access => Box::new(ACCESS.into_iter()),
        Facet::Reading => Box::new(READING.into_iter()),
        facet => Box::new(index.values(facet).iter().map(AsRef::as_ref)),
    }
}

/// The bit of a value; 0, which no item has, when nothing has this value.
fn bit<'v>(mut values: impl Iterator<Item = &'v str>, value: &str) -> u64 {
    let at = values.position(|known| known == value).and_then(|at| u32::try_from(at).ok());
    at.and_then(|at| 1u64.checked_shl(at)).unwrap_or(0)
}

fn count(counts: &mut [usize; 64], bits: u64) {
    let mut rest = bits;
    while rest != 0 {
        if let Some(count) = counts.get_mut(rest.trailing_zeros() as usize) {
            *count += 1;
        }
        rest &= rest - 1;
    }
}

/// How well an item fits all words, lower being better, and the language of the text that was needed for it.
fn fits(library: &Library<'_>, place: usize, places: &[Rc<[u8]>], texts: &[Vec<u64>]) -> Option<(u32, Option<usize>)> {
    let (mut cost, mut in_text) = (0, None);
    for (places, texts) in places.iter().zip(texts) {
        match places.get(place).copied().unwrap_or(place::NOWHERE) {
            place::NOWHERE => {
                let languages = texts.get(place).copied().filter(|languages| *languages != 0)?;
                cost += IN_TEXT;
                let own = library.preferred.filter(|own| languages & (1 << own) != 0);
                in_text.get_or_insert(own.unwrap_or(languages.trailing_zeros() as usize));
            }
            at => cost += u32::from(at),
        }
    }
    Some((cost, in_text))
}

/// For each item a bit for each language whose text has a word; empty when no texts are known. A single letter begins
/// words in every text and is not looked for.
fn in_texts(library: &Library<'_>, word: &str) -> Vec<u64> {
    let texts = library.texts.iter().zip(library.text_places).take(64);
    if texts.len() == 0 || (word.len() == 1 && word.is_ascii()) {
        return Vec::new();
    }
    let mut found = vec![0; library.index.len()];
    for (number, ((_, text), places)) in texts.enumerate() {
        for (place, _) in places.iter().zip(text.find(word)).filter(|(_, has)| *has) {
            if let Some(languages) = place.and_then(|place| found.get_mut(place)) {
                *languages |= 1u64 << number;
            }
        }
    }
    found
}
