//! Items in the orders in which the shelf looks for candidates, for catalogues too large to score whole.

use super::Catalogue;
use crate::order::sort_by;

/// Up to so many items, all of them are candidates.
const FEW: usize = 1000;

/// Places of items, each list with the best first.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// The number of items the lists were made for.
    of: usize,
    newest: Vec<u32>,
    popular: Vec<u32>,
    /// Of each tag, by its number: items with few other tags first, popular ones before others.
    tagged: Vec<Vec<u32>>,
}

impl Catalogue {
    /// Makes the lists anew where the catalogue is large.
    pub(super) fn list(&mut self) {
        let count = self.items.len();
        if count <= FEW {
            return;
        }
        // The largest number first; of equals, the one that stood first.
        let by = |places: &[u32], number: &dyn Fn(usize) -> f64| {
            let mut places = places.to_vec();
            sort_by(&mut places, |a, b| number(*b as usize).total_cmp(&number(*a as usize)));
            places
        };
        let places: Vec<u32> = (0u32..).take(count).collect();
        let published = |place: usize| self.items.get(place).and_then(|item| item.published);
        let newest = by(&places, &|place| published(place).map_or(f64::MIN, |day| f64::from(day.0)));
        let popular = by(&places, &|place| self.popularity(place));
        let by_tags = by(&popular, &|place| -(self.tags_of(place).len() as f64));
        let mut tagged = vec![Vec::new(); self.tag_count()];
        for place in by_tags {
            for tag in self.tags_of(place as usize) {
                if let Some(list) = tagged.get_mut(*tag as usize) {
                    list.push(place);
                }
            }
        }
        self.lists = Lists { of: count, newest, popular, tagged };
    }

    /// Whether there are lists, rather than few items.
    pub(crate) fn is_large(&self) -> bool {
        self.lists.of > 0
    }

    /// The newest first; empty unless the catalogue is large.
    pub(crate) fn newest(&self) -> &[u32] {
        &self.lists.newest
    }

    /// The most popular first; empty unless the catalogue is large.
    pub(crate) fn most_popular(&self) -> &[u32] {
        &self.lists.popular
    }

    /// Those with a tag; empty unless the catalogue is large.
    pub(crate) fn tagged(&self, tag: u32) -> &[u32] {
        self.lists.tagged.get(tag as usize).map(Vec::as_slice).unwrap_or_default()
    }
}
