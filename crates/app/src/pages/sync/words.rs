//! The words of this page, and of the mark in the header.

use crate::format::Formats;
use crate::language::{Language, phrases};
use crate::sync::Condition;
use guildhall_backends::Kind;
use std::rc::Rc;

mod chinese;
mod english;

phrases! {
/// The words of this page in one language.
Words {
    title; standfirst; off_until; only_own; no_demo;

    // The mark in the header.
    mark(Condition, &Rc<Formats>);

    // Connecting.
    where_to; where_hint; suggested; kind; about_kind(Kind) -> &'static str; address;
    place(Kind) -> &'static str; usual;
    who; who_hint; user; secret; stay; stay_on; stay_off;
    before; before_hint; the_server; consent(&str); consent_level(&str); agree; lacks_address; lacks_consent;
    connect; test;

    // What came of trying it.
    testing(&str); works; holds_some; holds_none; holds_unknown;
    policy(&str); policy_remedy; policy_or; not_working;
    fault(&str) -> Option<(&'static str, &'static str)>;

    // How it stands.
    standing; standing_hint;
    state(Condition, &Rc<Formats>); state_hint(Condition) -> &'static str; level_known;
    progress(&str, &str); pending; sent; received; last_success; next_try; server; signed_in_as;
    now; pause; resume; check_all; sign_in;

    // Whose history.
    identity; identity_hint; member_events(&str, &str); this_is_me;

    // What could not be exchanged.
    aside; aside_hint; try_again; save_aside; foreign_event; refusal(&str) -> Option<&'static str>;
    missing; missing_hint; hole(&str, &str, &str);

    // The end.
    end; end_hint; stays_there(&str); disconnect; disconnect_from(&str); withdrawn(&str);
}
}

/// The words in a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &english::ENGLISH,
        Language::Chinese => &chinese::CHINESE,
    }
}

/// A number of events, written.
fn count(formats: &Formats, count: u64) -> String {
    formats.count(usize::try_from(count).unwrap_or(usize::MAX))
}
