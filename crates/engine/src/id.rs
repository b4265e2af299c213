//! Identifiers: one type for each kind of thing, so that a tier cannot be passed for a plan.

use crate::text_form::text_form;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

/// The longest identifier the engine accepts, in bytes.
pub const LONGEST_ID: usize = 200;

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Box<str>);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name(text.into())
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )+};
}

ids! {
    /// A community; storage on a device is keyed by it.
    CommunityId;
    /// A member, in whatever form the community names its members.
    MemberId;
    /// What an event is about: an item, an activity, a plan, a reward, a tier, a tag, or another event.
    ObjectId;
    /// One installation of the software; with `n` it numbers the events written there.
    DeviceId;
    /// An item or an activity of the catalogue.
    ItemId;
    /// A tag of the catalogue.
    TagId;
    /// Something a member may say of themselves, of those a charter names.
    BackgroundId;
    /// A metric of the charter.
    MetricId;
    /// A tier of the charter.
    TierId;
    /// A benefit of the charter.
    BenefitId;
    /// A paid plan of the charter.
    PlanId;
    /// A reward that points buy.
    RewardId;
    /// A badge of the charter.
    BadgeId;
}

/// What is wrong with an identifier, or `None` when it can be used: 1 to 200 bytes without control characters.
pub fn fault(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        Some("is empty")
    } else if id.len() > LONGEST_ID {
        Some("is longer than 200 bytes")
    } else if id.chars().any(char::is_control) {
        Some("contains a control character")
    } else if id.trim() != id {
        Some("begins or ends with white space")
    } else {
        None
    }
}

/// The identity of an event: a UUID, version 7 when made by Guildhall (RFC 9562), so that ids sort by time of writing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EventId(pub [u8; 16]);

impl EventId {
    /// A version 7 UUID from milliseconds since 1970 and ten random bytes; time and chance are the caller's.
    pub fn v7(milliseconds: u64, random: [u8; 10]) -> EventId {
        let [_, _, t0, t1, t2, t3, t4, t5] = milliseconds.to_be_bytes();
        let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = random;
        EventId([t0, t1, t2, t3, t4, t5, 0x70 | (r0 & 0x0f), r1, 0x80 | (r2 & 0x3f), r3, r4, r5, r6, r7, r8, r9])
    }

    /// A version 8 UUID (RFC 9562) named by a text: the first bytes of its SHA-256. The same row of an imported file
    /// gets the same id at every import, so that importing twice changes nothing.
    pub fn of_name(name: &str) -> EventId {
        let hash = crate::digest::sha256(name.as_bytes());
        let mut bytes = [0u8; 16];
        bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        let [a, b, c, d, e, f, g, h, i, rest @ ..] = bytes;
        let [j, k, l, m, n, o, p] = rest;
        EventId([a, b, c, d, e, f, 0x80 | (g & 0x0f), h, 0x80 | (i & 0x3f), j, k, l, m, n, o, p])
    }

    /// Reads the hyphenated form, in either case.
    ///
    /// # Errors
    /// When the text is not 8-4-4-4-12 hexadecimal digits.
    pub fn parse(text: &str) -> Result<EventId, BadEventId> {
        let mut bytes = [0u8; 16];
        let mut digits =
            text.bytes().enumerate().filter(|(at, byte)| !(*byte == b'-' && matches!(at, 8 | 13 | 18 | 23)));
        for byte in &mut bytes {
            let mut value = 0;
            for _ in 0..2 {
                let (_, digit) = digits.next().ok_or(BadEventId)?;
                value =
                    value * 16 + char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(BadEventId)?;
            }
            *byte = value;
        }
        if text.len() == 36 && digits.next().is_none() { Ok(EventId(bytes)) } else { Err(BadEventId) }
    }
}

/// A text that is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID such as `01890a5d-ac96-774b-bcce-b302099a8057`")]
pub struct BadEventId;

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            // Several times as quick as `{byte:02x}`; logs and requests are full of ids.
            for digit in [byte >> 4, byte & 15] {
                f.write_char(char::from_digit(digit.into(), 16).unwrap_or_default())?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_form!(EventId, |text: &str| EventId::parse(text), binary [u8; 16]: |id: &EventId| id.0, |bytes| Some(EventId(bytes)));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_seven_carries_its_time_and_sorts_by_it() {
        let early = EventId::v7(0x0189_0a5d_ac96, [0xff; 10]);
        assert_eq!(early.to_string(), "01890a5d-ac96-7fff-bfff-ffffffffffff");
        assert!(early < EventId::v7(0x0189_0a5d_ac97, [0; 10]));
    }

    #[test]
    fn only_uuids_are_read() {
        let id = EventId::of_name("row 1");
        assert_eq!(EventId::parse(&id.to_string()), Ok(id));
        assert_eq!(EventId::parse(&id.to_string().to_uppercase()), Ok(id));
        for text in [
            "",
            "01890a5dac96774bbcceb302099a8057",
            "01890a5d-ac96-774b-bcce-b302099a805",
            "01890a5d-ac96-774b-bcce-b302099a80577",
            "g1890a5d-ac96-774b-bcce-b302099a8057",
        ] {
            assert!(EventId::parse(text).is_err(), "{text}");
        }
    }
}
