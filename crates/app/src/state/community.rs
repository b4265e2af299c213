//! The community whose hall is open: its documents, and what was wrong with them.

use super::search::Index;
use guildhall_engine::catalogue::{Activity, Catalogue, CatalogueFile, Item};
use guildhall_engine::charter::{BenefitRule, Charter, TierRule};
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{BadgeId, BenefitId, TierId};
use guildhall_engine::text::Text;
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// What was wrong with one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Faults {
    /// The document's address.
    pub document: String,
    /// Everything that was found in it.
    pub findings: Rc<[Finding]>,
}

/// A community's charter and as much of its catalogue as has arrived.
#[derive(Clone)]
pub struct Community {
    /// Where its files lie, relative to the site; ends with a slash.
    pub folder: Rc<str>,
    /// The rules.
    pub charter: Charter,
    /// The content.
    pub catalogue: Catalogue,
    /// For the library's search.
    index: RefCell<Index>,
    /// Whether further pages of the catalogue are on their way.
    pub is_growing: bool,
    /// Documents with findings, in the order they arrived.
    pub faults: Vec<Faults>,
}

impl Community {
    /// A community without content.
    pub fn new(folder: Rc<str>, charter: Charter) -> Community {
        let (catalogue, index) = (Catalogue::new(), RefCell::default());
        Community { folder, charter, catalogue, index, is_growing: true, faults: Vec::new() }
    }

    /// Adds a page of the catalogue; answers what does not fit the charter or the pages before it.
    pub fn add(&mut self, page: CatalogueFile) -> Vec<Finding> {
        self.catalogue.add(page, &self.charter)
    }

    /// The library's index of the catalogue, made as far as it is not yet: who does not search needs none.
    pub fn index(&self) -> Ref<'_, Index> {
        if self.index.borrow().len() < self.catalogue.items().len() {
            self.index.borrow_mut().extend(&self.catalogue, &self.charter);
        }
        self.index.borrow()
    }

    /// Notes what was wrong with a document; nothing when nothing was.
    pub fn note(&mut self, document: &str, findings: Vec<Finding>) {
        if !findings.is_empty() {
            self.faults.push(Faults { document: document.to_owned(), findings: findings.into() });
        }
    }

    /// A tier's rule.
    pub fn tier(&self, id: &TierId) -> Option<&TierRule> {
        self.charter.tiers().iter().find(|tier| tier.id == *id)
    }

    /// A tier's name.
    pub fn tier_name<'a>(&'a self, id: &'a TierId, language: &str) -> &'a str {
        name(self.tier(id).map(|tier| &tier.name), id.as_str(), language)
    }

    /// A benefit's rule.
    pub fn benefit(&self, id: &BenefitId) -> Option<&BenefitRule> {
        self.charter.benefit(id)
    }

    /// A badge's name.
    pub fn badge_name<'a>(&'a self, id: &'a BadgeId, language: &str) -> &'a str {
        let rule = self.charter.file().badges.iter().find(|badge| badge.id == *id);
        name(rule.map(|badge| &badge.name), id.as_str(), language)
    }

    /// The item or activity with an identifier.
    pub fn thing(&self, id: &str) -> Option<Thing<'_>> {
        let id = id.into();
        let item = self.catalogue.item(&id).map(Thing::Item);
        item.or_else(|| self.catalogue.activity(&id).map(Thing::Activity))
    }
}

/// Something of the catalogue.
#[derive(Clone, Copy)]
pub enum Thing<'a> {
    /// Content.
    Item(&'a Item),
    /// An event members attend.
    Activity(&'a Activity),
}

impl<'a> Thing<'a> {
    /// Its title.
    pub fn title(self) -> &'a Text {
        match self {
            Thing::Item(item) => &item.title,
            Thing::Activity(activity) => &activity.title,
        }
    }
}

/// A rule's name, or its identifier when there is no such rule any more.
pub fn name<'a>(rule: Option<&'a Text>, id: &'a str, language: &str) -> &'a str {
    rule.map(|name| name.get(language)).filter(|name| !name.is_empty()).unwrap_or(id)
}
