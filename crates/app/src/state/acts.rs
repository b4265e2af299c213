//! What the member did with each thing of the catalogue, as far as it still counts.

use guildhall_engine::event::{Quantity, Verb};
use guildhall_engine::id::{EventId, MemberId, ObjectId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::time::Moment;
use std::collections::BTreeMap;

/// What the member did with one thing. The identifiers name the events, so that they can be taken back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Acts {
    /// When it was opened last.
    pub viewed: Option<Moment>,
    /// Read or watched to its end.
    pub finished: Option<EventId>,
    /// The last word for or against it.
    pub stance: Option<Stance>,
    /// The last rating, 1 to 5.
    pub rating: Option<(EventId, f64)>,
    /// Bought, and not given back since.
    pub bought: Option<EventId>,
    /// A place is booked.
    pub booked: Option<EventId>,
    /// Taken part.
    pub attended: Option<EventId>,
    /// What was said about it, the oldest first.
    pub comments: Vec<Comment>,
}

/// The last word for or against a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Liked.
    Likes(EventId),
    /// Less of this.
    Dislikes(EventId),
    /// Never again.
    Hides(EventId),
}

/// A comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Comment {
    /// Its event.
    pub event: EventId,
    /// Who wrote it.
    pub member: MemberId,
    /// When.
    pub at: Moment,
    /// What.
    pub text: Box<str>,
}

impl Acts {
    /// The event that liked it, if that was the last word.
    pub fn liked(&self) -> Option<EventId> {
        match self.stance {
            Some(Stance::Likes(event)) => Some(event),
            _ => None,
        }
    }

    /// The event that asked for less, if that was the last word.
    pub fn disliked(&self) -> Option<EventId> {
        match self.stance {
            Some(Stance::Dislikes(event)) => Some(event),
            _ => None,
        }
    }

    /// The event that hid it, if that was the last word.
    pub fn hidden(&self) -> Option<EventId> {
        match self.stance {
            Some(Stance::Hides(event)) => Some(event),
            _ => None,
        }
    }
}

/// What the ledger's member did with everything, by identifier.
pub fn acts(ledger: &Ledger) -> BTreeMap<ObjectId, Acts> {
    let mut all: BTreeMap<ObjectId, Acts> = BTreeMap::new();
    for entry in ledger.entries().iter().filter(|entry| entry.counts()) {
        let event = &entry.event;
        let own = event.member == *ledger.member();
        let Some(object) = event.object.as_ref().filter(|_| own || event.verb == Verb::Comment) else { continue };
        if matches!(event.verb, Verb::Undo) {
            continue;
        }
        let acts = all.entry(object.clone()).or_default();
        match event.verb {
            Verb::View => acts.viewed = Some(event.at),
            Verb::Finish => acts.finished = Some(event.id),
            Verb::Like => acts.stance = Some(Stance::Likes(event.id)),
            Verb::Dislike => acts.stance = Some(Stance::Dislikes(event.id)),
            Verb::Hide => acts.stance = Some(Stance::Hides(event.id)),
            Verb::Rate => acts.rating = event.value.map(|value| (event.id, Quantity::get(value))),
            Verb::Purchase => acts.bought = Some(event.id),
            Verb::Refund => acts.bought = None,
            Verb::Book => acts.booked = Some(event.id),
            Verb::Attend | Verb::CheckIn => acts.attended = Some(event.id),
            Verb::Comment => {
                let text = event.note.clone().unwrap_or_default();
                acts.comments.push(Comment { event: event.id, member: event.member.clone(), at: event.at, text });
            }
            _ => {}
        }
    }
    all
}
