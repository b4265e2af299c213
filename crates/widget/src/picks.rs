//! Recommendations as they are shown.

use crate::glance::Sight;
use crate::words::Both;
use guildhall_engine::shelf::{Pick, Shelf};
use serde::Serialize;

/// A recommended item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picked {
    /// Its identifier.
    pub item: String,
    /// Its title.
    pub title: Both,
    /// Who wrote it; empty when nobody is named.
    pub by: Both,
    /// What kind of content it is.
    pub kind: String,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// The strongest reason for it; empty when it is here to widen the horizon.
    pub reason: Both,
    /// How much of the score that reason makes, in 0..=1.
    pub share: Option<f64>,
    /// Where it lies, when it is not in the hall's own library.
    pub link: Option<String>,
}

/// The picks of a shelf that the catalogue knows.
pub fn picks(sight: &Sight<'_>, shelf: &Shelf) -> Vec<Picked> {
    shelf.picks.iter().filter_map(|pick| picked(sight, pick)).collect()
}

fn picked(sight: &Sight<'_>, pick: &Pick) -> Option<Picked> {
    let item = sight.catalogue.item(&pick.item)?;
    let strongest = pick.reasons.first().filter(|reason| reason.contribution > 0.0);
    Some(Picked {
        item: item.id.to_string(),
        title: sight.name(&item.title, item.id.as_str()),
        by: sight.text(&item.author),
        kind: item.kind.to_string(),
        minutes: item.minutes,
        reason: strongest.map_or_else(Both::default, |reason| Both::of(|words| sight.pen(words).reason(&reason.kind))),
        share: strongest.filter(|_| pick.score > 0.0).map(|reason| (reason.contribution / pick.score).clamp(0.0, 1.0)),
        link: item.link.as_deref().map(str::to_owned),
    })
}
