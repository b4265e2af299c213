//! Consents: what the member is asked, how they answered, and in which words.
//!
//! An answer is an event, so that it is exported, counted and taken back like any other. Its note is the receipt: the
//! version of the wording in the first line, the wording as it was shown below it.

use crate::language::Language;
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::taste::PERSONALISATION;
use guildhall_engine::time::Moment;

/// What is asked for. A further purpose is a variant, its wording, and whoever keeps to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Recommendations from what the member reads and likes.
    Personalisation,
    /// Visits and opened pieces are recorded without the member's doing.
    Visits,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 2] = [Purpose::Personalisation, Purpose::Visits];

    /// Its name in events.
    pub fn id(self) -> &'static str {
        match self {
            Purpose::Personalisation => PERSONALISATION,
            Purpose::Visits => "visits",
        }
    }

    /// The version of its wording; another wording is another version.
    pub fn version(self) -> &'static str {
        match self {
            Purpose::Personalisation => "personalisation-1",
            Purpose::Visits => "visits-1",
        }
    }

    /// What the member agrees to.
    pub fn wording(self, language: Language) -> &'static str {
        match (self, language) {
            (Purpose::Personalisation, Language::English) => {
                "The shelf is chosen from what I read, rate and like. This is computed on this device and goes nowhere else."
            }
            (Purpose::Personalisation, Language::Chinese) => {
                "书架可以根据我读过、评过和喜欢的内容来挑选。这只在本机上计算，不会传到别处。"
            }
            (Purpose::Visits, Language::English) => {
                "My visits, and the pieces I open, are noted on this device without my doing anything, and count towards my score."
            }
            (Purpose::Visits, Language::Chinese) => "我何时来访、打开了哪些内容，会自动记在本机上，并计入我的得分。",
        }
    }

    /// The note of an answer given to the wording of a language.
    pub fn receipt(self, language: Language) -> String {
        [self.version(), "/", language.tag(), "\n", self.wording(language)].concat()
    }
}

/// An answer the member gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Its event.
    pub event: EventId,
    /// When.
    pub at: Moment,
    /// The purpose's name; one that this version does not know is kept all the same.
    pub purpose: Box<str>,
    /// Whether the member agreed.
    pub agreed: bool,
    /// The version of the wording; empty when none was noted.
    pub version: Box<str>,
    /// The wording as it was shown.
    pub wording: Box<str>,
}

/// Every answer that was not taken back, the newest first.
pub fn receipts(ledger: &Ledger) -> Vec<Receipt> {
    answers(ledger).filter(|event| event.verb == Verb::Consent).map(receipt).collect()
}

/// The last word on a purpose, and when; none when the member was never asked.
pub fn answer(ledger: &Ledger, purpose: Purpose) -> Option<(bool, Moment)> {
    let mut about = answers(ledger).filter(|event| event.object.as_ref().is_some_and(|id| id.as_str() == purpose.id()));
    about.next().map(|event| (agreed(event), event.at))
}

fn answers(ledger: &Ledger) -> impl Iterator<Item = &Event> {
    let counting = ledger.entries().iter().rev().filter(|entry| entry.counts()).map(|entry| &entry.event);
    counting.filter(|event| {
        // Preferences of the same name are answers without a receipt.
        event.member == *ledger.member() && matches!(event.verb, Verb::Consent | Verb::Prefer)
    })
}

fn agreed(event: &Event) -> bool {
    event.value.map_or(0.0, Quantity::get) > 0.0
}

fn receipt(event: &Event) -> Receipt {
    let note = event.note.as_deref().unwrap_or_default();
    let (version, wording) = note.split_once('\n').unwrap_or(("", note));
    Receipt {
        event: event.id,
        at: event.at,
        purpose: event.object.as_ref().map_or("", |object| object.as_str()).into(),
        agreed: agreed(event),
        version: version.into(),
        wording: wording.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall_engine::digest::digest;

    /// Who agreed to a wording must be able to tell it from a later one.
    #[test]
    fn a_changed_wording_has_a_new_version() {
        let known = [("personalisation-1", "74a52f28"), ("visits-1", "a2b27621")];
        for (purpose, known) in Purpose::ALL.into_iter().zip(known) {
            let wordings = Language::ALL.map(|language| purpose.wording(language));
            let found = digest(&wordings).unwrap();
            assert_eq!((purpose.version(), &found[..8]), known, "the wording changed: give it a new version");
        }
    }
}
