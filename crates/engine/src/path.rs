//! The cheapest way to meet a condition, in terms of actions a member can take.
//!
//! The search is a forecast on the charter's metrics, not on events: each step raises the metrics that count its verb,
//! within their caps. Of alternatives the one with the least effort is chosen; a score is raised by the action that
//! gives most for its effort, again and again until it is reached.

use crate::attributes::Attributes;
use crate::charter::Charter;
use crate::condition::{Condition, Explanation, Leaf};
use crate::event::Verb;
use crate::id::{ObjectId, PlanId};
use crate::metric::{Form, Meter};
use crate::supply::{Stock, Supply};
use crate::time::Day;
use crate::walk::read;
use serde::Serialize;
use std::borrow::Cow;

/// The most different steps in a path.
const MOST_STEPS: usize = 12;
/// What a further day costs besides its actions, in minutes: coming back is an effort too, and so is waiting for the day.
const RETURN_EFFORT: f64 = 20.0;
/// The longest wait that is planned, in days.
const LONGEST_WAIT: f64 = 3_660.0;
/// Waiting a day counts as this many minutes.
const PATIENCE: f64 = 60.0;
/// What others do with the member's work is not in the member's hands: something has to be made first, and found good.
const RECEIVED_EFFORT: f64 = 180.0;

/// A way to meet a condition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Path {
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// The effort of all steps, in minutes by the charter's `effort`.
    pub minutes: f64,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Step {
    /// Do something a number of times, each about another object.
    Act {
        /// What to do.
        verb: Verb,
        /// How often.
        times: u32,
        /// On how many days at least, today included when it still counts.
        days: u32,
        /// The objects that count, when only some do.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        objects: Vec<ObjectId>,
    },
    /// Reach a sum of values by an action, such as money spent.
    Amount {
        /// What to do.
        verb: Verb,
        /// How much in all.
        amount: f64,
        /// Whether others must do it with the member's work.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        received: bool,
        /// On how many days at least, today included when it still counts.
        days: u32,
    },
    /// Have others do something with the member's work.
    Receive {
        /// What others do.
        verb: Verb,
        /// How often, each time somebody else.
        times: u32,
        /// On how many days at least.
        days: u32,
    },
    /// Pay for a plan.
    Pay {
        /// The plan.
        plan: PlanId,
    },
    /// Stay a member.
    Wait {
        /// How many days.
        days: u32,
    },
}

/// The cheapest way from these attributes to a condition; `None` when actions cannot meet it.
pub(crate) fn cheapest(
    condition: &Condition,
    attributes: &Attributes<'_>,
    meters: &[Meter<'_>],
    today: Day,
    joined: Option<Day>,
    stock: &Stock<'_>,
) -> Option<Path> {
    let joined_days = joined.map_or(0, |joined| today.since(joined));
    let mut forecast = Forecast {
        attributes: attributes.clone(),
        meters: Cow::Borrowed(meters),
        today,
        joined_days,
        used: vec![0.0; meters.len()],
        stock,
        supply: Supply::default(),
        steps: Vec::new(),
        minutes: 0.0,
    };
    forecast.wait_for(&condition.explain(attributes));
    forecast.supply = stock.supply(&forecast.meters, forecast.today.0);
    forecast.meet(&condition.explain(&forecast.attributes))?;
    condition.holds(&forecast.attributes).then_some(Path { steps: forecast.steps, minutes: forecast.minutes })
}

/// A member's numbers as they would be after some steps.
#[derive(Clone)]
struct Forecast<'a, 'c> {
    attributes: Attributes<'c>,
    meters: Cow<'a, [Meter<'c>]>,
    today: Day,
    joined_days: i32,
    /// For each meter the units, or for metrics of days the days, that the steps so far have added: later steps share
    /// the same days and the room under the same caps.
    used: Vec<f64>,
    /// What there is to do it with.
    stock: &'a Stock<'a>,
    supply: Supply,
    steps: Vec<Step>,
    minutes: f64,
}

impl<'c> Forecast<'_, 'c> {
    fn charter(&self) -> &'c Charter {
        self.attributes.charter()
    }

    /// Waits out what only time can bring, before anything else: what is done first would fade while waiting.
    fn wait_for(&mut self, wanted: &Explanation) {
        match wanted {
            Explanation::All { parts, .. } => parts.iter().for_each(|part| self.wait_for(part)),
            Explanation::Field(leaf) if leaf.field == "joinedDays" && !leaf.holds => {
                let Some(measure) = leaf.measure.filter(|measure| measure.missing > 0.0) else { return };
                let days =
                    (libm::ceil(measure.missing) + f64::from(u8::from(leaf.op == "$gt"))).min(LONGEST_WAIT) as u32;
                for meter in self.meters.to_mut() {
                    (0..days).for_each(|_| meter.next_day());
                }
                let days_later = i32::try_from(days).unwrap_or(i32::MAX);
                self.today = self.today.plus(days_later);
                self.joined_days = self.joined_days.saturating_add(days_later);
                let joined = self.today.plus(-self.joined_days);
                read(&mut self.attributes, &self.meters, self.today, Some(joined));
                self.push(Step::Wait { days }, f64::from(days) * PATIENCE);
            }
            _ => {}
        }
    }

    fn meet(&mut self, wanted: &Explanation) -> Option<()> {
        match wanted {
            wanted if wanted.holds() => Some(()),
            // What asks for one metric comes first: it raises the score as well, whatever order the charter writes.
            Explanation::All { parts, .. } => {
                let (direct, summed): (Vec<_>, Vec<_>) = parts.iter().partition(|part| is_direct(part));
                direct.into_iter().chain(summed).try_for_each(|part| self.meet(part))
            }
            Explanation::Any { parts, .. } => {
                let ways = parts.iter().filter_map(|part| {
                    let mut way = self.clone();
                    way.meet(part).map(|()| way)
                });
                *self = ways.fold(None, |best: Option<Self>, way| match best {
                    Some(best) if best.minutes <= way.minutes => Some(best),
                    _ => Some(way),
                })?;
                Some(())
            }
            Explanation::Field(leaf) => self.meet_leaf(leaf),
        }
    }

    fn meet_leaf(&mut self, leaf: &Leaf) -> Option<()> {
        match leaf.field.as_str() {
            "plan" if !leaf.negated => self.pay(|plan| match &leaf.wanted {
                serde_json::Value::Array(plans) => plans.iter().any(|wanted| wanted.as_str() == Some(plan)),
                wanted => wanted.as_str() == Some(plan),
            }),
            "planActive" if leaf.wanted == !leaf.negated => self.pay(|_| true),
            _ => {
                let measure = leaf.measure?;
                // Only growth can be planned: nobody is told to do less.
                let upward = matches!(
                    (leaf.op.as_str(), leaf.negated),
                    ("$gte" | "$gt", false) | ("$lt" | "$lte", true) | ("$eq", false)
                );
                let strictly = matches!((leaf.op.as_str(), leaf.negated), ("$gt", false) | ("$lte", true));
                (upward && measure.missing >= 0.0).then_some(())?;
                self.raise(&leaf.field, measure.need, strictly)
            }
        }
    }

    fn pay(&mut self, wanted: impl Fn(&str) -> bool) -> Option<()> {
        let plans = self.charter().file().plans.iter().enumerate().filter(|(_, plan)| wanted(plan.id.as_str()));
        let (index, plan) = plans.min_by_key(|(_, plan)| plan.price)?;
        self.attributes.set_plan(Some(index));
        self.push(Step::Pay { plan: plan.id.clone() }, self.charter().effort(&Verb::Purchase));
        Some(())
    }

    fn push(&mut self, step: Step, minutes: f64) {
        self.minutes += minutes;
        match (self.steps.last_mut(), &step) {
            (
                Some(Step::Act { verb, times, days, objects }),
                Step::Act { verb: again, times: more, days: longer, objects: same },
            ) if verb == again && objects == same => {
                *times += more;
                *days = (*days).max(*longer);
            }
            _ => self.steps.push(step),
        }
    }

    fn raise(&mut self, field: &str, need: f64, strictly: bool) -> Option<()> {
        if field == "joinedDays" {
            let days = libm::ceil(need - f64::from(self.joined_days)).max(0.0) + f64::from(u8::from(strictly));
            self.attributes.set_joined_days(f64::from(self.joined_days) + days);
            self.push(Step::Wait { days: days as u32 }, days * PATIENCE);
            return Some(());
        }
        for _ in 0..MOST_STEPS {
            let have = self.have(field)?;
            if have > need || (have == need && !strictly) {
                return Some(());
            }
            let missing = need - have;
            let candidate =
                self.candidates(field, missing, strictly).into_iter().fold(None, |best: Option<Candidate>, next| {
                    match best {
                        Some(best) if best.price <= next.price => Some(best),
                        _ => Some(next),
                    }
                })?;
            self.take(candidate);
            if self.have(field)? <= have {
                return None;
            }
        }
        None
    }

    fn have(&self, field: &str) -> Option<f64> {
        match field {
            "score" => Some(self.attributes.score()),
            "activity" => Some(self.attributes.activity()),
            "contribution" => Some(self.attributes.contribution()),
            name => Some(self.attributes.metric(self.index(name)?)),
        }
    }

    fn index(&self, metric: &str) -> Option<usize> {
        self.meters.iter().position(|meter| meter.metric().id.as_str() == metric)
    }

    /// The metrics behind a field with the weight of each in it.
    fn weights(&self, field: &str) -> Vec<(usize, f64)> {
        let (activity, contribution) = (self.charter().activity(), self.charter().contribution());
        match field {
            "score" => activity.iter().chain(contribution).copied().collect(),
            "activity" => activity.to_vec(),
            "contribution" => contribution.to_vec(),
            name => self.index(name).map(|index| (index, 1.0)).into_iter().collect(),
        }
    }

    /// Everything the member could do to raise a field, with its price for raising it by `missing`.
    fn candidates(&self, field: &str, missing: f64, strictly: bool) -> Vec<Candidate> {
        let weights = self.weights(field);
        let mut tried: Vec<(&Verb, bool)> = Vec::new();
        let mut candidates = Vec::new();
        for (index, _) in &weights {
            let Some(metric) = self.meters.get(*index).map(Meter::metric) else { continue };
            for verb in &metric.verbs {
                let key = (verb, metric.received);
                if !tried.contains(&key) && !verb.is_privileged() {
                    tried.push(key);
                    candidates.extend(self.candidate(verb, metric.received, &weights, missing, strictly));
                }
            }
        }
        candidates
    }

    fn candidate(
        &self,
        verb: &Verb,
        received: bool,
        weights: &[(usize, f64)],
        missing: f64,
        strictly: bool,
    ) -> Option<Candidate> {
        // What one more action gives, and what one more day with it gives, as long as no cap is met.
        let (mut by_action, mut by_amount, mut by_day) = (0.0, 0.0, 0.0);
        let mut counted_today = true;
        let mut objects: Vec<ObjectId> = Vec::new();
        // What there is to do it with: a thing that was done counts for nothing more, and of others there may be few.
        let mut most = if received { u32::MAX } else { self.left(verb) };
        for (index, weight) in weights {
            let Some(meter) = self.meters.get(*index) else { continue };
            let metric = meter.metric();
            if metric.received != received || !metric.verbs.contains(verb) || self.is_full(*index) {
                continue;
            }
            let fresh = self.fresh(*index, verb);
            if fresh == 0 {
                continue;
            }
            most = most.min(fresh);
            let worth = weight * metric.unit(self.joined_days);
            if objects.is_empty() && !metric.objects.is_empty() {
                objects = self.stock.named(meter, self.today.0);
            }
            match metric.form {
                Form::Count | Form::Objects => by_action += worth,
                Form::Sum => by_amount += worth,
                Form::Days | Form::Streak => {
                    by_day += worth;
                    counted_today &=
                        meter.counted_today(self.today.0) || self.used.get(*index).is_some_and(|used| *used > 0.0);
                }
                // The acting member is always the same, unless others act.
                Form::Members => by_action += if received { worth } else { 0.0 },
            }
        }
        if most == 0 {
            return None;
        }
        let effort = if received { RECEIVED_EFFORT } else { self.charter().effort(verb) };
        let count = |missing: f64, worth: f64| {
            let times = libm::ceil(missing / worth).max(1.0);
            let enough = times * worth > missing || (times * worth == missing && !strictly);
            (times + f64::from(u8::from(!enough))).min(1e6)
        };
        let of = |times: f64, days: f64, amount: Option<f64>| {
            let price = |times: f64, days: f64| times * effort + (days - 1.0).max(0.0) * RETURN_EFFORT;
            // What there is too little of is compared by what the whole of it would take, and done as far as it goes.
            let within = |count: f64| if count > f64::from(most) { f64::from(most) } else { count };
            Candidate {
                verb: verb.clone(),
                received,
                times: within(times) as u32,
                days: within(days) as u32,
                amount,
                objects: objects.clone(),
                price: price(times, days),
                minutes: price(within(times), within(days)),
            }
        };
        let mut ways = Vec::new();
        if by_action > 0.0 {
            // The day itself counts too when it did not yet.
            let by_today = if counted_today { 0.0 } else { by_day };
            let times = count(missing - by_today, by_action);
            ways.push(of(times, self.days_for(verb, received, Form::Count, times), None));
        }
        if by_day > 0.0 {
            let times = count(missing, by_day + by_action);
            ways.push(of(times, times + f64::from(u8::from(counted_today)), None));
        }
        if by_amount > 0.0 && by_action <= 0.0 {
            let amount = libm::ceil(missing / by_amount * 100.0) / 100.0 + if strictly { 0.01 } else { 0.0 };
            let days = self.days_for(verb, received, Form::Sum, amount);
            // The value of a view is minutes, which are effort themselves; a hundred units of money are one more action.
            let effort = if *verb == Verb::View && !received { amount } else { effort * (days + amount / 100.0) };
            let price = effort + (days - 1.0) * RETURN_EFFORT;
            ways.push(Candidate { price, minutes: price, ..of(days, days, Some(amount)) });
        }
        ways.into_iter().fold(None, |best: Option<Candidate>, way| match best {
            Some(best) if best.price <= way.price => Some(best),
            _ => Some(way),
        })
    }

    fn is_full(&self, index: usize) -> bool {
        let cap = self.meters.get(index).and_then(|meter| meter.metric().cap);
        cap.is_some_and(|cap| self.attributes.metric(index) >= cap)
    }

    /// With how many things a verb can still be done after the steps so far.
    fn left(&self, verb: &Verb) -> u32 {
        let planned = self.steps.iter().map(|step| match step {
            Step::Act { verb: done, times, .. } if done == verb => *times,
            _ => 0,
        });
        self.supply.left(verb).map_or(u32::MAX, |left| left.saturating_sub(planned.sum()))
    }

    /// How many things would still add to a metric after the steps so far.
    fn fresh(&self, index: usize, verb: &Verb) -> u32 {
        let has_names = self.meters.get(index).is_some_and(|meter| !meter.metric().objects.is_empty());
        let fresh = self.supply.fresh(index, verb, has_names);
        let used = self.used.get(index).map_or(0, |used| *used as u32);
        fresh.map_or(u32::MAX, |fresh| fresh.saturating_sub(used))
    }

    /// Days over which so many units must be spread for all of them to count, given the daily caps.
    fn days_for(&self, verb: &Verb, received: bool, form: Form, units: f64) -> f64 {
        let counting = self
            .meters
            .iter()
            .zip(&self.used)
            .filter(|(meter, _)| meter.metric().received == received && meter.metric().verbs.contains(verb));
        let days = counting.filter_map(|(meter, used)| {
            let (room, cap) = (meter.room_today()?, meter.metric().daily_cap?);
            if meter.metric().form != form || cap < 1.0 {
                return None;
            }
            let later = (used + units - room).max(0.0);
            Some(libm::ceil(later / cap) + f64::from(u8::from(room > 0.0)))
        });
        days.fold(1.0, f64::max)
    }

    /// Takes a step and lets every metric that counts its verb grow.
    fn take(&mut self, candidate: Candidate) {
        let Candidate { verb, received, times, days, amount, objects, minutes, .. } = candidate;
        let counting = self.meters.iter().enumerate().filter(|(_, meter)| {
            let metric = meter.metric();
            metric.received == received && metric.verbs.contains(&verb)
        });
        let grown: Vec<(usize, f64, f64)> = counting
            .map(|(index, meter)| {
                let metric = meter.metric();
                let units = self.units(index, &verb, times.max(days), days, amount);
                let value = self.attributes.metric(index) + units * metric.unit(self.joined_days);
                (index, metric.cap.map_or(value, |cap| if value > cap { cap } else { value }), units)
            })
            .collect();
        for (index, value, units) in grown {
            self.attributes.set_metric(index, value);
            if let Some(used) = self.used.get_mut(index) {
                *used += units;
            }
        }
        self.attributes.add_up();
        let step = match amount {
            Some(amount) => Step::Amount { verb, amount, received, days },
            None if received => Step::Receive { verb, times: times.max(days), days },
            None => Step::Act { verb, times: times.max(days), days, objects },
        };
        self.push(step, minutes);
    }

    fn units(&self, index: usize, verb: &Verb, times: u32, days: u32, amount: Option<f64>) -> f64 {
        let Some(meter) = self.meters.get(index) else { return 0.0 };
        let (metric, fresh) = (meter.metric(), self.fresh(index, verb));
        let used = self.used.get(index).copied().unwrap_or(0.0);
        let new_days = (f64::from(days.saturating_sub(u32::from(meter.counted_today(self.today.0)))) - used).max(0.0);
        let within_caps = |units: f64| match (meter.room_today(), metric.daily_cap) {
            (Some(room), Some(cap)) => {
                units.min((room + cap * f64::from(days.saturating_sub(u32::from(room > 0.0))) - used).max(0.0))
            }
            _ => units,
        };
        match metric.form {
            Form::Count => within_caps(f64::from(times)),
            Form::Sum => within_caps(amount.unwrap_or(0.0)),
            Form::Objects => f64::from(times.min(fresh)),
            Form::Members => {
                if metric.received {
                    f64::from(times)
                } else {
                    0.0
                }
            }
            Form::Days | Form::Streak => new_days.min(f64::from(times)),
        }
    }
}

/// Whether a requirement asks for something other than a sum of many metrics.
fn is_direct(wanted: &Explanation) -> bool {
    matches!(wanted, Explanation::Field(leaf) if !matches!(leaf.field.as_str(), "score" | "activity" | "contribution"))
}

struct Candidate {
    verb: Verb,
    received: bool,
    times: u32,
    days: u32,
    amount: Option<f64>,
    objects: Vec<ObjectId>,
    /// What it would take to get all that is missing, in minutes.
    price: f64,
    /// What it takes as far as it goes.
    minutes: f64,
}
