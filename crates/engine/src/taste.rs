//! Taste: a member's weighted interests, every one of which the member can see and delete.

use crate::catalogue::Catalogue;
use crate::charter::Charter;
use crate::decay::remaining;
use crate::event::{Quantity, Verb};
use crate::id::{BackgroundId, TagId};
use crate::ledger::{Entry, Ledger};
use crate::order::sort_by;
use crate::table::Table;
use crate::time::Moment;
use serde::Serialize;

/// The preference, and the purpose of a consent, that turns personal recommendations off (0) and on (1).
pub const PERSONALISATION: &str = "personalisation";
/// The preference for variety, from 0 to 1.
pub const ADVENTUROUSNESS: &str = "adventurousness";
/// What a stated interest weighs, in the unit of one finished item today; it does not fade.
const STATED: f64 = 3.0;
/// What a tag weighs that goes with what the member said of themselves.
const LIKELY: f64 = STATED / 2.0;

/// A member's taste at a moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taste {
    /// Whether the member wants personal recommendations.
    pub personalised: bool,
    /// How much variety the member wants, from 0 to 1.
    pub adventurousness: f64,
    /// Interests by strength; negative where the member asked for less. Empty when personalisation is off.
    pub tags: Vec<TasteTag>,
    /// Interests the member deleted: they weigh nothing until stated again.
    pub deleted: Vec<TagId>,
    /// The direction of taste by the catalogue's tag numbers, of length 1, or all 0.
    #[serde(skip)]
    pub(crate) direction: Vec<f64>,
    /// What the member did with each item of the catalogue.
    #[serde(skip)]
    pub(crate) dealings: Vec<Dealing>,
    /// The items that say something about the taste, the one touched last at the end. Empty when personalisation is off.
    #[serde(skip)]
    pub(crate) history: Vec<Touch>,
}

impl Taste {
    /// Whether there are items that say something about it.
    pub fn knows_items(&self) -> bool {
        !self.history.is_empty()
    }
}

/// An item that a member dealt with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Touch {
    /// Its place in the catalogue.
    pub place: usize,
    /// How much it says for the member's taste, in the unit of one item finished today; negative against.
    pub affinity: f64,
}

/// One interest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TasteTag {
    /// The tag.
    pub tag: TagId,
    /// Its share of the taste, from -1 to 1; the squares add up to 1.
    pub weight: f64,
    /// Whether the member stated it.
    pub stated: bool,
}

/// What a member did with an item, as far as the shelf cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Dealing {
    /// It was opened.
    pub touched: bool,
    /// It was finished or attended.
    pub finished: bool,
    /// The last word on it was to hide it or to ask for less.
    pub refused: bool,
}

/// A member's taste at a moment; who never said whether they want personal recommendations gets them.
pub fn taste(charter: &Charter, catalogue: &Catalogue, ledger: &Ledger, now: Moment) -> Taste {
    taste_unless_asked(charter, catalogue, ledger, now, true)
}

/// A member's taste at a moment; `unasked` is whether they get personal recommendations while they have not said.
pub fn taste_unless_asked(
    charter: &Charter,
    catalogue: &Catalogue,
    ledger: &Ledger,
    now: Moment,
    unasked: bool,
) -> Taste {
    let places = places(catalogue, ledger);
    let verbs = ledger.by_verb(0.0, |verb| weighs(charter, verb));
    let rules = &charter.file().taste;
    let offset = charter.file().offset;
    let today = now.day(offset);
    let mut settings = Settings::default();
    let mut dealings = vec![Dealing::default(); catalogue.items().len()];
    let mut weights = vec![0.0; catalogue.tag_count()];
    // Of each object how much it says, and when it last did.
    let mut touches = vec![(0, 0.0); places.len()];
    // Events come in order of time: the fading is computed once for each day.
    let (mut faded_day, mut fading) = (None, 1.0);
    for (at, entry) in counting(ledger, now).enumerate() {
        settings.take(entry);
        let Some(place) = places.get(entry.object as usize).copied().flatten() else { continue };
        let Some(dealing) = dealings.get_mut(place) else { continue };
        note(dealing, &entry.event.verb);
        let weight = verbs.get(entry.verb as usize).copied().unwrap_or(0.0);
        if weight == 0.0 {
            continue;
        }
        let day = entry.event.at.day(offset);
        if faded_day != Some(day) {
            faded_day = Some(day);
            let age = f64::from(today.since(day).max(0));
            fading = remaining(age, f64::from(rules.half_life_days.max(1)));
        }
        let strength = weight * fading * opinion(entry);
        if let Some((last, affinity)) = touches.get_mut(entry.object as usize) {
            (*last, *affinity) = (at, *affinity + strength);
        }
        let tags = catalogue.tags_of(place);
        // An item counts once, however many tags it has.
        let each = strength * catalogue.tag_share(place);
        for tag in tags {
            if let Some(sum) = weights.get_mut(*tag as usize) {
                *sum += each;
            }
        }
    }
    let mut taste = settings.finish(charter, catalogue, weights, dealings, unasked);
    if taste.personalised {
        let mut touched: Vec<(usize, Touch)> = touches
            .into_iter()
            .zip(places)
            .filter_map(|((last, affinity), place)| Some((last, Touch { place: place?, affinity })))
            .collect();
        touched.retain(|(_, touch)| touch.affinity != 0.0);
        sort_by(&mut touched, |a, b| a.0.cmp(&b.0));
        taste.history = touched.into_iter().map(|(_, touch)| touch).collect();
    }
    taste
}

impl Taste {
    /// The items that say something about the taste, the one touched last at the end; empty when personalisation is off.
    pub fn history(&self) -> &[Touch] {
        &self.history
    }
}

/// What a verb says about taste, in the unit of one finished item, by the charter or as usual.
pub fn weighs(charter: &Charter, verb: &Verb) -> f64 {
    charter.file().taste.weights.get(verb).copied().unwrap_or_else(|| usual_weight(verb))
}

/// Interests the member stated and did not delete, in order of identifiers.
pub fn stated_interests(ledger: &Ledger, now: Moment) -> Vec<TagId> {
    let mut settings = Settings::default();
    if ledger.has(&Verb::Interest) {
        counting(ledger, now).for_each(|entry| settings.take(entry));
    }
    settings.interests.into_iter().filter(|(_, stated)| *stated).map(|(tag, _)| tag).collect()
}

/// What the member said of themselves and did not take back, in the charter's order.
pub fn stated_backgrounds(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<BackgroundId> {
    let mut settings = Settings::default();
    if ledger.has(&Verb::Background) {
        counting(ledger, now).for_each(|entry| settings.take(entry));
    }
    let named = charter.file().backgrounds.iter().map(|background| &background.id);
    named.filter(|id| settings.backgrounds.get(id.as_str()) == Some(&true)).cloned().collect()
}

fn counting(ledger: &Ledger, now: Moment) -> impl Iterator<Item = &Entry> {
    ledger.entries().iter().take_while(move |entry| entry.event.at <= now).filter(|entry| entry.own && entry.counts())
}

/// What the member chose; the last word counts.
#[derive(Default)]
struct Settings {
    personalised: Option<bool>,
    adventurousness: Option<f64>,
    interests: Table<TagId, bool>,
    backgrounds: Table<BackgroundId, bool>,
}

impl Settings {
    fn take(&mut self, entry: &Entry) {
        let Some(object) = &entry.event.object else { return };
        let value = entry.event.value.map_or(0.0, Quantity::get);
        match (&entry.event.verb, object.as_str()) {
            // A consent to it is the same with a receipt.
            (Verb::Prefer | Verb::Consent, PERSONALISATION) => self.personalised = Some(value > 0.0),
            (Verb::Prefer, ADVENTUROUSNESS) => self.adventurousness = Some(value),
            (Verb::Interest, tag) => {
                self.interests.insert(tag.into(), value > 0.0);
            }
            (Verb::Background, id) => {
                self.backgrounds.insert(id.into(), value > 0.0);
            }
            _ => {}
        }
    }

    fn finish(
        self,
        charter: &Charter,
        catalogue: &Catalogue,
        mut weights: Vec<f64>,
        dealings: Vec<Dealing>,
        unasked: bool,
    ) -> Taste {
        let personalised = self.personalised.unwrap_or(unasked);
        let held = |id: &BackgroundId| self.backgrounds.get(id) == Some(&true);
        for background in charter.file().backgrounds.iter().filter(|background| held(&background.id)) {
            for number in background.tags.iter().filter_map(|tag| catalogue.tag_number(tag)) {
                if let Some(weight) = weights.get_mut(number as usize) {
                    *weight += LIKELY;
                }
            }
        }
        for (tag, stated) in &self.interests {
            if let Some(weight) = catalogue.tag_number(tag).and_then(|number| weights.get_mut(number as usize)) {
                *weight = if *stated { *weight + STATED } else { 0.0 };
            }
        }
        if !personalised {
            weights.iter_mut().for_each(|weight| *weight = 0.0);
        }
        let length = libm::sqrt(weights.iter().fold(0.0, |sum, weight| sum + weight * weight));
        if length > 0.0 {
            weights.iter_mut().for_each(|weight| *weight /= length);
        }
        let stated = |tag: &TagId| self.interests.get(tag) == Some(&true);
        let named = catalogue.tag_names().zip(&weights).filter(|(_, weight)| **weight != 0.0);
        let mut tags: Vec<TasteTag> =
            named.map(|(tag, weight)| TasteTag { tag: tag.clone(), weight: *weight, stated: stated(tag) }).collect();
        sort_by(&mut tags, |a, b| b.weight.total_cmp(&a.weight).then_with(|| a.tag.cmp(&b.tag)));
        Taste {
            personalised,
            adventurousness: self.adventurousness.unwrap_or(charter.file().taste.adventurousness),
            tags,
            deleted: self.interests.into_iter().filter(|(_, stated)| !stated).map(|(tag, _)| tag).collect(),
            direction: weights,
            dealings,
            history: Vec::new(),
        }
    }
}

/// The place in the catalogue of every object of a ledger, by the object's number.
fn places(catalogue: &Catalogue, ledger: &Ledger) -> Vec<Option<usize>> {
    let mut places = vec![None; ledger.object_count()];
    for (object, number) in ledger.objects() {
        if let Some(place) = places.get_mut(number as usize) {
            *place = catalogue.place(object.as_str());
        }
    }
    places
}

/// What a verb says about taste, in the unit of one finished item.
fn usual_weight(verb: &Verb) -> f64 {
    match verb {
        Verb::View => 0.3,
        Verb::Finish | Verb::Attend | Verb::CheckIn | Verb::Rate => 1.0,
        Verb::Like | Verb::Purchase => 1.5,
        Verb::Comment | Verb::Answer | Verb::Post | Verb::Share | Verb::Book => 0.8,
        Verb::Dislike => -1.5,
        Verb::Hide => -0.5,
        Verb::Refund => -1.0,
        _ => 0.0,
    }
}

/// A rating of 5 counts fully, 3 says nothing, 1 counts fully against.
fn opinion(entry: &Entry) -> f64 {
    match (&entry.event.verb, entry.event.value) {
        (Verb::Rate, Some(stars)) => (stars.get() - 3.0) / 2.0,
        _ => 1.0,
    }
}

fn note(dealing: &mut Dealing, verb: &Verb) {
    match verb {
        Verb::Finish | Verb::Attend | Verb::CheckIn => (dealing.touched, dealing.finished) = (true, true),
        Verb::Hide | Verb::Dislike => dealing.refused = true,
        Verb::Like => (dealing.touched, dealing.refused) = (true, false),
        Verb::View | Verb::Rate | Verb::Comment | Verb::Purchase | Verb::Share => dealing.touched = true,
        _ => {}
    }
}
