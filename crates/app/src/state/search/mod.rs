//! Finding items in the library: every word must occur somewhere, in any language, and the chosen facets must fit.

mod find;
mod index;

#[cfg(test)]
mod tests;

pub use find::{Found, Hit, Library};
pub use index::Index;

use guildhall_engine::address::{decode, encode};
use guildhall_engine::id::TagId;
use guildhall_engine::search::TextIndex;
use std::rc::Rc;

/// What the texts of a catalogue say, by language.
pub type Texts = Rc<[(Box<str>, TextIndex)]>;

/// The longest text that is looked for, in bytes; a pasted page would be taken apart at every key.
const LONGEST: usize = 200;

/// What the member looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Words, all of which must occur.
    pub text: String,
    /// Tags, all of which the item must carry.
    pub tags: Vec<TagId>,
    /// What each facet must be, in the order of [`Facet::ALL`].
    pub facets: [Option<Box<str>>; Facet::COUNT],
    /// The order of what is found; the best first, or the newest when there are no words, unless chosen.
    pub sort: Option<Sort>,
    /// How much of it is shown.
    pub shown: usize,
}

impl Default for Query {
    /// Looks for nothing in particular.
    fn default() -> Query {
        Query { text: String::new(), tags: Vec::new(), facets: Default::default(), sort: None, shown: Query::PAGE }
    }
}

/// A side from which the library can be narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The kind of content.
    Kind,
    /// How long it takes: `short`, `medium`, `long`.
    Length,
    /// `included` in membership, or `priced`.
    Price,
    /// `open` to the member, or `locked`.
    Access,
    /// `finished` or `unread`.
    Reading,
    /// A language it exists in, by its primary tag.
    Language,
}

impl Facet {
    /// How many there are.
    pub const COUNT: usize = 6;
    /// Every facet.
    pub const ALL: [Facet; Facet::COUNT] =
        [Facet::Kind, Facet::Length, Facet::Price, Facet::Access, Facet::Reading, Facet::Language];

    /// The word for it in an address.
    pub fn word(self) -> &'static str {
        match self {
            Facet::Kind => "kind",
            Facet::Length => "length",
            Facet::Price => "price",
            Facet::Access => "access",
            Facet::Reading => "reading",
            Facet::Language => "in",
        }
    }
}

/// An order of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// What fits the words best first.
    Best,
    /// The newest first.
    Newest,
    /// The most read first.
    Popular,
    /// By title.
    Title,
    /// The shortest first.
    Shortest,
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 5] = [Sort::Best, Sort::Newest, Sort::Popular, Sort::Title, Sort::Shortest];

    /// The word for it in the page and in an address.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Best => "best",
            Sort::Newest => "newest",
            Sort::Popular => "popular",
            Sort::Title => "title",
            Sort::Shortest => "shortest",
        }
    }

    /// The order with this word.
    pub fn of(word: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

impl Query {
    /// Items shown at first, and more of them at each request.
    pub const PAGE: usize = 24;

    /// Whether anything narrows the library.
    pub fn narrows(&self) -> bool {
        !self.text.trim().is_empty() || !self.tags.is_empty() || self.facets.iter().any(Option::is_some)
    }

    /// The order in force.
    pub fn order(&self) -> Sort {
        let has_words = !self.text.trim().is_empty();
        let usual = if has_words { Sort::Best } else { Sort::Newest };
        self.sort.filter(|sort| has_words || *sort != Sort::Best).unwrap_or(usual)
    }

    /// What a facet must be.
    pub fn facet(&self, facet: Facet) -> Option<&str> {
        self.facets.get(facet as usize)?.as_deref()
    }

    /// The same with a facet chosen, or no longer.
    pub fn with(&self, facet: Facet, value: Option<Box<str>>) -> Query {
        let mut query = Query { shown: Query::PAGE, ..self.clone() };
        if let Some(chosen) = query.facets.get_mut(facet as usize) {
            *chosen = value;
        }
        query
    }

    /// The query of an address that leads here, without `?`; empty when there is nothing to say.
    pub fn to_address(&self) -> String {
        let mut address = String::new();
        let mut put = |key: &str, value: &str| {
            if !address.is_empty() {
                address.push('&');
            }
            address.push_str(key);
            address.push('=');
            address.push_str(&encode(value));
        };
        if !self.text.trim().is_empty() {
            put("q", self.text.trim());
        }
        self.tags.iter().for_each(|tag| put("tag", tag.as_str()));
        for facet in Facet::ALL {
            if let Some(value) = self.facet(facet) {
                put(facet.word(), value);
            }
        }
        if let Some(sort) = self.sort {
            put("sort", sort.word());
        }
        address
    }

    /// Reads the query of an address, with or without `?`; what it does not know it passes over.
    pub fn of_address(address: &str) -> Query {
        let mut query = Query::default();
        for (key, value) in address.trim_start_matches('?').split('&').filter_map(|part| part.split_once('=')) {
            let value = decode(value);
            if value.is_empty() {
                continue;
            }
            match key {
                "q" => query.text = within(&value).to_owned(),
                "tag" if !query.tags.iter().any(|tag| tag.as_str() == value) => query.tags.push(value.as_str().into()),
                "sort" => query.sort = Sort::of(&value),
                key => {
                    if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.word() == key) {
                        query = query.with(facet, Some(value.as_str().into()));
                    }
                }
            }
        }
        query
    }
}

/// As much of a text as is looked for, cut between characters.
pub fn within(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text)
}
