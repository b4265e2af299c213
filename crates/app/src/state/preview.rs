//! What a chosen file would bring, before anything of it is taken in.

use super::community::Community;
use super::events::{Events, subject};
use guildhall_engine::event::Verb;
use guildhall_engine::exchange::Intake;
use guildhall_engine::id::{MemberId, ObjectId};
use guildhall_engine::time::Moment;
use std::collections::BTreeSet;

/// Names of things that are not in the catalogue; more are only counted.
const NAMES: usize = 5;

/// A file of events, looked through.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The file's name.
    pub file: String,
    /// Lines that were not blank.
    pub lines: usize,
    /// Events that are not here yet.
    pub new: usize,
    /// Events that are here already.
    pub known: usize,
    /// Events that stood twice in the file.
    pub repeated: usize,
    /// Lines that could not be read as an event.
    pub refused: usize,
    /// The time of the first and of the last event.
    pub span: Option<(Moment, Moment)>,
    /// Events that do not concern the member shown.
    pub foreign: usize,
    /// The one member whom all events concern, when it is not the member shown.
    pub subject: Option<MemberId>,
    /// Events about things that this catalogue does not have.
    pub unknown: usize,
    /// The first of these things.
    pub unknown_names: Vec<ObjectId>,
}

impl Preview {
    /// Looks a file through.
    pub fn of(file: String, intake: &Intake, community: &Community, events: &Events) -> Preview {
        let ledger = events.ledger();
        let known = intake.events.iter().filter(|event| events.contains(event.id)).count();
        let first = intake.events.iter().map(|event| event.at).min();
        let last = intake.events.iter().map(|event| event.at).max();
        let mut names = BTreeSet::new();
        let mut unknown = 0;
        for event in &intake.events {
            // What has an owner is a member's own work, which no catalogue lists.
            let Some(object) = event.object.as_ref().filter(|_| event.owner.is_none() && is_about_things(&event.verb))
            else {
                continue;
            };
            if community.thing(object.as_str()).is_none() {
                unknown += 1;
                if names.len() < NAMES {
                    names.insert(object);
                }
            }
        }
        Preview {
            file,
            lines: intake.lines,
            new: intake.events.len() - known,
            known,
            repeated: intake.repeated,
            refused: intake.refused,
            span: first.zip(last),
            foreign: intake.events.iter().filter(|event| !ledger.concerns(event)).count(),
            subject: subject(&intake.events).filter(|subject| subject != ledger.member()),
            unknown,
            unknown_names: names.into_iter().cloned().collect(),
        }
    }
}

/// Whether a verb is about things of the catalogue.
fn is_about_things(verb: &Verb) -> bool {
    matches!(
        verb,
        Verb::View
            | Verb::Finish
            | Verb::Like
            | Verb::Dislike
            | Verb::Hide
            | Verb::Rate
            | Verb::Comment
            | Verb::Purchase
            | Verb::Refund
            | Verb::Book
            | Verb::Attend
            | Verb::CheckIn
            | Verb::Share
    )
}
