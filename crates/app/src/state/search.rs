//! Finding items in the library: every word must occur somewhere, in any language.

use guildhall_engine::catalogue::{Catalogue, Item};
use guildhall_engine::id::TagId;
use std::cmp::Ordering;

/// The searchable text of every item, in the catalogue's order, lower-case.
#[derive(Debug, Clone, Default)]
pub struct Index(Vec<String>);

impl Index {
    /// Titles, summaries, authors, works and tags, in all their languages.
    pub fn of(catalogue: &Catalogue) -> Index {
        Index(catalogue.items().iter().map(|item| text_of(catalogue, item)).collect())
    }
}

fn text_of(catalogue: &Catalogue, item: &Item) -> String {
    let work = item.work.iter().flat_map(|work| work.title.versions().chain(work.author.versions()));
    let own = item.title.versions().chain(item.summary.versions()).chain(item.author.versions()).chain(work);
    let mut text = String::new();
    let mut put = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    own.for_each(&mut put);
    for tag in &item.tags {
        put(tag.as_str());
        catalogue.tags().get(tag).into_iter().flat_map(|name| name.versions()).for_each(&mut put);
    }
    text.to_lowercase()
}

/// What the member looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Words, all of which must occur.
    pub text: String,
    /// Tags, all of which the item must carry.
    pub tags: Vec<TagId>,
    /// The kind of content.
    pub kind: Option<Box<str>>,
    /// The order of what is found.
    pub sort: Sort,
    /// How much of it is shown.
    pub shown: usize,
}

impl Default for Query {
    /// Looks for nothing in particular.
    fn default() -> Query {
        Query { text: String::new(), tags: Vec::new(), kind: None, sort: Sort::default(), shown: Query::PAGE }
    }
}

/// An order of items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// By title.
    Title,
    /// The shortest first.
    Shortest,
}

impl Sort {
    /// Every order.
    pub const ALL: [Sort; 3] = [Sort::Newest, Sort::Title, Sort::Shortest];

    /// The word for it in the page.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Newest => "newest",
            Sort::Title => "title",
            Sort::Shortest => "shortest",
        }
    }
}

impl Query {
    /// Items shown at first, and more of them at each request.
    pub const PAGE: usize = 24;

    /// The places of the items found, in the order asked for. How titles compare is the language's affair.
    pub fn find(&self, catalogue: &Catalogue, index: &Index, compare: &dyn Fn(&Item, &Item) -> Ordering) -> Vec<usize> {
        let text = self.text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let items = catalogue.items();
        let fits = |(place, item): (usize, &Item)| {
            let has_kind = self.kind.as_ref().is_none_or(|kind| *kind == item.kind);
            let has_tags = self.tags.iter().all(|tag| item.tags.contains(tag));
            let has_words =
                || index.0.get(place).is_some_and(|haystack| words.iter().all(|word| haystack.contains(word)));
            (has_kind && has_tags && has_words()).then_some(place)
        };
        let mut found: Vec<usize> = items.iter().enumerate().filter_map(fits).collect();
        found.sort_unstable_by(|a, b| {
            let order = match (items.get(*a), items.get(*b)) {
                (Some(one), Some(other)) => match self.sort {
                    Sort::Newest => other.published.cmp(&one.published),
                    Sort::Shortest => one.minutes.unwrap_or(u32::MAX).cmp(&other.minutes.unwrap_or(u32::MAX)),
                    Sort::Title => compare(one, other),
                },
                _ => Ordering::Equal,
            };
            order.then(a.cmp(b))
        });
        found
    }
}

/// The kinds of content there are, in the order they first occur.
pub fn kinds(catalogue: &Catalogue) -> Vec<Box<str>> {
    let mut kinds: Vec<Box<str>> = Vec::new();
    for item in catalogue.items() {
        if !kinds.contains(&item.kind) {
            kinds.push(item.kind.clone());
        }
    }
    kinds
}
