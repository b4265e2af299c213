//! From a web address to the item of the catalogue it shows.

use super::Common;
use crate::community::{self, CATALOGUE};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The identifiers of a catalogue's items and activities.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeSet<String>);

impl Known {
    /// Those of the catalogue given, or else of the folder's; none without a catalogue.
    pub(super) fn of(common: &Common, catalogue: Option<&Path>) -> Result<Known> {
        let path = catalogue.map_or_else(|| common.out.join(CATALOGUE), PathBuf::from);
        if catalogue.is_none() && !path.exists() {
            return Ok(Known::default());
        }
        // Read by itself, so that it helps even where the charter has errors.
        let pages = community::read_pages(&path, &path.display().to_string())?;
        let files = pages.into_iter().filter_map(|page| page.file);
        let ids = files.flat_map(|file| {
            let items = file.items.into_iter().map(|item| item.id);
            items.chain(file.activities.into_iter().map(|activity| activity.id)).collect::<Vec<_>>()
        });
        Ok(Known(ids.map(|id| id.to_string()).collect()))
    }

    /// The item an address is about: the last part of its path that is an item's id, with or without an extension.
    pub(super) fn item(&self, address: &str) -> Option<&str> {
        let parts = address.split(['/', '#', '?']).rev();
        let mut spellings = parts.flat_map(|part| [part, part.rsplit_once('.').map_or(part, |(stem, _)| stem)]);
        spellings.find_map(|part| self.0.get(part)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_its_item() {
        let known = Known(BTreeSet::from(["walden".to_owned(), "v1.5".to_owned()]));
        for address in ["/read/walden", "/walden.html", "https://a.example/walden/comments", "/x?walden"] {
            assert_eq!(known.item(address), Some("walden"), "{address}");
        }
        assert_eq!(known.item("/v1.5"), Some("v1.5"));
        assert_eq!(known.item("/waldenses"), None);
    }
}
