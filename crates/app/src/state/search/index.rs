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
}

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

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// At the beginning of a word of a title.
    TitleWord,
    /// Elsewhere in a title.
    Title,
    /// In a name: author, work, tag.
    Name,
    /// In a summary.
    Summary,
}

impl Index {
    /// Takes in what the catalogue has beyond what is known.
    pub fn extend(&mut self, catalogue: &Catalogue, charter: &Charter) {
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

    /// Where an item has a folded word, the best place of all.
    pub fn find(&self, item: usize, word: &str) -> Option<Place> {
        let Span { start, titles, names, end } = *self.spans.get(item)?;
        let text = self.text.get(start..end)?;
        let at = start + text.find(word)?;
        if at >= names {
            return Some(Place::Summary);
        }
        if at >= titles {
            return Some(Place::Name);
        }
        let title = self.text.get(start..titles)?;
        let begins =
            |at: usize| title.get(..at).and_then(|before| before.chars().last()).is_none_or(|c| !c.is_alphanumeric());
        Some(if title.match_indices(word).any(|(at, _)| begins(at)) { Place::TitleWord } else { Place::Title })
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
