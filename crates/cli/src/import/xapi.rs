//! Statements of the Experience API (xAPI): a JSON array, one statement a line, or `{"statements": [...]}`.

mod statement;

use super::Common;
use super::batch::Batch;
use super::folder::Folder;
use super::known::Known;
use anyhow::Result;
use guildhall_engine::event::Event;
use guildhall_engine::id::{EventId, MemberId};
use serde_json::Value;
use statement::{Names, Read};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Arguments of `guildhall import xapi`.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    /// The catalogue whose items are looked for in the ids of objects; by default the folder's.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// Keep mail addresses as the ids of members; by default a pseudonym is made from them.
    #[arg(long)]
    keep_mail: bool,
    /// A secret that pseudonyms are made with, so that nobody can find them by trying addresses.
    #[arg(long, value_name = "TEXT", default_value = "")]
    salt: String,
}

/// Reads statements.
pub(super) fn read(args: &Args, bytes: &[u8]) -> Result<Batch> {
    let known = Known::of(&args.common, args.catalogue.as_deref())?;
    let before = Folder::open(&args.common.out)?;
    let names = Names { known: &known, salt: (!args.keep_mail).then_some(args.salt.as_str()) };
    Ok(take(bytes, &names, &|id| before.event(id).map(|event| event.member.clone())))
}

fn take(bytes: &[u8], names: &Names<'_>, before: &dyn Fn(EventId) -> Option<MemberId>) -> Batch {
    let mut batch = Batch::new("statement");
    let mut voiding = Vec::new();
    for (place, statement) in statements(bytes) {
        batch.read += 1;
        match statement.and_then(|statement| statement::read(&statement, names, &place)) {
            Ok(Read::Event(event)) => batch.take(&place, event),
            Ok(Read::Voiding(event)) => voiding.push((place, event)),
            Ok(Read::UnknownVerb(iri)) => batch.leave_out(format!("with the verb {iri}, which has no counterpart")),
            Err(why) => batch.refuse(place, why),
        }
    }
    void(&mut batch, voiding, before);
    batch
}

/// A voiding is the work of whoever keeps the records, but concerns the member whose statement it voids.
fn void(batch: &mut Batch, voiding: Vec<(String, Event)>, before: &dyn Fn(EventId) -> Option<MemberId>) {
    let members: BTreeMap<EventId, MemberId> =
        batch.events.iter().map(|event| (event.id, event.member.clone())).collect();
    for (place, mut event) in voiding {
        let target = event.object.as_ref().and_then(|object| EventId::parse(object.as_str()).ok());
        match target.and_then(|id| members.get(&id).cloned().or_else(|| before(id))) {
            Some(member) => {
                event.member = member;
                batch.take(&place, event);
            }
            None => batch.refuse(place, "voids a statement that is neither here nor among the events imported before"),
        }
    }
}

/// Every statement with its place, or why it is none.
fn statements(bytes: &[u8]) -> Vec<(String, Result<Value, String>)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let whole = match serde_json::from_slice(bytes) {
        Ok(Value::Array(statements)) => Some(statements),
        Ok(Value::Object(mut map)) => match map.remove("statements") {
            Some(Value::Array(statements)) => Some(statements),
            _ => None,
        },
        _ => None,
    };
    if let Some(statements) = whole {
        return statements
            .into_iter()
            .enumerate()
            .map(|(at, value)| (format!("statement {}", at + 1), Ok(value)))
            .collect();
    }
    let lines = bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    let read = |line: &[u8]| {
        let text = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
        serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))
    };
    lines.map(|(number, line)| (format!("line {}", number + 1), read(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn statement(verb: &str, object: Value) -> Value {
        json!({"id": ID, "timestamp": "2026-03-14T09:26:53Z", "actor": {"account": {"homePage": "https://a.example", "name": "ada"}},
               "verb": {"id": verb}, "object": object})
    }

    fn taken(text: &str) -> Batch {
        take(text.as_bytes(), &Names { known: &Known::default(), salt: Some("") }, &|_| None)
    }

    #[test]
    fn all_three_forms_are_read() {
        let one =
            statement("http://adlnet.gov/expapi/verbs/completed", json!({"id": "https://a.example/read/walden/"}));
        for text in [format!("[{one}]"), format!("{one}\n\n"), json!({"statements": [one]}).to_string()] {
            let batch = taken(&text);
            let event = &batch.events[0];
            assert_eq!(
                (event.id.to_string().as_str(), event.member.as_str(), event.verb.as_str()),
                (ID, "ada", "finish"),
                "{text}"
            );
            assert_eq!(event.object.as_ref().map(|object| object.as_str()), Some("walden"));
        }
    }

    #[test]
    fn a_voided_statement_is_undone_for_its_own_actor() {
        let mut voiding =
            statement("http://adlnet.gov/expapi/verbs/voided", json!({"objectType": "StatementRef", "id": ID}));
        voiding["id"] = "01890a5d-ac96-774b-bcce-b302099a8058".into();
        voiding["actor"] = json!({"account": {"homePage": "https://a.example", "name": "admin"}});
        let liked = statement("http://activitystrea.ms/schema/1.0/like", json!({"id": "https://a.example/walden"}));
        let batch = taken(&json!([voiding, liked]).to_string());
        let words: Vec<_> = batch.events.iter().map(|event| (event.verb.as_str(), event.member.as_str())).collect();
        assert_eq!(words, [("like", "ada"), ("undo", "ada")]);
        assert_eq!(taken(&json!([voiding]).to_string()).refused.len(), 1);
    }

    #[test]
    fn unknown_verbs_are_counted_by_their_iri() {
        let batch = taken(
            &json!([statement("http://a.example/verbs/juggled", json!({"id": "https://a.example/x"}))]).to_string(),
        );
        assert_eq!(
            batch.left_out.into_iter().collect::<Vec<_>>(),
            [("with the verb http://a.example/verbs/juggled, which has no counterpart".to_owned(), 1)]
        );
    }
}
