//! The hall of a made-up member, for looking around: opened by `?demo`, kept in memory and nowhere else, so that it can
//! neither meet nor change what is the visitor's own.

use crate::language::Language;
use crate::state::profile::Profile;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::demo::{MEMBER, year};
use guildhall_engine::event::Event;
use guildhall_engine::id::MemberId;
use guildhall_engine::time::Moment;

/// The parameter that asks for it.
pub const PARAMETER: &str = "demo";

/// The made-up member.
pub fn member() -> MemberId {
    MemberId::from(MEMBER)
}

/// What the made-up member says of themselves.
pub fn profile(language: Language) -> Profile {
    Profile::default().called(match language {
        Language::Chinese => "林知远",
        _ => "Robin Ashe",
    })
}

/// A year of theirs.
pub fn events(charter: &Charter, catalogue: &Catalogue, now: Moment, language: Language) -> Vec<Event> {
    let remarks: &[&str] = match language {
        Language::Chinese => &[
            "第二遍才读出味道。",
            "结尾那一段，我抄在本子上了。",
            "想听听大家怎么看中间那一节。",
            "和上个月读的那篇放在一起看，很有意思。",
            "讲得清楚，例子也好。",
        ],
        _ => &[
            "It took me two readings, and the second was worth it.",
            "I have copied the last paragraph into my notebook.",
            "What do the others make of the middle part?",
            "This goes well with the piece we read last month.",
            "Clear, and the examples are well chosen.",
        ],
    };
    year(charter, catalogue, now, remarks)
}
