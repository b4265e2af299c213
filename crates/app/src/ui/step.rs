//! The steps of a way somewhere.

use super::word;
use crate::session::Session;
use crate::state::community::{Community, name};
use guildhall_engine::event::Verb;
use guildhall_engine::path::Step;
use guildhall_engine::text::Money;

/// One step in words.
pub fn sentence(session: &Session, community: &Community, step: &Step) -> String {
    let (words, formats) = (session.words(), &session.formats);
    match step {
        Step::Act { verb, times, days, .. } => {
            let act = match verb {
                Verb::Other(_) => (words.times)(&word::verb(session, community, verb), &formats.count(*times as usize)),
                known => (words.act)(known, *times, &formats.count(*times as usize)),
            };
            // A visit is a day of its own already.
            if *days > 1 && *verb != Verb::Login {
                (words.on_days)(&act, *days, &formats.count(*days as usize))
            } else {
                act
            }
        }
        Step::Amount { verb: Verb::Purchase, amount, .. } => {
            // Prices have hundredths; what is missing is rounded up to the next one.
            (words.spend)(&formats.money(Money((amount * 100.0) as i64 + i64::from((amount * 100.0).fract() > 0.0))))
        }
        Step::Amount { verb, amount, .. } => {
            (words.reach_amount)(&word::verb(session, community, verb), &formats.number(*amount))
        }
        Step::Receive { verb, times, .. } => {
            let verb = match verb {
                Verb::Other(_) => word::verb(session, community, verb),
                known => (words.received)(known).to_owned(),
            };
            (words.times)(&verb, &formats.count(*times as usize))
        }
        Step::Pay { plan } => {
            let rule = community.charter.plan(plan);
            (words.take_plan)(name(rule.map(|rule| &rule.name), plan.as_str(), session.tag()))
        }
        Step::Wait { days } => (words.wait)(*days, &formats.count(*days as usize)),
    }
}
