//! A made-up member with a year behind them, for looking around: the same for the same charter, catalogue and moment.
//!
//! The year has a rhythm: some weekdays more than others, evenings rather than mornings, two holidays without a visit. The
//! member keeps to two or three subjects, finishes most of what they open, says something about some of it, buys a little,
//! pays a plan, and goes where members meet. If that does not lead to the third tier they were more eager.

use crate::catalogue::{Activity, Catalogue, Item};
use crate::charter::{Charter, PlanRule};
use crate::event::{Event, Quantity, Source, Verb};
use crate::id::{DeviceId, EventId, MemberId, ObjectId, TagId};
use crate::ledger::Ledger;
use crate::standing::standing;
use crate::taste::ADVENTUROUSNESS;
use crate::time::{Day, Moment, Offset};

/// The made-up member's name on events.
pub const MEMBER: &str = "demo";

/// Days of history.
const DAYS: i32 = 364;
/// How likely a visit is on each day of the week, from Monday, in hundredths.
const RHYTHM: [u64; 7] = [50, 62, 40, 58, 22, 48, 74];
/// Days without a visit, counted from the first: a summer and a winter holiday.
const HOLIDAYS: [(i32, i32); 2] = [(118, 133), (261, 269)];
/// The rank that is worth showing, and how eager a member may be made for it.
const WANTED: usize = 2;
const ZEALS: [u64; 4] = [1, 2, 3, 4];
/// Other members, who answer.
const OTHERS: [&str; 4] = ["demo-wen", "demo-ola", "demo-ines", "demo-tao"];

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The events of a year that ends at `now`, the oldest first. `says` are remarks for the member's comments.
pub fn year(charter: &Charter, catalogue: &Catalogue, now: Moment, says: &[&str]) -> Vec<Event> {
    let mut year = Vec::new();
    for zeal in ZEALS {
        year = Life::new(charter, catalogue, now, says, zeal).live();
        let ledger = Ledger::of(MemberId::from(MEMBER), year.iter().cloned());
        if standing(charter, &ledger, now).tier.rank >= WANTED.min(charter.tiers().len().saturating_sub(1)) {
            break;
        }
    }
    year
}

struct Life<'a> {
    charter: &'a Charter,
    catalogue: &'a Catalogue,
    says: &'a [&'a str],
    now: Moment,
    offset: Offset,
    zeal: u64,
    /// Turns into the next number of a row that looks like chance.
    row: u64,
    /// What is still to be opened, the last first.
    unread: Vec<&'a Item>,
    events: Vec<Event>,
}

impl<'a> Life<'a> {
    fn new(charter: &'a Charter, catalogue: &'a Catalogue, now: Moment, says: &'a [&'a str], zeal: u64) -> Life<'a> {
        let offset = charter.file().offset;
        let mut life = Life {
            charter,
            catalogue,
            says,
            now,
            offset,
            zeal,
            row: 0x6775_696c_6468_616c,
            unread: Vec::new(),
            events: Vec::new(),
        };
        // What is open to everyone from the first day; nothing is taken from behind a lock.
        life.unread = catalogue.items().iter().filter(|item| item.audience.fields().is_empty()).collect();
        life
    }

    fn live(mut self) -> Vec<Event> {
        let today = self.now.day(self.offset);
        let first = today.plus(-DAYS);
        self.begin(first);
        for at in 0..=DAYS {
            let day = first.plus(at);
            let is_away = HOLIDAYS.iter().any(|(from, to)| (*from..*to).contains(&at));
            let rhythm = RHYTHM.get(weekday(day)).copied().unwrap_or_default() + 8 * (self.zeal - 1);
            // The first days are those of somebody who has found something; the last one is today.
            if at == 0 || at == DAYS || (!is_away && (at < 4 || self.chance(rhythm))) {
                self.visit(day);
            }
        }
        self.meet();
        self.pay(first);
        self.be_answered();
        self.events.retain(|event| event.at <= self.now);
        self.spend();
        // A stable order of a few hundred: insertion brings no sorting routine along.
        crate::order::sort_by(&mut self.events, |a, b| (a.at, a.id).cmp(&(b.at, b.id)));
        for (event, n) in self.events.iter_mut().zip(1..) {
            event.n = n;
        }
        self.events
    }

    /// The first evening: what draws the member, and how far they like to be led.
    fn begin(&mut self, first: Day) {
        let drawn: Vec<TagId> = self.catalogue.common_tags().into_iter().take(6).step_by(2).cloned().collect();
        let at = self.evening(first);
        for (index, tag) in drawn.iter().enumerate() {
            self.does(Verb::Interest, Some(tag.as_str()), Some(1.0), Moment(at.0 + MINUTE * index as i64 / 4));
        }
        self.does(Verb::Prefer, Some(ADVENTUROUSNESS), Some(0.3), Moment(at.0 + MINUTE));
        // What is opened next stands last: the subjects the member keeps to, the most read of them first.
        let rank = |item: &Item| {
            let fitting = drawn.iter().filter(|tag| item.tags.contains(tag)).count();
            (fitting.min(1), (item.popularity * 1000.0) as i64, item.id.clone())
        };
        let mut unread = std::mem::take(&mut self.unread);
        crate::order::sort_by(&mut unread, |a, b| rank(a).cmp(&rank(b)));
        self.unread = unread;
    }

    /// An evening in the hall.
    fn visit(&mut self, day: Day) {
        let mut at = self.evening(day);
        if day == self.now.day(self.offset) {
            // Today's visit was a little while ago, however early it is.
            at = Moment((self.now.0 - 40 * MINUTE).max(day.start(self.offset).0));
        }
        self.does(Verb::Login, None, None, at);
        let pieces = 1 + self.below(1 + self.zeal);
        for _ in 0..pieces {
            at = Moment(at.0 + (2 + self.below(6) as i64) * MINUTE);
            // Later in the year little is new: old pieces are opened again.
            let item = if self.chance(72) { self.unread.pop() } else { None };
            let Some(item) = item else {
                self.open_again(at);
                continue;
            };
            self.read(item, at);
        }
    }

    fn open_again(&mut self, at: Moment) {
        let count = self.catalogue.items().len() as u64;
        if count == 0 {
            return;
        }
        let place = self.below(count) as usize;
        let known = self.catalogue.items().get(place).filter(|item| item.audience.fields().is_empty());
        if let Some(item) = known {
            self.does(Verb::View, Some(item.id.as_str()), None, at);
        }
    }

    fn read(&mut self, item: &Item, at: Moment) {
        let id = item.id.as_str();
        if let Some(price) = item.price {
            // Priced pieces are for the few evenings on which one is worth it.
            if self.chance(35) {
                self.does(Verb::View, Some(id), None, at);
                self.does(Verb::Purchase, Some(id), Some(price.units()), Moment(at.0 + MINUTE));
            }
            return;
        }
        self.does(Verb::View, Some(id), None, at);
        if !self.chance(60 + 6 * self.zeal) {
            return;
        }
        let minutes = i64::from(item.minutes.unwrap_or(8)).min(45);
        let done = Moment(at.0 + minutes * MINUTE);
        self.does(Verb::Finish, Some(id), None, done);
        if self.chance(40 + 8 * self.zeal) {
            let stars = 3 + self.below(3);
            self.does(Verb::Rate, Some(id), Some(stars as f64), Moment(done.0 + MINUTE));
        }
        if self.chance(38) {
            self.does(Verb::Like, Some(id), None, Moment(done.0 + MINUTE));
        }
        if self.chance(24 + 8 * self.zeal) {
            let place = self.below(self.says.len().max(1) as u64) as usize;
            let note = self.says.get(place).copied();
            self.does(Verb::Comment, Some(id), None, Moment(done.0 + 3 * MINUTE));
            if let Some(event) = self.events.last_mut() {
                event.note = note.map(Into::into);
            }
        }
    }

    /// The gatherings of the year: most of those that everyone may come to, and a place at the next one.
    fn meet(&mut self) {
        let catalogue = self.catalogue;
        let open = |activity: &&Activity| activity.audience.fields().is_empty();
        let mut next: Option<&Activity> = None;
        for activity in catalogue.activities().iter().filter(open) {
            if activity.starts > self.now {
                next = next.filter(|next| next.starts <= activity.starts).or(Some(activity));
                continue;
            }
            if self.now.0 - activity.starts.0 > i64::from(DAYS) * 24 * HOUR || !self.chance(70) {
                continue;
            }
            let id = activity.id.as_str();
            self.does(Verb::Book, Some(id), None, Moment(activity.starts.0 - 4 * 24 * HOUR));
            self.does(Verb::Attend, Some(id), None, Moment(activity.starts.0 + 10 * MINUTE));
        }
        if let Some(next) = next {
            let opened = next.opens.map_or(0, |opens| opens.0);
            let yesterday = Moment(self.now.0 - 22 * HOUR);
            if opened <= yesterday.0 {
                self.does(Verb::Book, Some(next.id.as_str()), None, yesterday);
            }
        }
    }

    /// The cheapest plan, from the third week on, paid again whenever it runs out.
    fn pay(&mut self, first: Day) {
        let charter = self.charter;
        let mut plan: Option<&PlanRule> = None;
        for rule in &charter.file().plans {
            let is_cheaper = plan.is_none_or(|plan| {
                rule.price.0 * i64::from(plan.period.days()) < plan.price.0 * i64::from(rule.period.days())
            });
            if rule.price.0 > 0 && is_cheaper {
                plan = Some(rule);
            }
        }
        let Some(plan) = plan else { return };
        let period = plan.period.days().max(1);
        let mut day = first.plus(18);
        while day <= self.now.day(self.offset) {
            let at = Moment(self.evening(day).0 + 30 * MINUTE);
            self.does(Verb::PlanStart, Some(plan.id.as_str()), Some(plan.price.units()), at);
            day = day.plus(period);
        }
    }

    /// What others say about the member's remarks.
    fn be_answered(&mut self) {
        let remarks: Vec<(String, Moment)> = self
            .events
            .iter()
            .filter(|event| event.verb == Verb::Comment)
            .map(|event| (event.id.to_string(), event.at))
            .collect();
        for (remark, at) in remarks {
            for other in 0..self.below(1 + self.zeal) {
                let name = OTHERS.get(self.below(OTHERS.len() as u64) as usize).copied().unwrap_or(MEMBER);
                let at = Moment(at.0 + (5 + other as i64 * 7) * HOUR);
                self.does(Verb::Like, Some(&remark), None, at);
                if let Some(event) = self.events.last_mut() {
                    event.member = MemberId::from(name);
                    event.owner = Some(MemberId::from(MEMBER));
                }
            }
        }
    }

    /// A reward, if what was earned by the last fortnight is enough for it twice.
    fn spend(&mut self) {
        let at = Moment(self.now.0 - 14 * 24 * HOUR);
        let ledger = Ledger::of(MemberId::from(MEMBER), self.events.iter().cloned());
        let balance = standing(self.charter, &ledger, at).points.balance;
        let charter = self.charter;
        let affordable = |cost: u32| balance as f64 >= f64::from(cost) * 2.0;
        let reward = charter
            .file()
            .points
            .rewards
            .iter()
            .find(|reward| affordable(reward.cost) && reward.when.fields().is_empty());
        if let Some(reward) = reward {
            self.does(Verb::PointsSpend, Some(reward.id.as_str()), None, at);
        }
    }

    fn does(&mut self, verb: Verb, object: Option<&str>, value: Option<f64>, at: Moment) {
        let chance = [self.next(), self.next()].map(u64::to_le_bytes);
        let mut bytes = [0u8; 10];
        bytes.iter_mut().zip(chance.into_iter().flatten()).for_each(|(to, from)| *to = from);
        // Where the charter trusts only others with it, it was one of them.
        let trusted = self
            .charter
            .file()
            .trust
            .get(&verb)
            .and_then(|sources| if sources.contains(&Source::Member) { None } else { sources.first().copied() });
        self.events.push(Event {
            id: EventId::v7(at.0.unsigned_abs(), bytes),
            at,
            member: MemberId::from(MEMBER),
            verb,
            object: object.map(ObjectId::from),
            owner: None,
            value: value.and_then(Quantity::new),
            note: None,
            source: trusted.unwrap_or_default(),
            device: DeviceId::from(MEMBER),
            n: 0,
        });
    }

    /// Some time after supper; at the weekend as often before lunch.
    fn evening(&mut self, day: Day) -> Moment {
        let hour = if weekday(day) >= 5 && self.chance(45) { 9 } else { 19 };
        Moment(day.start(self.offset).0 + hour * HOUR + self.below(140) as i64 * MINUTE)
    }

    /// Whether something so likely, in hundredths, happens.
    fn chance(&mut self, hundredths: u64) -> bool {
        self.below(100) < hundredths
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 32) % bound.max(1)
    }

    /// Steele, Lea and Flood's SplitMix64 (2014): a row of numbers without pattern, the same every time.
    fn next(&mut self) -> u64 {
        self.row = self.row.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.row ^ (self.row >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// The day of the week, from Monday. 1 January 1970 was a Thursday.
fn weekday(day: Day) -> usize {
    (day.0 + 3).rem_euclid(7) as usize
}
