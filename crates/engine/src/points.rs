//! Points: earned by rules, granted, spent oldest first, lost when they expire.

use crate::attributes::Attributes;
use crate::charter::{Charter, EarnRule, From};
use crate::event::{Quantity, Verb};
use crate::id::{EventId, RewardId};
use crate::ledger::{Entry, Ledger, NOTHING};
use crate::tier::tier_for;
use crate::time::{Calendar, Day, Moment};
use crate::walk::{Watch, walk};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The account of a member's points at one moment. Earned and granted points are the sum of the others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Points that can be spent.
    pub balance: u64,
    /// Points ever earned or granted.
    pub earned: u64,
    /// Points spent.
    pub spent: u64,
    /// Points lost because nobody spent them in time.
    pub expired: u64,
    /// The next points to be lost: how many, and on which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiring: Option<Expiring>,
    /// What was bought, in order.
    pub redeemed: Vec<Redeemed>,
    /// Spendings that were refused because the balance was too small or the reward's condition did not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<EventId>,
}

/// Points about to be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expiring {
    /// How many.
    pub points: u64,
    /// The first day on which they are gone.
    pub day: Day,
}

/// A reward that was bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Redeemed {
    /// The event that bought it.
    pub event: EventId,
    /// The reward.
    pub reward: RewardId,
    /// When.
    pub at: Moment,
    /// What it cost.
    pub points: u64,
}

/// A change of the balance, for a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// The event behind it; none when points expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventId>,
    /// When.
    pub at: Moment,
    /// Points gained, or lost when negative.
    pub points: i64,
    /// The balance after it.
    pub balance: u64,
    /// The day on which points that expired had been earned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earned: Option<Day>,
}

/// The account at a moment.
pub fn account(charter: &Charter, ledger: &Ledger, now: Moment) -> Account {
    keep_books(charter, ledger, now, |_| {})
}

/// Every change of the balance up to a moment, in order.
pub fn movements(charter: &Charter, ledger: &Ledger, now: Moment) -> Vec<Movement> {
    let mut movements = Vec::new();
    keep_books(charter, ledger, now, |movement| movements.push(movement));
    movements
}

fn keep_books(charter: &Charter, ledger: &Ledger, now: Moment, note: impl FnMut(Movement)) -> Account {
    let rules = &charter.file().points;
    let mut books = Books {
        charter,
        calendar: Calendar::new(charter.file().offset),
        offset: charter.file().offset,
        lots: VecDeque::new(),
        account: Account::default(),
        caps: vec![(Day::default(), 0); rules.earn.len()],
        once: vec![BTreeSet::new(); rules.earn.len()],
        gates: gates(charter, ledger, now),
        note,
    };
    let by_verb = ledger.by_verb((false, Vec::new()), |verb| {
        let earning = rules.earn.iter().enumerate().filter(|(_, rule)| rule.on.contains(verb));
        let earning: Vec<usize> = earning.map(|(index, _)| index).collect();
        (matches!(verb, Verb::PointsGrant | Verb::PointsSpend) || !earning.is_empty(), earning)
    });
    if by_verb.iter().all(|(moves, _)| !moves) {
        return books.account;
    }
    for entry in ledger.entries().iter().take_while(|entry| entry.event.at <= now) {
        let Some((true, earning)) = by_verb.get(entry.verb as usize) else { continue };
        if entry.counts() && charter.trusts(&entry.event.verb, entry.event.source) {
            books.take(entry, earning);
        }
    }
    books.expire(now);
    books.account.expiring = books.next_expiry();
    books.account
}

struct Books<'c, N> {
    charter: &'c Charter,
    calendar: Calendar,
    offset: crate::time::Offset,
    /// Unspent points by the day they were earned, the oldest first.
    lots: VecDeque<(Day, u64)>,
    account: Account,
    /// For each earning rule, the present day and what it earned on it.
    caps: Vec<(Day, u64)>,
    /// For each earning rule that earns once, the objects that have earned.
    once: Vec<BTreeSet<u32>>,
    /// What the member was when spending, for rewards that ask for something.
    gates: BTreeMap<EventId, Attributes<'c>>,
    note: N,
}

/// The member's attributes right after each spending, when some reward asks for something.
fn gates<'c>(charter: &'c Charter, ledger: &Ledger, now: Moment) -> BTreeMap<EventId, Attributes<'c>> {
    let mut recorder = Spendings(BTreeMap::new());
    let asks = charter.file().points.rewards.iter().any(|reward| !reward.when.is_always());
    if asks && ledger.has(&Verb::PointsSpend) {
        let walked = walk(charter, ledger, now, &mut recorder);
        for attributes in recorder.0.values_mut() {
            attributes.badges.clone_from(&walked.attributes.badges);
        }
    }
    recorder.0
}

struct Spendings<'c>(BTreeMap<EventId, Attributes<'c>>);

impl<'c> Watch<'c> for Spendings<'c> {
    const EVENTS: bool = true;

    fn event(&mut self, entry: &Entry, _before: &Attributes<'c>, after: &Attributes<'c>) {
        if entry.event.verb == Verb::PointsSpend {
            let mut attributes = after.clone();
            // The tier of the day before, or the one already reached today.
            attributes.set_tier(after.tier().max(tier_for(after.charter(), after)));
            self.0.insert(entry.event.id, attributes);
        }
    }
}

impl<N: FnMut(Movement)> Books<'_, N> {
    fn take(&mut self, entry: &Entry, earning: &[usize]) {
        let event = &entry.event;
        let day = self.calendar.day(event.at);
        let whole = event.value.map_or(0, |value| u64::try_from(value.millionths() / 1_000_000).unwrap_or(0));
        match event.verb {
            Verb::PointsGrant if entry.own => self.gain(entry, day, whole),
            Verb::PointsSpend if entry.own => self.spend(entry, whole),
            _ => {
                let mut points = 0u64;
                for index in earning {
                    points = u64::saturating_add(points, self.earned_by(*index, entry, day));
                }
                if points > 0 {
                    self.gain(entry, day, points);
                }
            }
        }
    }

    fn earned_by(&mut self, index: usize, entry: &Entry, day: Day) -> u64 {
        let Some(rule) = self.charter.file().points.earn.get(index) else { return 0 };
        let for_this = if rule.from == Some(From::Received) { !entry.own && entry.about_own_work } else { entry.own };
        if !for_this {
            return 0;
        }
        if rule.once
            && entry.object != NOTHING
            && !self.once.get_mut(index).is_some_and(|seen| seen.insert(entry.object))
        {
            return 0;
        }
        let Some((last, so_far)) = self.caps.get_mut(index) else { return 0 };
        if *last != day {
            (*last, *so_far) = (day, 0);
        }
        let room = rule.daily_cap.map_or(u64::MAX, |cap| u64::from(cap).saturating_sub(*so_far));
        let points = worth(rule, entry.event.value).min(room);
        *so_far = so_far.saturating_add(points);
        points
    }

    fn gain(&mut self, entry: &Entry, day: Day, points: u64) {
        self.expire(entry.event.at);
        match self.lots.back_mut() {
            Some((last, lot)) if *last == day => *lot = lot.saturating_add(points),
            _ => self.lots.push_back((day, points)),
        }
        self.account.earned = self.account.earned.saturating_add(points);
        self.account.balance = self.account.balance.saturating_add(points);
        self.moved(Some(entry.event.id), entry.event.at, i64::try_from(points).unwrap_or(i64::MAX), None);
    }

    fn spend(&mut self, entry: &Entry, value: u64) {
        self.expire(entry.event.at);
        let object = entry.event.object.as_ref().map_or("", |object| object.as_str());
        let reward = self.charter.file().points.rewards.iter().find(|reward| reward.id.as_str() == object);
        let cost = reward.map_or(value, |reward| u64::from(reward.cost));
        let balance = self.account.balance;
        let gate = self.gates.get_mut(&entry.event.id);
        let barred = reward.zip(gate).is_some_and(|(reward, attributes)| {
            attributes.set_points(balance);
            !reward.when.holds(attributes)
        });
        if barred || cost > balance || (cost == 0 && reward.is_none()) {
            self.account.refused.push(entry.event.id);
            return;
        }
        let mut left = cost;
        while left > 0
            && let Some((_, lot)) = self.lots.front_mut()
        {
            let taken = left.min(*lot);
            *lot -= taken;
            left -= taken;
            if *lot == 0 {
                self.lots.pop_front();
            }
        }
        self.account.spent += cost;
        self.account.balance -= cost;
        let (event, at) = (entry.event.id, entry.event.at);
        if let Some(reward) = reward {
            self.account.redeemed.push(Redeemed { event, reward: reward.id.clone(), at, points: cost });
        }
        self.moved(Some(event), at, -i64::try_from(cost).unwrap_or(i64::MAX), None);
    }

    /// Takes away what has expired by a moment.
    fn expire(&mut self, at: Moment) {
        let today = self.calendar.day(at);
        while let Some(expiring) = self.next_expiry().filter(|expiring| expiring.day <= today) {
            let earned = self.lots.pop_front().map(|(day, _)| day);
            self.account.expired += expiring.points;
            self.account.balance = self.account.balance.saturating_sub(expiring.points);
            let points = i64::try_from(expiring.points).unwrap_or(i64::MAX);
            self.moved(None, expiring.day.start(self.offset), -points, earned);
        }
    }

    fn next_expiry(&self) -> Option<Expiring> {
        let days = i32::try_from(self.charter.file().points.expire_days?).unwrap_or(i32::MAX);
        self.lots.front().map(|(earned, points)| Expiring { points: *points, day: earned.plus(days) })
    }

    fn moved(&mut self, event: Option<EventId>, at: Moment, points: i64, earned: Option<Day>) {
        (self.note)(Movement { event, at, points, balance: self.account.balance, earned });
    }
}

/// What one event is worth by a rule, before its daily cap.
fn worth(rule: &EarnRule, value: Option<Quantity>) -> u64 {
    match (rule.points, rule.per_value) {
        (Some(points), _) => u64::from(points),
        // The factor is kept in millionths, so that the product is exact.
        (None, Some(per)) => {
            let per = i128::from(Quantity::new(per).unwrap_or_default().millionths());
            let units = i128::from(value.unwrap_or_default().millionths()) * per / 1_000_000_000_000;
            u64::try_from(units).unwrap_or(0)
        }
        (None, None) => 0,
    }
}
