//! Event files: what cannot be read, and what can but will not count.

use crate::files;
use crate::findings::Source;
use crate::table::counted;
use anyhow::Result;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::exchange;
use guildhall_engine::finding::{Finding, closest};
use guildhall_engine::time::Moment;
use std::collections::BTreeMap;
use std::path::Path;

/// Checks an event file, against a charter where there is one.
pub(super) fn check(path: &Path, charter: Option<&Charter>) -> Result<Source> {
    let bytes = files::read(path)?;
    let intake = exchange::read_events(&bytes);
    let mut findings = intake.findings;
    if findings.len() == exchange::MOST_FINDINGS {
        let message = format!("{} of {} events cannot be used; the first faults follow", intake.refused, intake.lines);
        findings.insert(0, Finding::error("many-faults", "", message, "correct those below and check again"));
    }
    if intake.repeated > 0 {
        let message = format!("{} in the file repeated; each counts once", counted(intake.repeated, "event"));
        findings.push(Finding::warning("repeated-event", "", message, "`guildhall import ndjson` writes each once"));
    }
    if let Some(charter) = charter {
        findings.extend(uncounted(&intake.events, charter, crate::clock::now()));
    }
    Ok(Source { name: path.display().to_string(), text: String::from_utf8_lossy(&bytes).into_owned(), findings })
}

/// Sound events that a standing leaves out, by reason.
fn uncounted(events: &[Event], charter: &Charter, now: Moment) -> Vec<Finding> {
    let mut unknown: BTreeMap<&Verb, usize> = BTreeMap::new();
    let mut untrusted: BTreeMap<(&Verb, &str), usize> = BTreeMap::new();
    let mut future = 0;
    for event in events {
        if !charter.knows(&event.verb) {
            *unknown.entry(&event.verb).or_default() += 1;
        } else if !charter.trusts(&event.verb, event.source) {
            *untrusted.entry((&event.verb, event.source.word())).or_default() += 1;
        }
        future += usize::from(event.at > now);
    }
    let unknown = unknown.into_iter().map(|(verb, count)| {
        let known = Verb::ALL.iter().chain(charter.file().verbs.keys()).map(Verb::as_str);
        let meant = closest(verb.as_str(), known).map(|word| format!("did you mean `{word}`? ")).unwrap_or_default();
        let events = counted(count, "event");
        let message = format!("{events} with the verb `{verb}`, which the charter does not know");
        Finding::warning(
            "unknown-verb",
            "",
            message,
            format!("{meant}declare it in the charter's `verbs`; until then it is left out"),
        )
    });
    let untrusted = untrusted.into_iter().map(|((verb, source), count)| {
        let events = counted(count, "event");
        let message = format!("{events} `{verb}` from the source `{source}`, which the charter does not trust for it");
        Finding::warning("untrusted", "", message, "left out; see `trust` in the charter")
    });
    let future = (future > 0).then(|| {
        let message = format!("{} in the future", counted(future, "event"));
        Finding::warning("future", "", message, "left out until then; check the clock and the time zone")
    });
    unknown.chain(untrusted).chain(future).collect()
}
