//! Presence: what a member did day by day, for a calendar.

use crate::charter::Charter;
use crate::event::Verb;
use crate::ledger::Ledger;
use crate::time::{Calendar, Day, Moment};
use serde::Serialize;

/// The fewest deeds of each level, from level 1 on. Coming in is no deed.
pub const LEVELS: [u32; 4] = [0, 1, 3, 6];

/// A day on which the member did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresentDay {
    /// The day.
    pub day: Day,
    /// What was done besides coming in, taken together.
    pub deeds: u32,
    /// How full the day was, 1 to 4: see [`LEVELS`].
    pub level: usize,
    /// Whether the day counts for the streak.
    pub streak: bool,
    /// What was done and how often, in the order in which it was first done.
    pub done: Vec<(Verb, u32)>,
}

/// The days from `from` on, up to a moment, on which the member did something that counts, in order.
///
/// Neither what others did with the member's work nor what is about the software or the membership makes a day.
pub fn presence(charter: &Charter, ledger: &Ledger, from: Day, now: Moment) -> Vec<PresentDay> {
    let (offset, streak) = (charter.file().offset, &charter.file().streak);
    let start = from.start(offset);
    let mut calendar = Calendar::new(offset);
    let mut days: Vec<PresentDay> = Vec::new();
    let first = ledger.entries().partition_point(|entry| entry.event.at < start);
    for entry in ledger.entries().iter().skip(first).take_while(|entry| entry.event.at <= now) {
        let verb = &entry.event.verb;
        let counts = entry.counts() && entry.own && charter.knows(verb) && charter.trusts(verb, entry.event.source);
        if !counts || verb.is_administrative() {
            continue;
        }
        let day = calendar.day(entry.event.at);
        if days.last().is_none_or(|last| last.day != day) {
            days.push(PresentDay { day, deeds: 0, level: 1, streak: false, done: Vec::new() });
        }
        let Some(today) = days.last_mut() else { continue };
        today.streak |= streak.is_empty() || streak.contains(verb);
        match today.done.iter_mut().find(|(done, _)| done == verb) {
            Some((_, times)) => *times += 1,
            None => today.done.push((verb.clone(), 1)),
        }
        if *verb != Verb::Login {
            today.deeds += 1;
            today.level = LEVELS.iter().filter(|least| today.deeds >= **least).count();
        }
    }
    days
}
