//! The catalogue: a community's content and activities, from one or several files.

mod lists;
mod rules;
mod zoned;

pub use rules::*;

use crate::attributes::Use;
use crate::charter::{Charter, FORMAT, asked};
use crate::document::{Reader, Shape, by_severity};
use crate::finding::{Finding, closest, fatal};
use crate::id::{ItemId, TagId};
use crate::order::sort_by;
use crate::table::Table;
use crate::text::Text;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All items and activities of a community, each once.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    items: Vec<Item>,
    activities: Vec<Activity>,
    tags: Table<TagId, Text>,
    places: BTreeMap<ItemId, usize>,
    features: Features,
    lists: lists::Lists,
}

/// What the shelf asks of items, laid out for speed: tags as numbers, popularity from 0 to 1.
#[derive(Debug, Clone, Default)]
struct Features {
    numbers: BTreeMap<TagId, u32>,
    names: Vec<TagId>,
    /// The tags of all items in a row, sorted within an item, and where each item's begin and end.
    tags: Vec<u32>,
    spans: Vec<(usize, usize)>,
    /// `ln(1 + popularity)` of each item, and the largest.
    popularity: Vec<f64>,
    most_popular: f64,
}

impl Features {
    fn add(&mut self, item: &Item) {
        let start = self.tags.len();
        for tag in &item.tags {
            let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry(tag.clone()).or_insert(next);
            if number == next {
                self.names.push(tag.clone());
            }
            self.tags.push(number);
        }
        // A handful for each item: insertion is the shortest way to order them.
        for end in start + 1..self.tags.len() {
            let at = self
                .tags
                .get(start..end)
                .map_or(end, |sorted| start + sorted.partition_point(|tag| Some(tag) < self.tags.get(end)));
            if let Some(unsorted) = self.tags.get_mut(at..=end) {
                unsorted.rotate_right(1);
            }
        }
        self.spans.push((start, self.tags.len()));
        let popularity = libm::log1p(if item.popularity > 0.0 { item.popularity } else { 0.0 });
        self.most_popular = if popularity > self.most_popular { popularity } else { self.most_popular };
        self.popularity.push(popularity);
    }

    fn of(&self, place: usize) -> &[u32] {
        self.spans.get(place).and_then(|(start, end)| self.tags.get(*start..*end)).unwrap_or_default()
    }
}

impl Catalogue {
    /// An empty catalogue.
    pub fn new() -> Catalogue {
        Catalogue::default()
    }

    /// Reads one file of a catalogue and reports everything wrong with it by itself.
    pub fn read_page(document: &Value) -> (Option<CatalogueFile>, Vec<Finding>) {
        let mut reader = Reader::new();
        let file = CatalogueFile::read(document, &mut reader);
        let mut findings = reader.into_findings();
        if let Some(file) = &file
            && !(1..=FORMAT).contains(&file.guildhall)
        {
            let message = format!("version `{}` is not known; this software reads version {FORMAT}", file.guildhall);
            findings.push(Finding::error(
                "unknown-version",
                "$.guildhall",
                message,
                "use a newer version of the software",
            ));
        }
        (file.filter(|_| !fatal(&findings)), by_severity(findings))
    }

    /// Reads one file from text.
    pub fn read_page_text(text: &str) -> (Option<CatalogueFile>, Vec<Finding>) {
        match crate::document::json(text) {
            Ok(document) => Catalogue::read_page(&document),
            Err(finding) => (None, vec![finding]),
        }
    }

    /// Adds a file and reports what does not fit the charter or the files before it. A page with errors is added as
    /// far as it is sound: an item that cannot be used is left out.
    pub fn add(&mut self, page: CatalogueFile, charter: &Charter) -> Vec<Finding> {
        let mut findings = Vec::new();
        if page.community != charter.file().id {
            let message =
                format!("the catalogue belongs to `{}`, the charter to `{}`", page.community, charter.file().id);
            findings.push(Finding::error("other-community", "$.community", message, "give both the same identifier"));
            return findings;
        }
        for (tag, name) in page.tags {
            self.tags.insert(tag, name);
        }
        let mut unlabelled = BTreeSet::new();
        for (index, mut item) in page.items.into_iter().enumerate() {
            let path = format!("$.items[{index}]");
            sort_by(&mut item.tags, TagId::cmp);
            item.tags.dedup();
            let sound = self.sound(&item.id, &item.audience, &path, charter, &mut findings);
            unlabelled.extend(item.tags.iter().filter(|tag| !self.tags.contains_key(*tag)).cloned());
            if sound {
                item.audience.bind(&|name| charter.names().slot(name));
                self.places.insert(item.id.clone(), self.items.len());
                self.features.add(&item);
                self.items.push(item);
            }
        }
        for (index, mut activity) in page.activities.into_iter().enumerate() {
            let path = format!("$.activities[{index}]");
            let taken = self.activities.iter().any(|other| other.id == activity.id);
            if taken {
                findings.push(duplicate(&activity.id, &path));
            }
            let sound = self.sound(&activity.id, &activity.audience, &path, charter, &mut findings);
            if activity.ends.is_some_and(|ends| ends < activity.starts) {
                let message = format!("`{}` ends before it starts", activity.id);
                findings.push(Finding::error(
                    "bad-value",
                    format!("{path}.ends"),
                    message,
                    "correct one of the two times",
                ));
            }
            if activity.opens.is_some_and(|opens| opens > activity.starts) {
                let message = format!("booking for `{}` opens after it has begun", activity.id);
                findings.push(Finding::error(
                    "bad-value",
                    format!("{path}.opens"),
                    message,
                    "correct one of the two times",
                ));
            }
            if activity.priority_hours.is_some() && activity.opens.is_none() {
                let message = format!("booking for `{}` is open from the beginning: nobody can be first", activity.id);
                findings.push(Finding::warning(
                    "useless-key",
                    format!("{path}.priorityHours"),
                    message,
                    "say in `opens` when booking opens to everybody",
                ));
            }
            if sound && !taken {
                activity.audience.bind(&|name| charter.names().slot(name));
                self.activities.push(activity);
            }
        }
        self.list();
        if !self.tags.is_empty() {
            for tag in unlabelled {
                let remedy = closest(tag.as_str(), self.tags.keys().map(TagId::as_str)).map_or_else(
                    || "add it to `tags`".to_owned(),
                    |known| format!("did you mean `{known}`? Otherwise add it to `tags`"),
                );
                findings.push(Finding::warning(
                    "unlabelled-tag",
                    "$.tags",
                    format!("the tag `{tag}` has no name"),
                    remedy,
                ));
            }
        }
        by_severity(findings)
    }

    /// Every tag that an item has, the most common first.
    pub fn common_tags(&self) -> Vec<&TagId> {
        let mut counts = vec![0usize; self.features.names.len()];
        for tag in &self.features.tags {
            if let Some(count) = counts.get_mut(*tag as usize) {
                *count += 1;
            }
        }
        let mut tags: Vec<(&TagId, usize)> = self.features.names.iter().zip(counts).collect();
        sort_by(&mut tags, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        tags.into_iter().map(|(tag, _)| tag).collect()
    }

    fn sound(
        &self,
        id: &ItemId,
        audience: &crate::condition::Condition,
        path: &str,
        charter: &Charter,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let before = findings.len();
        if self.places.contains_key(id) {
            findings.push(duplicate(id, path));
        }
        let place = format!("{path}.audience");
        findings.extend(asked::check(charter.file(), charter.names(), &place, audience, Use::Benefit));
        !fatal(findings.get(before..).unwrap_or_default())
    }

    /// What the charter says about items and tags that do not exist: starter sets and benefits that name them.
    pub fn check_references(&self, charter: &Charter) -> Vec<Finding> {
        let file = charter.file();
        let starter = file.taste.starter.iter().enumerate().map(|(at, id)| (format!("$.taste.starter[{at}]"), id));
        let covered = file.benefits.iter().enumerate().flat_map(|(index, benefit)| {
            let items = benefit.items.iter().enumerate();
            items.map(move |(at, id)| (format!("$.benefits[{index}].items[{at}]"), id))
        });
        let tags = file.benefits.iter().enumerate().flat_map(|(index, benefit)| {
            let tags = benefit.tags.iter().enumerate();
            tags.map(move |(at, tag)| (format!("$.benefits[{index}].tags[{at}]"), tag))
        });
        let likely = file.backgrounds.iter().enumerate().flat_map(|(index, background)| {
            let tags = background.tags.iter().enumerate();
            tags.map(move |(at, tag)| (format!("$.backgrounds[{index}].tags[{at}]"), tag))
        });
        let tags = tags.chain(likely);
        let unknown_tags = tags.filter(|(_, tag)| !self.tags.contains_key(*tag) && self.tag_number(tag).is_none());
        let unknown_tags = unknown_tags.map(|(path, tag)| {
            let known = closest(tag.as_str(), self.tags.keys().map(TagId::as_str));
            let remedy =
                known.map_or_else(|| "use a tag of the catalogue".into(), |known| format!("did you mean `{known}`?"));
            Finding::warning("unknown-tag", path, format!("no item has the tag `{tag}`"), remedy)
        });
        let missing = starter.chain(covered).filter(|(_, id)| self.item(id).is_none() && self.activity(id).is_none());
        missing
            .map(|(path, id)| {
                let known = closest(id.as_str(), self.places.keys().map(ItemId::as_str));
                let remedy =
                    known.map_or_else(|| "add it to the catalogue".into(), |known| format!("did you mean `{known}`?"));
                Finding::warning("unknown-item", path, format!("there is no item `{id}`"), remedy)
            })
            .chain(unknown_tags)
            .collect()
    }

    /// All items, in the catalogue's order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// All activities, in the catalogue's order.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// The item with an identifier.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(*self.places.get(id)?)
    }

    /// The place of an item in [`Catalogue::items`].
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The activity with an identifier.
    pub fn activity(&self, id: &ItemId) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == *id)
    }

    /// The name of a tag for people; the identifier itself when it has none.
    pub fn tag_name<'a>(&'a self, tag: &'a TagId, language: &str) -> &'a str {
        self.tags.get(tag).map_or(tag.as_str(), |text| text.get(language))
    }

    /// The numbers of an item's tags, ascending.
    pub fn tags_of(&self, place: usize) -> &[u32] {
        self.features.of(place)
    }

    /// What one of an item's tags weighs, so that its tags make a vector of length 1.
    pub(crate) fn tag_share(&self, place: usize) -> f64 {
        let count = self.tags_of(place).len();
        if count == 0 { 0.0 } else { 1.0 / libm::sqrt(count as f64) }
    }

    /// Cosine of two items' tags, from 0 to 1.
    pub(crate) fn similarity(&self, a: usize, b: usize) -> f64 {
        let (first, mut second) = (self.tags_of(a), self.tags_of(b));
        let mut shared = 0u32;
        for tag in first {
            second = second.get(second.partition_point(|other| other < tag)..).unwrap_or_default();
            shared += u32::from(second.first() == Some(tag));
        }
        f64::from(shared) * self.tag_share(a) * self.tag_share(b)
    }

    /// How popular an item is, from 0 to 1, on a logarithmic scale.
    pub(crate) fn popularity(&self, place: usize) -> f64 {
        let most = self.features.most_popular;
        if most > 0.0 { self.features.popularity.get(place).copied().unwrap_or(0.0) / most } else { 0.0 }
    }

    /// How many different tags items carry.
    pub fn tag_count(&self) -> usize {
        self.features.names.len()
    }

    /// The tags that items carry, in the order of their numbers.
    pub(crate) fn tag_names(&self) -> impl Iterator<Item = &TagId> {
        self.features.names.iter()
    }

    /// The number of a tag that items carry.
    pub(crate) fn tag_number(&self, tag: &TagId) -> Option<u32> {
        self.features.numbers.get(tag).copied()
    }

    /// The tag with a number.
    pub fn tag_of_number(&self, number: u32) -> Option<&TagId> {
        self.features.names.get(number as usize)
    }

    /// All named tags.
    pub fn tags(&self) -> &Table<TagId, Text> {
        &self.tags
    }
}

fn duplicate(id: &ItemId, path: &str) -> Finding {
    let message = format!("the identifier `{id}` stands twice in the catalogue");
    Finding::error("duplicate-id", format!("{path}.id"), message, "give each its own; the first one is used")
}
