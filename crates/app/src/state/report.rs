//! What an imported file held and what became of it.

use super::events::subject;
use guildhall_engine::exchange::Intake;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{EventId, MemberId};
use guildhall_store::Ack;
use std::rc::Rc;

/// The account of one import: `lines` is the sum of `stored`, `known`, `repeated`, `refused` and `rejected`.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The file's name.
    pub file: String,
    /// Lines that were not blank.
    pub lines: usize,
    /// Events that are new here.
    pub stored: usize,
    /// Events that were here before.
    pub known: usize,
    /// Events that stood twice in the file.
    pub repeated: usize,
    /// Lines that could not be read as an event.
    pub refused: usize,
    /// Events the store would not take.
    pub rejected: usize,
    /// Whether the new events are only in memory, because the store failed.
    pub is_unsaved: bool,
    /// Everything that was wrong, with its line.
    pub findings: Rc<[Finding]>,
    /// The one member whom all events concern, when it is not the member here.
    pub subject: Option<MemberId>,
    /// The events that are new here, so that they can be taken back together.
    pub taken: Rc<[EventId]>,
}

impl Report {
    /// The account of a file whose events the store has answered for; without answers, none could be stored.
    pub fn of(file: String, intake: &Intake, acks: Option<&[Ack]>, member: &MemberId) -> Report {
        let acks = acks.unwrap_or_default();
        let count = |wanted: fn(&Ack) -> bool| acks.iter().filter(|ack| wanted(ack)).count();
        let mut findings = intake.findings.clone();
        for (event, ack) in intake.events.iter().zip(acks) {
            if let Ack::Rejected(rejection) = ack {
                findings.push(Finding::error(rejection.code, event.id.to_string(), rejection.message.as_ref(), ""));
            }
        }
        let is_unsaved = acks.is_empty() && !intake.events.is_empty();
        let is_new = |at: usize| is_unsaved || acks.get(at) == Some(&Ack::Stored);
        let taken = intake.events.iter().enumerate().filter(|(at, _)| is_new(*at)).map(|(_, event)| event.id);
        Report {
            file,
            lines: intake.lines,
            stored: if is_unsaved { intake.events.len() } else { count(|ack| *ack == Ack::Stored) },
            known: count(|ack| *ack == Ack::Duplicate),
            repeated: intake.repeated,
            refused: intake.refused,
            rejected: count(|ack| matches!(ack, Ack::Rejected(_))),
            is_unsaved,
            findings: findings.into(),
            subject: subject(&intake.events).filter(|subject| subject != member),
            taken: taken.collect(),
        }
    }
}
