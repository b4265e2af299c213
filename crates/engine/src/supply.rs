//! What is left for a member to do something with: a way must not ask for more than there is.

use crate::attributes::Attributes;
use crate::benefit::{BenefitStanding, opens};
use crate::catalogue::Catalogue;
use crate::event::Verb;
use crate::id::ObjectId;
use crate::ledger::Ledger;
use crate::metric::{Form, Meter};
use crate::time::Moment;

/// What a verb is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// Content, priced or not.
    Items,
    /// Content with a price.
    Wares,
    /// Gatherings still to come.
    Gatherings,
}

/// What a verb is done with; none for what needs nothing of the catalogue.
fn shelf(verb: &Verb) -> Option<Shelf> {
    match verb {
        Verb::View | Verb::Comment | Verb::Share | Verb::Finish | Verb::Rate | Verb::Like => Some(Shelf::Items),
        Verb::Purchase => Some(Shelf::Wares),
        Verb::Book | Verb::Attend | Verb::CheckIn => Some(Shelf::Gatherings),
        _ => None,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A thing of the catalogue, by its number in the ledger; none when no event is about it.
#[derive(Debug, Clone, Copy)]
struct Thing {
    number: Option<u32>,
    has_price: bool,
}

const SHELVES: [Shelf; 3] = [Shelf::Items, Shelf::Wares, Shelf::Gatherings];
/// The verbs that are done once with a thing.
const ONCE: [Verb; 7] = [Verb::Finish, Verb::Rate, Verb::Like, Verb::Purchase, Verb::Book, Verb::Attend, Verb::CheckIn];

/// Everything a member could do something with.
pub(crate) struct Stock<'a> {
    ledger: &'a Ledger,
    /// The items open to the member, and the gatherings ahead; none when nothing is known, which is also what a catalogue
    /// without any says: the community keeps them elsewhere.
    items: Option<Vec<Thing>>,
    gatherings: Option<Vec<Thing>>,
    has_wares: bool,
    left: Vec<(Verb, u32)>,
}

/// What there is for the metrics of a charter on one day.
#[derive(Debug, Clone, Default)]
pub(crate) struct Supply {
    left: Vec<(Verb, u32)>,
    /// For each metric and shelf, how many things would still add to it.
    fresh: Vec<[Option<u32>; SHELVES.len()]>,
}

impl Supply {
    /// With how many things a verb can still be done; none when with as many as wanted.
    pub(crate) fn left(&self, verb: &Verb) -> Option<u32> {
        self.left.iter().find(|(once, _)| once == verb).map(|(_, left)| *left)
    }

    /// How many things would still add to a metric of distinct objects if a verb were done with them; none when as many as
    /// wanted.
    pub(crate) fn fresh(&self, index: usize, verb: &Verb, has_names: bool) -> Option<u32> {
        let of_metric = self.fresh.get(index)?;
        let at = if has_names { SHELVES.first().copied() } else { shelf(verb) };
        of_metric.iter().zip(SHELVES).find(|(_, shelf)| Some(*shelf) == at).and_then(|(fresh, _)| *fresh)
    }
}

impl<'a> Stock<'a> {
    /// As much of everything as is wanted.
    pub(crate) fn endless(ledger: &'a Ledger) -> Stock<'a> {
        Stock { ledger, items: None, gatherings: None, has_wares: false, left: Vec::new() }
    }

    /// What a catalogue has for a member.
    pub(crate) fn of(
        catalogue: &Catalogue,
        ledger: &'a Ledger,
        attributes: &Attributes<'_>,
        benefits: &[BenefitStanding],
        now: Moment,
    ) -> Stock<'a> {
        let thing = |id: &str, has_price: bool| Thing { number: ledger.object_number(id), has_price };
        let items = catalogue.items().iter().filter(|item| opens(attributes.charter(), benefits, item, attributes));
        let items = items.map(|item| thing(item.id.as_str(), item.price.is_some_and(|price| price.0 > 0)));
        let ahead = catalogue
            .activities()
            .iter()
            .filter(|activity| activity.ends.unwrap_or(activity.starts) > now && activity.audience.holds(attributes));
        let ahead = ahead.map(|activity| thing(activity.id.as_str(), activity.price.is_some()));
        let mut stock = Stock {
            ledger,
            items: (!catalogue.items().is_empty()).then(|| items.collect()),
            gatherings: (!catalogue.activities().is_empty()).then(|| ahead.collect()),
            has_wares: catalogue.items().iter().any(|item| item.price.is_some_and(|price| price.0 > 0)),
            left: Vec::new(),
        };
        stock.left = ONCE.into_iter().filter_map(|verb| stock.left(verb)).collect();
        stock
    }

    fn left(&self, verb: Verb) -> Option<(Verb, u32)> {
        let things = self.things(shelf(&verb)?)?;
        let mut done = vec![false; self.ledger.object_count()];
        let entries = self.ledger.entries().iter();
        for entry in entries.filter(|entry| entry.own && entry.counts() && entry.event.verb == verb) {
            if let Some(flag) = done.get_mut(entry.object as usize) {
                *flag = true;
            }
        }
        let is_done = |thing: &Thing| thing.number.is_some_and(|number| done.get(number as usize) == Some(&true));
        let left = things.filter(|thing| !is_done(thing)).count();
        Some((verb, number(left)))
    }

    fn things(&self, shelf: Shelf) -> Option<impl Iterator<Item = &Thing>> {
        let things = match shelf {
            Shelf::Items => self.items.as_ref(),
            Shelf::Wares => self.items.as_ref().filter(|_| self.has_wares),
            Shelf::Gatherings => self.gatherings.as_ref(),
        };
        things.map(|things| things.iter().filter(move |thing| shelf != Shelf::Wares || thing.has_price))
    }

    /// What there is for these metrics on a day.
    pub(crate) fn supply(&self, meters: &[Meter<'_>], day: i32) -> Supply {
        let fresh = |meter: &Meter<'_>| {
            let metric = meter.metric();
            if metric.form != Form::Objects || metric.received {
                return [None; SHELVES.len()];
            }
            if !metric.objects.is_empty() {
                return [Some(number(self.named(meter, day).len())); SHELVES.len()];
            }
            SHELVES.map(|shelf| {
                let adds = |thing: &&Thing| thing.number.is_none_or(|number| !meter.counts(day, number));
                Some(number(self.things(shelf)?.filter(adds).count()))
            })
        };
        Supply { left: self.left.clone(), fresh: meters.iter().map(fresh).collect() }
    }

    /// Of the objects a metric names, those that would still add to it.
    pub(crate) fn named(&self, meter: &Meter<'_>, day: i32) -> Vec<ObjectId> {
        let counted = |object: &&ObjectId| {
            self.ledger.object_number(object.as_str()).is_some_and(|number| meter.counts(day, number))
        };
        meter.metric().objects.iter().filter(|object| !counted(object)).cloned().collect()
    }
}
