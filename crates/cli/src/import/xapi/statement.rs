//! One statement: who did what to what, and how it went.

use crate::import::batch::event;
use crate::import::known::Known;
use crate::import::text::percent_decoded;
use guildhall_engine::digest::{canonical, hex, sha256};
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::time::Moment;
use guildhall_engine::xapi;
use serde_json::{Map, Value};

const DEVICE: &str = "xapi";

/// How actors and objects are named.
pub(super) struct Names<'n> {
    /// Items to look for in the ids of objects.
    pub known: &'n Known,
    /// What pseudonyms of mail addresses are made with; none keeps the addresses.
    pub salt: Option<&'n str>,
}

/// What a statement became.
#[derive(Debug)]
pub(super) enum Read {
    /// An event.
    Event(Event),
    /// The undoing of another statement, by whoever stated it.
    Voiding(Event),
    /// Nothing: the verb has no counterpart.
    UnknownVerb(String),
}

/// Reads a statement.
pub(super) fn read(statement: &Value, names: &Names<'_>, place: &str) -> Result<Read, String> {
    if !statement.is_object() {
        return Err("a statement is a JSON object".into());
    }
    let extension =
        statement.get("context").and_then(|context| context.get("extensions")?.get(xapi::EVENT)?.as_object());
    if let Some(fields) = extension {
        return our_own(statement, fields, place).map(Read::Event);
    }
    let iri = text(statement, &["verb", "id"]).ok_or("the verb has no id")?;
    let Some(verb) = xapi::verb(iri) else { return Ok(Read::UnknownVerb(iri.chars().take(200).collect())) };
    let id = match text(statement, &["id"]) {
        Some(id) => EventId::parse(id).map_err(|error| format!("the id is {error}"))?,
        None => EventId::of_name(&format!("xapi\n{}", canonical(statement))),
    };
    let time =
        text(statement, &["timestamp"]).or_else(|| text(statement, &["stored"])).ok_or("there is no timestamp")?;
    let at = Moment::parse(time).map_err(|error| format!("the timestamp `{time}` is {error}"))?;
    let member = member(statement.get("actor").unwrap_or(&Value::Null), names.salt)?;
    let mut event = event(DEVICE, id, at, &member, verb);
    let address = text(statement, &["object", "id"]).ok_or("the object has no id")?;
    if event.verb == Verb::Undo {
        event.object = Some(address.to_lowercase().into());
        return Ok(Read::Voiding(event));
    }
    if event.verb != Verb::Login {
        event.object = Some(object(address, names.known).into());
    }
    if event.verb == Verb::Rate {
        event.value = Some(stars(statement.get("result").and_then(|result| result.get("score")))?);
    }
    event.note = text(statement, &["result", "response"]).filter(|note| !note.is_empty()).map(Box::from);
    Ok(Read::Event(event))
}

/// A statement that an export of ours wrote: the event, whole.
fn our_own(statement: &Value, fields: &Map<String, Value>, place: &str) -> Result<Event, String> {
    let mut event = fields.clone();
    let mut put = |key: &str, path: &[&str]| {
        // What is told in the extension itself counts: a statement that was synced has the time of the sync as its own.
        if let (false, Some(value)) = (event.contains_key(key), text(statement, path)) {
            event.insert(key.to_owned(), value.into());
        }
    };
    put("id", &["id"]);
    put("at", &["timestamp"]);
    put("member", &["actor", "account", "name"]);
    put("note", &["result", "response"]);
    Event::read(&Value::Object(event), place)
        .map_err(|findings| findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("; "))
}

fn text<'v>(value: &'v Value, path: &[&str]) -> Option<&'v str> {
    path.iter().try_fold(value, |value, key| value.get(key))?.as_str()
}

/// The member behind an actor: the name of an account, or what else identifies it.
fn member(actor: &Value, salt: Option<&str>) -> Result<String, String> {
    if let Some(name) = text(actor, &["account", "name"]) {
        return Ok(name.to_owned());
    }
    if let Some(mail) = text(actor, &["mbox"]) {
        let mail = mail.strip_prefix("mailto:").unwrap_or(mail).to_lowercase();
        let Some(salt) = salt else { return Ok(mail) };
        let pseudonym = hex(&sha256(format!("{salt}\n{mail}").as_bytes()));
        return Ok(format!("member-{}", pseudonym.get(..16).unwrap_or(&pseudonym)));
    }
    let other = text(actor, &["mbox_sha1sum"]).or_else(|| text(actor, &["openid"]));
    let missing = if text(actor, &["objectType"]) == Some("Group") {
        "the actor is a group"
    } else {
        "the actor has no account, mbox, mbox_sha1sum or openid"
    };
    other.map(str::to_owned).ok_or_else(|| missing.to_owned())
}

/// The item an address is about, or its last part.
fn object(address: &str, known: &Known) -> String {
    let decoded = percent_decoded(address);
    if let Some(item) = known.item(&decoded) {
        return item.to_owned();
    }
    let path = decoded.split(['?', '#']).next().unwrap_or(&decoded).trim_end_matches('/');
    path.rsplit('/').next().filter(|part| !part.is_empty()).unwrap_or(&decoded).to_owned()
}

/// A score as 1 to 5 stars: from the share of its range, or as it is when it names no range.
fn stars(score: Option<&Value>) -> Result<Quantity, String> {
    let number = |key: &str| score.and_then(|score| score.get(key)?.as_f64());
    let share = match (number("raw"), number("min"), number("max"), number("scaled")) {
        (Some(raw), min, Some(max), _) if max > min.unwrap_or(0.0) => {
            let min = min.unwrap_or(0.0);
            (raw - min) / (max - min)
        }
        (_, _, _, Some(scaled)) => scaled,
        (Some(raw), ..) if (1.0..=5.0).contains(&raw) => (raw - 1.0) / 4.0,
        _ => return Err("the rating has neither a scaled score nor a raw score with its range".into()),
    };
    Quantity::new(1.0 + 4.0 * share.clamp(0.0, 1.0)).ok_or_else(|| "the score is not a number".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scores_of_every_range_become_stars() {
        let cases = [
            (json!({"scaled": 0.75}), 4.0),
            (json!({"scaled": -1}), 1.0),
            (json!({"raw": 80, "min": 0, "max": 100, "scaled": 0.1}), 4.2),
            (json!({"raw": 4}), 4.0),
            (json!({"raw": 3, "min": 1, "max": 5}), 3.0),
        ];
        for (score, wanted) in cases {
            assert_eq!(stars(Some(&score)).map(Quantity::get), Ok(wanted), "{score}");
        }
        assert!(stars(Some(&json!({"raw": 80}))).is_err() && stars(None).is_err());
    }

    #[test]
    fn mail_addresses_are_hidden_unless_asked_for() {
        let actor = json!({"mbox": "mailto:Ada@A.example"});
        assert_eq!(member(&actor, None).as_deref(), Ok("ada@a.example"));
        let hidden = member(&actor, Some("s")).unwrap();
        assert!(hidden.starts_with("member-") && !hidden.contains("ada"));
        assert_ne!(member(&actor, Some("t")), Ok(hidden));
        assert!(member(&json!({"objectType": "Group"}), None).is_err());
    }
}
