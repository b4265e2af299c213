//! When coming back is a visit.

use guildhall_engine::event::Verb;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::time::{Moment, Offset};

/// Absence after which coming back is a new visit, in milliseconds.
const ABSENCE: i64 = 30 * 60 * 1000;

/// Whether the member's being here now is a new visit: the first on this day of the community, or after an absence.
///
/// `seen` is when the member was last here, as far as this device remembers.
pub fn is_new(ledger: &Ledger, seen: Option<Moment>, now: Moment, offset: Offset) -> bool {
    let own = ledger.entries().iter().rev().map(|entry| &entry.event).filter(|event| event.member == *ledger.member());
    let mut own = own.skip_while(|event| event.at > now);
    let Some(last) = own.clone().next() else { return true };
    let Some(login) = own.find(|event| event.verb == Verb::Login) else { return true };
    let here = seen.filter(|seen| *seen <= now).unwrap_or(last.at).max(last.at);
    login.at.day(offset) != now.day(offset) || now.0 - here.0 >= ABSENCE
}
