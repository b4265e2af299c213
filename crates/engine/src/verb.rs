//! What a member can do.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// What an event requires of its other fields.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Needs {
    /// The event must name an object.
    pub object: bool,
    /// The range of the value, where the verb has one.
    pub value: Option<(f64, f64)>,
    /// The event must carry a value.
    pub value_required: bool,
}

const NOTHING: Needs = Needs { object: false, value: None, value_required: false };
const OBJECT: Needs = Needs { object: true, ..NOTHING };

/// Declares the verbs: variant, word in JSON, what an event with it needs, and its meaning.
macro_rules! verbs {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal, $needs:expr;)+) => {
        /// What a member did. The word in JSON is kebab-case.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb {
            $($(#[doc = $doc])+ $name,)+
            /// A verb that a charter declares, or one written by a newer version.
            Other(Box<str>),
        }

        impl Verb {
            /// Every built-in verb.
            pub const ALL: &'static [Verb] = &[$(Verb::$name),+];

            /// The word for it in JSON.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Verb::$name => $word,)+
                    Verb::Other(word) => word,
                }
            }

            /// What an event with this verb must carry.
            pub fn needs(&self) -> Needs {
                match self {
                    $(Verb::$name => $needs,)+
                    Verb::Other(_) => NOTHING,
                }
            }

            fn built_in(word: &str) -> Option<Verb> {
                match word {
                    $($word => Some(Verb::$name),)+
                    _ => None,
                }
            }
        }
    };
}

const MONEY: Option<(f64, f64)> = Some((0.0, 1e9));
const SWITCH: Option<(f64, f64)> = Some((0.0, 1.0));

verbs! {
    /// Came in: opened the hall on a new visit.
    Login = "login", NOTHING;
    /// Opened an item; the value is minutes spent, when known.
    View = "view", Needs { value: MONEY, ..OBJECT };
    /// Read or watched an item to its end.
    Finish = "finish", OBJECT;
    /// Liked an item or another member's contribution.
    Like = "like", OBJECT;
    /// Asked for less of this.
    Dislike = "dislike", OBJECT;
    /// Asked never to see this item again.
    Hide = "hide", OBJECT;
    /// Gave 1 to 5 stars.
    Rate = "rate", Needs { object: true, value: Some((1.0, 5.0)), value_required: true };
    /// Commented on an item or a post.
    Comment = "comment", OBJECT;
    /// Started a discussion or asked a question; the object is the new post.
    Post = "post", NOTHING;
    /// Answered a question; the object is the question.
    Answer = "answer", OBJECT;
    /// Accepted an answer; the owner is the member who gave it.
    Accepted = "accepted", OBJECT;
    /// Bought an item; the value is what was paid.
    Purchase = "purchase", Needs { value: MONEY, ..OBJECT };
    /// Got money back for an item; the value is the amount.
    Refund = "refund", Needs { value: MONEY, ..OBJECT };
    /// Booked a place at an activity.
    Book = "book", OBJECT;
    /// Took part in an activity.
    Attend = "attend", OBJECT;
    /// Checked in at an activity.
    CheckIn = "check-in", OBJECT;
    /// Shared an item outside.
    Share = "share", OBJECT;
    /// Brought a new member in; the object is that member.
    Refer = "refer", OBJECT;
    /// Began or renewed a paid plan; the object is the plan, the value what was paid.
    PlanStart = "plan-start", Needs { value: MONEY, ..OBJECT };
    /// Ended a paid plan before its date.
    PlanEnd = "plan-end", NOTHING;
    /// Was given points by the operators; the value is how many.
    PointsGrant = "points-grant", Needs { object: false, value: Some((1.0, 1e9)), value_required: true };
    /// Spent points; the object is the reward, or the value says how many.
    PointsSpend = "points-spend", Needs { value: Some((1.0, 1e9)), ..OBJECT };
    /// Was set to a tier by the operators; without an object the lock is lifted.
    TierLock = "tier-lock", NOTHING;
    /// Answered a question of consent; the object is the purpose, the value 1 for yes and 0 for no.
    Consent = "consent", Needs { object: true, value: SWITCH, value_required: true };
    /// Stated (1) or deleted (0) an interest; the object is the tag.
    Interest = "interest", Needs { object: true, value: SWITCH, value_required: true };
    /// Said (1) or took back (0) something about themselves; the object is one of the charter's backgrounds.
    Background = "background", Needs { object: true, value: SWITCH, value_required: true };
    /// Set a preference for the shelf; the object is its name, the value from 0 to 1.
    Prefer = "prefer", Needs { object: true, value: SWITCH, value_required: true };
    /// Took back an earlier event; the object is its id.
    Undo = "undo", OBJECT;
}

impl Default for Verb {
    fn default() -> Self {
        Verb::Other("".into())
    }
}

/// A text that cannot be a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a verb: 1 to 40 lower-case letters, digits and hyphens, beginning with a letter")]
pub struct BadVerb;

impl Verb {
    /// Reads a verb; a word that is not built in becomes [`Verb::Other`].
    ///
    /// # Errors
    /// When the word is not kebab-case of 1 to 40 characters.
    pub fn parse(word: &str) -> Result<Verb, BadVerb> {
        if let Some(verb) = Verb::built_in(word) {
            return Ok(verb);
        }
        let well_formed = word.len() <= 40
            && word.starts_with(|c: char| c.is_ascii_lowercase())
            && !word.ends_with('-')
            && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed { Ok(Verb::Other(word.into())) } else { Err(BadVerb) }
    }

    /// Whether this version knows the verb without a charter's help.
    pub fn is_built_in(&self) -> bool {
        !matches!(self, Verb::Other(_))
    }

    /// Verbs that change what the member is owed; by default only operators, the server or an import may record them.
    pub fn is_privileged(&self) -> bool {
        matches!(self, Verb::PointsGrant | Verb::TierLock)
    }

    /// Verbs about the software and the membership rather than something the member did in the community.
    pub fn is_administrative(&self) -> bool {
        matches!(
            self,
            Verb::PointsGrant
                | Verb::PointsSpend
                | Verb::TierLock
                | Verb::Consent
                | Verb::Interest
                | Verb::Background
                | Verb::Prefer
                | Verb::Undo
                | Verb::PlanStart
                | Verb::PlanEnd
                | Verb::Refund
        )
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Verb {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Verb {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = if deserializer.is_human_readable() {
            Cow::<'de, str>::deserialize(deserializer)?
        } else {
            Cow::Borrowed(<&'de str>::deserialize(deserializer)?)
        };
        Verb::parse(&word).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_read_back_from_its_word() {
        for verb in Verb::ALL {
            assert_eq!(Verb::parse(verb.as_str()).as_ref(), Ok(verb));
            assert!(verb.is_built_in());
        }
        assert_eq!(Verb::parse("flag"), Ok(Verb::Other("flag".into())));
        for word in ["", "View", "a b", "-x", "x-", "naïve", "1st"] {
            assert!(Verb::parse(word).is_err(), "{word}");
        }
    }
}
