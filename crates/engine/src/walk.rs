//! The walk: one pass over a member's days, from the first event to the moment asked about.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::event::Verb;
use crate::id::BadgeId;
use crate::ledger::{Entry, Ledger};
use crate::metric::{Form, Meter};
use crate::plan::{Membership, active_at, memberships, plan_index};
use crate::tier::Ladder;
use crate::time::{Calendar, Day, Moment};

/// The longest walk: days from the first event to now, a little over 100 years.
const LONGEST: i32 = 36_600;

/// What somebody wants to know of each step of a walk. The default watches nothing and costs nothing.
pub(crate) trait Watch<'c> {
    /// Whether [`Watch::event`] and [`Watch::counted`] are to be called.
    const EVENTS: bool = false;

    /// A metric, by its index in the charter, is about to read an event of a day.
    fn counted(&mut self, _metric: usize, _entry: &Entry, _day: Day) {}

    /// An event was taken; the attributes are those right after it.
    fn event(&mut self, _entry: &Entry, _before: &Attributes<'c>, _after: &Attributes<'c>) {}

    /// A day ended.
    fn day(&mut self, _day: Day, _attributes: &Attributes<'c>) {}
}

/// Watches nothing.
pub(crate) struct Nothing;
impl Watch<'_> for Nothing {}

/// A run of active days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Streak {
    /// Days of the present run; it goes on if the last active day was today or yesterday.
    pub current: u32,
    /// Days of the longest run so far.
    pub longest: u32,
    /// Whether today already counts.
    pub today: bool,
    #[serde(skip)]
    last: Option<Day>,
}

impl Streak {
    fn add(&mut self, day: Day) {
        match self.last {
            Some(last) if last == day => {}
            Some(last) if day.since(last) == 1 => self.current += 1,
            _ => self.current = 1,
        }
        self.last = Some(day);
        self.longest = self.longest.max(self.current);
    }

    fn on(mut self, today: Day) -> Streak {
        self.today = self.last == Some(today);
        if self.last.is_none_or(|last| today.since(last) > 1) {
            self.current = 0;
        }
        self
    }
}

/// How many events were left out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct LeftOut {
    /// Later than the moment asked about.
    pub future: u32,
    /// With a verb that neither this version nor the charter knows.
    pub unknown: u32,
    /// From a source that may not record them.
    pub untrusted: u32,
    /// Taken back.
    pub undone: u32,
    /// More than a hundred years before the moment asked about.
    pub ancient: u32,
    /// About a plan that the charter does not have.
    pub unknown_plan: u32,
    /// About a tier that the charter does not have.
    pub unknown_tier: u32,
}

/// Where a walk ended.
pub(crate) struct Walked<'c> {
    pub attributes: Attributes<'c>,
    pub ladder: Ladder<'c>,
    pub meters: Vec<Meter<'c>>,
    pub joined: Option<Day>,
    pub today: Day,
    pub badges: Vec<(BadgeId, Day)>,
    pub streak: Streak,
    pub memberships: Vec<Membership>,
    pub left_out: LeftOut,
}

/// How a verb of a ledger bears on the charter.
#[derive(Default, Clone)]
struct Bearing {
    known: bool,
    lock: bool,
    plan: bool,
    streak: bool,
    privileged: bool,
    /// Meters by index, and whether the verb takes away.
    meters: Vec<(usize, bool)>,
}

/// Walks to a moment.
pub(crate) fn walk<'c, W: Watch<'c>>(charter: &'c Charter, ledger: &Ledger, now: Moment, watch: &mut W) -> Walked<'c> {
    let offset = charter.file().offset;
    let today = now.day(offset);
    let bearings = bearings(charter, ledger);
    let memberships = memberships(charter, ledger, now);
    let wanted: Vec<Option<Vec<u32>>> = charter.metrics().iter().map(|metric| objects(metric, ledger)).collect();
    let mut left_out = LeftOut::default();
    // Of each event that counts: its bearing and its day. Events come in order, so that most share the day of the last.
    let mut calendar = Calendar::new(offset);
    let mut entries = ledger.entries().iter().filter_map(|entry| {
        let bearing = bearings.get(entry.verb as usize);
        let day = calendar.day(entry.event.at);
        let count = match bearing {
            _ if !entry.counts() => &mut left_out.undone,
            _ if entry.event.at > now => &mut left_out.future,
            None => &mut left_out.unknown,
            Some(bearing) if !bearing.known => &mut left_out.unknown,
            Some(bearing) if bearing.privileged && !charter.trusts(&entry.event.verb, entry.event.source) => {
                &mut left_out.untrusted
            }
            _ if today.since(day) > LONGEST => &mut left_out.ancient,
            Some(bearing) if bearing.lock && lock(charter, entry).is_none() => &mut left_out.unknown_tier,
            Some(bearing) if bearing.plan && plan_index(charter, entry).is_none() => &mut left_out.unknown_plan,
            Some(bearing) => return Some((entry, bearing, day)),
        };
        *count += 1;
        None
    });
    let mut next = entries.next();
    let mut day = next.map_or(today, |(_, _, day)| day);
    let mut joined: Option<Day> = None;
    let mut attributes = Attributes::new(charter);
    let mut ladder = Ladder::new(charter, day);
    let mut meters: Vec<Meter<'c>> = charter.metrics().iter().map(Meter::new).collect();
    let mut streak = Streak::default();
    let mut badges: Vec<(BadgeId, Day)> = Vec::new();
    let mut closed = Closed::new(charter);
    loop {
        // Until the first own event there is nobody to speak of; a like may well come before it is written down.
        while let Some((entry, bearing, _)) = next.filter(|(_, _, of)| *of == day) {
            if entry.own && joined.is_none() && !entry.event.verb.is_privileged() {
                joined = Some(day);
                ladder.begin(day);
            }
            let before = W::EVENTS.then(|| attributes.clone());
            take(entry, bearing, day, &mut meters, &wanted, watch);
            if bearing.streak && entry.own {
                streak.add(day);
            }
            if bearing.lock && entry.own {
                ladder.set_lock(lock(charter, entry).flatten());
            }
            if let Some(before) = before {
                attributes.set_plan(active_at(&memberships, entry.event.at));
                read(&mut attributes, &meters, day, joined);
                watch.event(entry, &before, &attributes);
            }
            next = entries.next();
        }
        let end = if day == today { now } else { Moment(day.plus(1).start(offset).0 - 1) };
        attributes.set_plan(active_at(&memberships, end));
        read(&mut attributes, &meters, day, joined);
        if joined.is_some() && closed.differs(&attributes, &ladder) {
            ladder.close(day, &mut attributes);
            award(charter, &attributes, day, &mut badges);
            closed.remember(&attributes);
        }
        watch.day(day, &attributes);
        if day >= today {
            break;
        }
        day = day.plus(1);
        meters.iter_mut().for_each(Meter::next_day);
        if W::EVENTS {
            read(&mut attributes, &meters, day, joined);
        }
    }
    // The rest is counted, not taken.
    entries.by_ref().for_each(drop);
    drop(entries);
    attributes.badges = badges.iter().map(|(badge, _)| badge.clone()).collect();
    let streak = streak.on(today);
    if joined.is_none() {
        ladder.begin(today);
    }
    Walked { attributes, ladder, meters, joined, today, badges, streak, memberships, left_out }
}

/// The rank a lock sets, or `Some(None)` for its end; `None` when the charter has no such tier.
fn lock(charter: &Charter, entry: &Entry) -> Option<Option<usize>> {
    match &entry.event.object {
        None => Some(None),
        Some(tier) => charter.rank(&tier.as_str().into()).map(Some),
    }
}

/// Reads the meters into the attributes.
pub(crate) fn read(attributes: &mut Attributes<'_>, meters: &[Meter<'_>], day: Day, joined: Option<Day>) {
    let joined_days = joined.map_or(0, |joined| day.since(joined).max(0));
    for (index, meter) in meters.iter().enumerate() {
        attributes.set_metric(index, meter.value(day.0, joined_days));
    }
    attributes.set_joined_days(f64::from(joined_days));
    attributes.add_up();
}

fn take<'c, W: Watch<'c>>(
    entry: &Entry,
    bearing: &Bearing,
    day: Day,
    meters: &mut [Meter<'c>],
    wanted: &[Option<Vec<u32>>],
    watch: &mut W,
) {
    let millionths = entry.event.value.map_or(0, crate::event::Quantity::millionths);
    for (index, minus) in &bearing.meters {
        let Some(meter) = meters.get_mut(*index) else { continue };
        let metric = meter.metric();
        let for_this = if metric.received { !entry.own && entry.about_own_work } else { entry.own };
        let about_others = !(metric.others && entry.own && entry.about_own_work);
        let about_wanted =
            wanted.get(*index).and_then(Option::as_ref).is_none_or(|objects| objects.contains(&entry.object));
        if for_this && about_others && about_wanted {
            let thing = if metric.form == Form::Members { entry.actor } else { entry.object };
            if thing != crate::ledger::NOTHING || metric.form != Form::Objects {
                if W::EVENTS {
                    watch.counted(*index, entry, day);
                }
                meter.add(day.0, thing, millionths, *minus);
            }
        }
    }
}

/// The numbers of a metric's objects in this ledger; `None` when it takes any.
fn objects(metric: &crate::metric::Metric, ledger: &Ledger) -> Option<Vec<u32>> {
    let numbers = || metric.objects.iter().filter_map(|object| ledger.object_number(object.as_str())).collect();
    (!metric.objects.is_empty()).then(numbers)
}

/// How each verb of a ledger bears on the charter, by the verb's number.
fn bearings(charter: &Charter, ledger: &Ledger) -> Vec<Bearing> {
    let streak = &charter.file().streak;
    let bearing = |verb: &Verb| {
        let meters = charter.metrics().iter().enumerate();
        Bearing {
            known: charter.knows(verb),
            lock: *verb == Verb::TierLock,
            plan: *verb == Verb::PlanStart,
            streak: if streak.is_empty() { !verb.is_administrative() } else { streak.contains(verb) },
            privileged: verb.is_privileged() || charter.file().trust.contains_key(verb),
            meters: meters
                .flat_map(|(index, metric)| {
                    let plus = metric.verbs.contains(verb).then_some((index, false));
                    let minus = metric.minus.contains(verb).then_some((index, true));
                    plus.into_iter().chain(minus)
                })
                .collect(),
        }
    };
    ledger.by_verb(Bearing::default(), bearing)
}

/// Gives badges not yet earned; once earned they stay.
fn award(charter: &Charter, attributes: &Attributes<'_>, day: Day, badges: &mut Vec<(BadgeId, Day)>) {
    for badge in &charter.file().badges {
        if !badges.iter().any(|(earned, _)| *earned == badge.id) && badge.when.holds(attributes) {
            badges.push((badge.id.clone(), day));
        }
    }
}

/// What a day was last closed with, so that days on which nothing changed cost nothing.
struct Closed {
    numbers: Vec<f64>,
    plan: Option<usize>,
    asks_joined: bool,
}

impl Closed {
    fn new(charter: &Charter) -> Closed {
        let file = charter.file();
        let tiers = file.tiers.iter().flat_map(|tier| [Some(&tier.when), tier.keep.as_ref()]).flatten();
        let mut conditions = tiers.chain(file.badges.iter().map(|badge| &badge.when));
        let asks_joined = conditions.any(|condition| condition.fields().contains(&"joinedDays"));
        Closed { numbers: Vec::new(), plan: None, asks_joined }
    }

    fn differs(&self, attributes: &Attributes<'_>, ladder: &Ladder<'_>) -> bool {
        self.asks_joined
            || ladder.is_pending()
            || self.plan != attributes.plan
            || !attributes.same_but_days(&self.numbers)
    }

    fn remember(&mut self, attributes: &Attributes<'_>) {
        self.numbers.clear();
        self.numbers.extend_from_slice(attributes.numbers());
        self.plan = attributes.plan;
    }
}
