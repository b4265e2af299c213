//! Which items are scored: all of few, and of many those that can come out on top.
//!
//! A shelf is not to take longer in a larger catalogue. The strongest neighbours, and of each list (a tag of the taste,
//! what is popular, what is new) so many items that the member has not dealt with, are enough: what is on none of them
//! has a small part in every signal.

use crate::catalogue::Catalogue;
use crate::charter::Charter;
use crate::model::Neighbours;
use crate::order::{best, sort_by};
use crate::taste::Taste;

/// How many items each list gives.
const EACH: usize = 80;
/// How many tags of the taste are followed.
const TAGS: usize = 12;
/// How many neighbours are candidates.
const NEIGHBOURS: usize = 400;

/// Whether an item can be recommended: it was neither finished nor refused.
pub(super) fn is_wanted(taste: &Taste, place: usize) -> bool {
    let dealing = taste.dealings.get(place).copied().unwrap_or_default();
    !dealing.finished && !dealing.refused
}

/// The places of the items to score, ascending.
pub(super) fn of(charter: &Charter, catalogue: &Catalogue, taste: &Taste, near: Option<&Neighbours>) -> Vec<usize> {
    let wanted = |place: &usize| is_wanted(taste, *place);
    if !catalogue.is_large() {
        return (0..catalogue.items().len()).filter(wanted).collect();
    }
    let mut lists: Vec<&[u32]> = vec![catalogue.most_popular(), catalogue.newest()];
    let liked = taste.tags.iter().filter(|tag| tag.weight > 0.0).take(TAGS);
    lists.extend(liked.filter_map(|tag| catalogue.tag_number(&tag.tag)).map(|tag| catalogue.tagged(tag)));
    let listed = lists.into_iter().flat_map(|list| list.iter().map(|place| *place as usize).filter(wanted).take(EACH));
    let starter = charter.file().taste.starter.iter().filter_map(|item| catalogue.place(item.as_str())).filter(wanted);
    let mut places: Vec<usize> = listed.chain(starter).collect();
    if let Some(near) = near {
        let scored = near.places().filter(wanted).map(|place| (near.sum(place), place));
        places.extend(best(scored, NEIGHBOURS).into_iter().map(|(_, place)| place));
    }
    each_once(places)
}

/// The places of the items to compare with one: all of few, and of many its neighbours and those that share a tag.
pub(super) fn beside(catalogue: &Catalogue, place: usize, near: &[(usize, f64)]) -> Vec<usize> {
    if !catalogue.is_large() {
        return (0..catalogue.items().len()).collect();
    }
    let tagged = catalogue.tags_of(place).iter().map(|tag| catalogue.tagged(*tag));
    let tagged = tagged.flat_map(|list| list.iter().map(|place| *place as usize).take(NEIGHBOURS));
    each_once(tagged.chain(near.iter().map(|(place, _)| *place)).collect())
}

fn each_once(mut places: Vec<usize>) -> Vec<usize> {
    sort_by(&mut places, usize::cmp);
    places.dedup();
    places
}
