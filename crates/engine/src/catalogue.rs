//! The catalogue: a community's content and activities, from one or several files.

mod rules;

pub use rules::*;

use crate::attributes::Use;
use crate::charter::{Charter, FORMAT};
use crate::document::{Reader, Shape, by_severity, key_step};
use crate::finding::{Finding, closest, fatal};
use crate::id::{ItemId, TagId};
use crate::text::Text;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// All items and activities of a community, each once.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    items: Vec<Item>,
    activities: Vec<Activity>,
    tags: BTreeMap<TagId, Text>,
    places: BTreeMap<ItemId, usize>,
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
            findings.push(Finding::error("unknown-version", "$.guildhall", message, "use a newer version of the software"));
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
            let message = format!("the catalogue belongs to `{}`, the charter to `{}`", page.community, charter.file().id);
            findings.push(Finding::error("other-community", "$.community", message, "give both the same identifier"));
            return findings;
        }
        self.tags.extend(page.tags);
        let mut unlabelled = BTreeSet::new();
        for (index, mut item) in page.items.into_iter().enumerate() {
            let path = format!("$.items[{index}]");
            let sound = self.sound(&item.id, &item.audience, &path, charter, &mut findings);
            unlabelled.extend(item.tags.iter().filter(|tag| !self.tags.contains_key(*tag)).cloned());
            if sound {
                item.audience.bind(&|name| charter.names().slot(name));
                self.places.insert(item.id.clone(), self.items.len());
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
                findings.push(Finding::error("bad-value", format!("{path}.ends"), message, "correct one of the two times"));
            }
            if sound && !taken {
                activity.audience.bind(&|name| charter.names().slot(name));
                self.activities.push(activity);
            }
        }
        if !self.tags.is_empty() {
            for tag in unlabelled {
                let remedy = closest(tag.as_str(), self.tags.keys().map(TagId::as_str))
                    .map_or_else(|| "add it to `tags`".to_owned(), |known| format!("did you mean `{known}`? Otherwise add it to `tags`"));
                findings.push(Finding::warning("unlabelled-tag", "$.tags", format!("the tag `{tag}` has no name"), remedy));
            }
        }
        by_severity(findings)
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
        for field in audience.fields() {
            let head = field.split('.').next().unwrap_or(field);
            if let Err(problem) = charter.names().check(head, Use::Benefit) {
                let remedy = closest(head, charter.names().usable(Use::Benefit))
                    .map_or_else(String::new, |known| format!("did you mean `{known}`?"));
                let place = format!("{path}.audience{}", key_step(field));
                findings.push(Finding::error("unknown-attribute", place, problem, remedy));
            }
        }
        findings.len() == before
    }

    /// What the charter says about items that do not exist: starter sets and benefits that name them.
    pub fn check_references(&self, charter: &Charter) -> Vec<Finding> {
        let file = charter.file();
        let starter = file.taste.starter.iter().enumerate().map(|(at, id)| (format!("$.taste.starter[{at}]"), id));
        let covered = file.benefits.iter().enumerate().flat_map(|(index, benefit)| {
            let items = benefit.items.iter().enumerate();
            items.map(move |(at, id)| (format!("$.benefits[{index}].items[{at}]"), id))
        });
        let missing = starter.chain(covered).filter(|(_, id)| self.item(id).is_none() && self.activity(id).is_none());
        missing
            .map(|(path, id)| {
                let known = closest(id.as_str(), self.places.keys().map(ItemId::as_str));
                let remedy = known.map_or_else(|| "add it to the catalogue".into(), |known| format!("did you mean `{known}`?"));
                Finding::warning("unknown-item", path, format!("there is no item `{id}`"), remedy)
            })
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

    /// All named tags.
    pub fn tags(&self) -> &BTreeMap<TagId, Text> {
        &self.tags
    }
}

fn duplicate(id: &ItemId, path: &str) -> Finding {
    let message = format!("the identifier `{id}` stands twice in the catalogue");
    Finding::error("duplicate-id", format!("{path}.id"), message, "give each its own; the first one is used")
}
