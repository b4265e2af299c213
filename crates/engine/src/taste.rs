//! Taste: a member's weighted interests, every one of which the member can see and delete.
use crate::id::TagId;
use crate::ledger::Ledger;
use crate::time::Moment;
/// Interests the member stated.
pub fn stated_interests(_ledger: &Ledger, _now: Moment) -> Vec<TagId> { Vec::new() }
