//! Metrics: numbers read from a member's events, day by day.

use crate::charter::{Distinct, From, MetricRule};
use crate::event::Verb;
use crate::id::{MetricId, ObjectId};
use crate::table::Table;
use std::collections::VecDeque;

/// How a metric reads events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Number of events.
    Count,
    /// Number of distinct objects.
    Objects,
    /// Number of distinct acting members.
    Members,
    /// Sum of values.
    Sum,
    /// Number of days with an event.
    Days,
    /// Days in a row.
    Streak,
}

/// A metric of a charter, ready to read events.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Identifier.
    pub id: MetricId,
    /// How it reads events.
    pub form: Form,
    /// Verbs that add.
    pub verbs: Vec<Verb>,
    /// Verbs whose values are taken away.
    pub minus: Vec<Verb>,
    /// Only events about these objects; empty means any.
    pub objects: Vec<ObjectId>,
    /// Only the last days, including today.
    pub window: Option<u32>,
    /// Whether the value is an average over days.
    pub per_day: bool,
    /// The largest value.
    pub cap: Option<f64>,
    /// The most that one day can add.
    pub daily_cap: Option<f64>,
    /// Whether events about the member's own work are left out.
    pub others: bool,
    /// Whether it reads what others did to the member's work.
    pub received: bool,
    /// What 100 per cent is, when the value is a percentage.
    pub whole: Option<f64>,
}

impl Metric {
    /// Prepares a rule that has been checked.
    pub(crate) fn compile(id: MetricId, rule: &MetricRule, facts: &Table<Box<str>, f64>) -> Metric {
        let of = || rule.of.clone();
        let (form, verbs) = match (&rule.count, rule.distinct, rule.sum, &rule.days, &rule.streak) {
            (Some(verbs), ..) => (Form::Count, verbs.clone()),
            (_, Some(Distinct::Object), ..) => (Form::Objects, of()),
            (_, Some(Distinct::Member), ..) => (Form::Members, of()),
            (_, _, Some(_), ..) => (Form::Sum, of()),
            (_, _, _, Some(verbs), _) => (Form::Days, verbs.clone()),
            (_, _, _, _, verbs) => (Form::Streak, verbs.clone().unwrap_or_default()),
        };
        Metric {
            id,
            form,
            verbs,
            minus: rule.minus.clone(),
            objects: rule.objects.clone(),
            window: rule.window.map(|span| span.0),
            per_day: rule.per.is_some(),
            cap: rule.cap,
            daily_cap: rule.daily_cap,
            others: rule.others,
            received: rule.from == Some(From::Received),
            whole: rule.percent_of.as_ref().and_then(|fact| facts.get(fact)).copied(),
        }
    }

    /// Whether the value can change from one day to the next without an event.
    pub fn drifts(&self) -> bool {
        self.window.is_some() || self.per_day || self.form == Form::Streak
    }

    /// By what one more unit raises the value, before the caps.
    pub(crate) fn unit(&self, joined_days: i32) -> f64 {
        let per = if self.per_day { 1.0 / self.divisor(joined_days) } else { 1.0 };
        per * self.whole.map_or(1.0, |whole| if whole > 0.0 { 100.0 / whole } else { 0.0 })
    }

    fn divisor(&self, joined_days: i32) -> f64 {
        self.window.map_or_else(|| f64::from(joined_days.max(1)), f64::from)
    }
}

/// A metric's state while it walks through the days of one member.
#[derive(Debug, Clone)]
pub(crate) struct Meter<'c> {
    metric: &'c Metric,
    /// Units within the window: events, objects or days; millionths for a sum.
    total: i128,
    /// Units added today before the daily cap.
    today: i128,
    /// Units of each day of the window, the present day last; empty without a window.
    ring: VecDeque<i128>,
    /// For each interned object or member, the day it was last seen.
    seen: Vec<i32>,
    run: i32,
    run_end: i32,
    daily_cap: Option<i128>,
}

const NEVER: i32 = i32::MIN;

impl<'c> Meter<'c> {
    pub(crate) fn new(metric: &'c Metric) -> Meter<'c> {
        let unit = if metric.form == Form::Sum { 1e6 } else { 1.0 };
        let daily_cap = metric.daily_cap.map(|cap| libm::trunc(cap * unit) as i128);
        let ring = if metric.window.is_some() { VecDeque::from([0]) } else { VecDeque::new() };
        Meter { metric, total: 0, today: 0, ring, seen: Vec::new(), run: 0, run_end: NEVER, daily_cap }
    }

    pub(crate) fn metric(&self) -> &'c Metric {
        self.metric
    }

    /// Begins the next day.
    pub(crate) fn next_day(&mut self) {
        self.today = 0;
        if let Some(window) = self.metric.window {
            self.ring.push_back(0);
            if self.ring.len() > window as usize {
                self.total -= self.ring.pop_front().unwrap_or(0);
            }
        }
    }

    /// Takes an event of the present day: its object or member as an interned number, and its value in millionths.
    pub(crate) fn add(&mut self, day: i32, thing: u32, millionths: i64, minus: bool) {
        match self.metric.form {
            Form::Count => self.add_units(1),
            Form::Sum => self.add_units(if minus { -i128::from(millionths) } else { i128::from(millionths) }),
            Form::Days => {
                if self.today == 0 {
                    self.add_units(1);
                }
            }
            Form::Streak => {
                if self.run_end != day {
                    self.run = if self.run_end == day - 1 { self.run + 1 } else { 1 };
                    self.run_end = day;
                }
            }
            Form::Objects | Form::Members => self.see(day, thing),
        }
    }

    fn add_units(&mut self, units: i128) {
        let counted = |today: i128| self.daily_cap.map_or(today, |cap| today.min(cap));
        let added = counted(self.today + units) - counted(self.today);
        self.today += units;
        self.total += added;
        if let Some(last) = self.ring.back_mut() {
            *last += added;
        }
    }

    fn see(&mut self, day: i32, thing: u32) {
        let at = thing as usize;
        if self.seen.len() <= at {
            self.seen.resize(at + 1, NEVER);
        }
        let Some(last) = self.seen.get_mut(at) else { return };
        let before = std::mem::replace(last, day);
        if self.ring.is_empty() {
            self.total += i128::from(before == NEVER);
            return;
        }
        // Within the window the object moves from the day it was last seen to today.
        let age = if before == NEVER { usize::MAX } else { usize::try_from(day - before).unwrap_or(usize::MAX) };
        let last_slot = self.ring.len().wrapping_sub(1).checked_sub(age).and_then(|slot| self.ring.get_mut(slot));
        match last_slot {
            Some(units) => *units -= 1,
            None => self.total += 1,
        }
        if let Some(units) = self.ring.back_mut() {
            *units += 1;
        }
    }

    /// Whether an object counts on the present day, so that another event about it adds nothing.
    pub(crate) fn counts(&self, day: i32, thing: u32) -> bool {
        let last = self.seen.get(thing as usize).copied().filter(|last| *last != NEVER);
        last.is_some_and(|last| {
            self.metric.window.is_none_or(|window| i64::from(day) - i64::from(last) < i64::from(window))
        })
    }

    /// The metric's value on the present day.
    pub(crate) fn value(&self, day: i32, joined_days: i32) -> f64 {
        let metric = self.metric;
        let mut value = match metric.form {
            Form::Sum => self.total.max(0) as f64 / 1e6,
            Form::Streak => f64::from(self.streak(day)),
            _ => self.total as f64,
        };
        if metric.per_day {
            value /= metric.divisor(joined_days);
        }
        if let Some(whole) = metric.whole {
            value = if whole > 0.0 { value * 100.0 / whole } else { 100.0 };
        }
        metric.cap.map_or(value, |cap| if value > cap { cap } else { value })
    }

    /// The present run of days; it goes on if the last day was today or yesterday.
    fn streak(&self, day: i32) -> i32 {
        if self.run_end == NEVER || day - self.run_end > 1 { 0 } else { self.run }
    }

    /// The first day whose events can still bear on the value of the present day; none when no event does.
    pub(crate) fn reach(&self, day: i32) -> Option<i32> {
        match (self.metric.window, self.metric.form) {
            (_, Form::Streak) => (self.streak(day) > 0).then(|| self.run_end - self.run + 1),
            (Some(window), _) => Some(day.saturating_sub_unsigned(window) + 1),
            (None, _) => Some(NEVER),
        }
    }

    /// Whether today already counts, for metrics of days.
    pub(crate) fn counted_today(&self, day: i32) -> bool {
        match self.metric.form {
            Form::Days => self.today > 0,
            Form::Streak => self.run_end == day,
            _ => false,
        }
    }

    /// How many more units today can add.
    pub(crate) fn room_today(&self) -> Option<f64> {
        let unit = if self.metric.form == Form::Sum { 1e6 } else { 1.0 };
        self.daily_cap.map(|cap| (cap - self.today).max(0) as f64 / unit)
    }
}
