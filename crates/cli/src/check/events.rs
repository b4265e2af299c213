//! Event files: what cannot be read, and what can but will not count.

use crate::files;
use crate::findings::Source;
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
        let message = format!("{} events in all cannot be used; only the first faults are listed", intake.refused);
        findings.push(Finding::error("more-faults", "", message, "correct those above and check again"));
    }
    if intake.repeated > 0 {
        let message = format!("{} events stand more than once in the file; each counts once", intake.repeated);
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
        let message = format!("{count} events have the verb `{verb}`, which the charter does not know");
        Finding::warning(
            "unknown-verb",
            "",
            message,
            format!("{meant}declare it in the charter's `verbs`, or it is left out"),
        )
    });
    let untrusted = untrusted.into_iter().map(|((verb, source), count)| {
        let message =
            format!("{count} events `{verb}` have the source `{source}`, which the charter does not trust for it");
        Finding::warning("untrusted", "", message, "they are left out; see `trust` in the charter")
    });
    let future = (future > 0).then(|| {
        let message = format!("{future} events lie in the future");
        Finding::warning("future", "", message, "they are left out until then; check the clock or the time zone")
    });
    unknown.chain(untrusted).chain(future).collect()
}
