//! Words of the Experience API (xAPI 1.0.3), for whatever writes or reads statements.

use crate::event::Verb;

/// The extension of a statement's context in which the fields of an event are kept that the statement itself does not
/// tell, so that nothing is lost on the way there and back.
pub const EVENT: &str = "urn:guildhall:event";
/// Before the verbs that no published vocabulary has.
const OWN_VERB: &str = "urn:guildhall:verb:";

/// The published verb for a verb, or one of our own.
pub fn iri(verb: &Verb) -> String {
    let published = match verb {
        Verb::Login => "https://w3id.org/xapi/adl/verbs/logged-in",
        Verb::View => "http://id.tincanapi.com/verb/viewed",
        Verb::Finish => "http://adlnet.gov/expapi/verbs/completed",
        Verb::Like => "http://activitystrea.ms/schema/1.0/like",
        Verb::Dislike => "http://activitystrea.ms/schema/1.0/dislike",
        Verb::Rate => "http://id.tincanapi.com/verb/rated",
        Verb::Comment => "http://adlnet.gov/expapi/verbs/commented",
        Verb::Purchase => "http://activitystrea.ms/schema/1.0/purchase",
        Verb::Book => "http://adlnet.gov/expapi/verbs/registered",
        Verb::Attend => "http://adlnet.gov/expapi/verbs/attended",
        Verb::Share => "http://adlnet.gov/expapi/verbs/shared",
        other => return format!("{OWN_VERB}{other}"),
    };
    published.into()
}

/// The verb that a statement's verb stands for. Vocabularies differ in the address before the word, hardly in the word.
pub fn verb(iri: &str) -> Option<Verb> {
    if let Some(word) = iri.strip_prefix(OWN_VERB) {
        return Verb::parse(word).ok();
    }
    let word = iri.trim_end_matches('/').rsplit(['/', '#']).next()?.to_ascii_lowercase();
    match word.as_str() {
        "logged-in" | "loggedin" => Some(Verb::Login),
        "experienced" | "viewed" | "launched" | "read" | "watched" | "accessed" => Some(Verb::View),
        "completed" | "passed" | "mastered" => Some(Verb::Finish),
        "like" | "liked" => Some(Verb::Like),
        "dislike" | "disliked" => Some(Verb::Dislike),
        "rated" | "scored" => Some(Verb::Rate),
        "commented" => Some(Verb::Comment),
        "purchase" | "purchased" => Some(Verb::Purchase),
        "registered" => Some(Verb::Book),
        "attended" => Some(Verb::Attend),
        "share" | "shared" => Some(Verb::Share),
        "voided" => Some(Verb::Undo),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_comes_back_from_its_iri() {
        for known in Verb::ALL.iter().chain(&[Verb::Other("votes".into())]) {
            assert_eq!(verb(&iri(known)).as_ref(), Some(known));
        }
        assert_eq!(verb("http://adlnet.gov/expapi/verbs/suspended"), None);
    }
}
