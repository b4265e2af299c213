//! What is known of every item before anybody looks for it.

use super::Facet;
use guildhall_engine::catalogue::{Catalogue, Item};
use guildhall_engine::charter::Charter;
use guildhall_engine::search::fold;
use std::cell::RefCell;
use std::rc::Rc;

/// Minutes up to which a piece is short, and up to which it is medium.
const SHORT: u32 = 10;
const MEDIUM: u32 = 30;

/// The searchable text of every item and its values of each facet, in the catalogue's order.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// All items' texts in a row, folded.
    text: String,
    spans: Vec<Span>,
    /// The values of each facet, and of each item a bit for every value that it has.
    values: [Vec<Box<str>>; Facet::COUNT],
    bits: Vec<[u64; Facet::COUNT]>,
    /// The place of each item in the order of titles, for a language and so many items.
    titles: RefCell<Option<Titles>>,
    /// The places of the words that were looked for last.
    words: RefCell<Vec<Word>>,
}

/// A word, and its best place in each item.
type Word = (Box<str>, Rc<[u8]>);

/// A language, and the place of each item in its order of titles.
type Titles = (&'static str, Rc<[u32]>);

/// Where an item's text lies: its titles, then its names (authors, works, tags), then its summaries.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    titles: usize,
    names: usize,
    end: usize,
}

/// Where a word stands in an item, the better place being the smaller number.
pub mod place {
    /// At the beginning of a word of a title.
    pub const TITLE_WORD: u8 = 0;
    /// Elsewhere in a title.
    pub const TITLE: u8 = 1;
    /// In a name: author, work, tag.
    pub const NAME: u8 = 2;
    /// In a summary.
    pub const SUMMARY: u8 = 3;
    /// Nowhere.
    pub const NOWHERE: u8 = u8::MAX;
}

/// Words whose places are remembered: those of a query, and those it was typed through.
const REMEMBERED: usize = 24;

impl Index {
    /// Takes in what the catalogue has beyond what is known.
    pub fn extend(&mut self, catalogue: &Catalogue, charter: &Charter) {
        self.words.borrow_mut().clear();
        for item in catalogue.items().get(self.spans.len()..).unwrap_or_default() {
            let span = self.write(catalogue, item);
            self.spans.push(span);
            let bits = Facet::ALL.map(|facet| {
                let mut bits = 0;
                values(facet, item, charter, &mut |value| bits |= self.bit(facet, value));
                bits
            });
            self.bits.push(bits);
        }
    }

    fn write(&mut self, catalogue: &Catalogue, item: &Item) -> Span {
        let text = &mut self.text;
        let put = |text: &mut String, part: &str| {
            text.push_str(&fold(part));
            text.push('\n');
        };
        let start = text.len();
        item.title.versions().for_each(|part| put(text, part));
        let titles = text.len();
        let work = item.work.iter().flat_map(|work| work.title.versions().chain(work.author.versions()));
        item.author.versions().chain(work).for_each(|part| put(text, part));
        for tag in &item.tags {
            put(text, tag.as_str());
            let names = catalogue.tags().get(tag).into_iter().flat_map(|name| name.versions());
            names.for_each(|part| put(text, part));
        }
        let names = text.len();
        item.summary.versions().for_each(|part| put(text, part));
        Span { start, titles, names, end: text.len() }
    }

    fn bit(&mut self, facet: Facet, value: &str) -> u64 {
        let Some(values) = self.values.get_mut(facet as usize) else { return 0 };
        let at = values.iter().position(|known| **known == *value).unwrap_or_else(|| {
            values.push(value.into());
            values.len() - 1
        });
        // Values beyond the sixty-fourth cannot be chosen; there are no so many kinds.
        u32::try_from(at).ok().and_then(|at| 1u64.checked_shl(at)).unwrap_or(0)
    }

    /// How many items are known.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The values of a facet, in the order they first occur.
    pub fn values(&self, facet: Facet) -> &[Box<str>] {
        self.values.get(facet as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// A bit for each value of a facet that an item has.
    pub fn bits(&self, item: usize, facet: Facet) -> u64 {
        self.bits.get(item).and_then(|bits| bits.get(facet as usize)).copied().unwrap_or(0)
    }

    /// The best place of a folded word in each item. A word that is being typed looks only where its beginning was found.
    pub fn places(&self, word: &str) -> Rc<[u8]> {
        let mut known = self.words.borrow_mut();
        if let Some((_, places)) = known.iter().find(|(known, _)| **known == *word) {
            return places.clone();
        }
        let few = |places: &[u8]| places.iter().filter(|at| **at != place::NOWHERE).count() * 4 <= places.len();
        let beginning = known.iter().find(|(known, places)| word.contains(&**known) && few(places));
        let places: Rc<[u8]> = match beginning {
            Some((_, among)) => {
                let among = among.iter().enumerate();
                among.map(|(item, at)| if *at == place::NOWHERE { *at } else { self.place(item, word) }).collect()
            }
            None => self.all_places(word).into(),
        };
        if known.len() >= REMEMBERED {
            known.remove(0);
        }
        known.push((word.into(), places.clone()));
        places
    }

    /// Looks through all items' text in one go.
    fn all_places(&self, word: &str) -> Vec<u8> {
        let mut places = vec![place::NOWHERE; self.spans.len()];
        let mut items = self.spans.iter().zip(&mut places);
        let mut item = items.next();
        for (at, _) in self.text.match_indices(word) {
            while item.as_ref().is_some_and(|(span, _)| span.end <= at) {
                item = items.next();
            }
            let Some((span, best)) = &mut item else { break };
            if **best != place::TITLE_WORD && at < span.names || **best == place::NOWHERE {
                **best = (**best).min(self.place_at(span, at));
            }
        }
        places
    }

    /// The best place of a word in one item.
    fn place(&self, item: usize, word: &str) -> u8 {
        let Some(span) = self.spans.get(item) else { return place::NOWHERE };
        let text = self.text.get(span.start..span.end).unwrap_or_default();
        let found = text.match_indices(word).map(|(at, _)| self.place_at(span, span.start + at));
        found.min().unwrap_or(place::NOWHERE)
    }

    fn place_at(&self, span: &Span, at: usize) -> u8 {
        if at >= span.names {
            return place::SUMMARY;
        }
        if at >= span.titles {
            return place::NAME;
        }
        let before = self.text.get(span.start..at).and_then(|before| before.chars().next_back());
        if before.is_none_or(|c| !c.is_alphanumeric()) { place::TITLE_WORD } else { place::TITLE }
    }

    /// The order of titles in a language, computed by `order` when it is not known.
    pub fn titles(&self, language: &'static str, order: impl FnOnce() -> Rc<[u32]>) -> Rc<[u32]> {
        let mut titles = self.titles.borrow_mut();
        let known = titles.as_ref().filter(|(known, order)| *known == language && order.len() == self.len());
        if let Some((_, order)) = known {
            return order.clone();
        }
        let order = order();
        *titles = Some((language, order.clone()));
        order
    }
}

/// The values of a facet that an item has by itself; what the member has to do with it is not known here.
fn values(facet: Facet, item: &Item, charter: &Charter, put: &mut dyn FnMut(&str)) {
    match facet {
        Facet::Kind => put(&item.kind),
        Facet::Length => match item.minutes {
            Some(0..=SHORT) => put("short"),
            Some(..=MEDIUM) => put("medium"),
            Some(_) => put("long"),
            None => {}
        },
        Facet::Price => put(if item.price.is_some() { "priced" } else { "included" }),
        Facet::Access | Facet::Reading => {}
        Facet::Language => {
            let own = if item.languages.is_empty() { &charter.file().languages } else { &item.languages };
            own.iter().for_each(|language| put(language.split('-').next().unwrap_or(language)));
        }
    }
}
