//! What an import did, for the person who ran it.

use super::Common;
use super::batch::{Batch, Refusal};
use super::folder::{Folder, Outcome};
use crate::community::{self, CHARTER};
use crate::findings::{FAINT, STRONG, WARNING};
use crate::table::{count, counted};
use anyhow::Result;
use guildhall_engine::event::Verb;
use guildhall_engine::id::MemberId;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

/// A file that was written.
pub(super) enum Written<'f> {
    /// The events.
    Events(&'f Folder, Outcome),
    /// Another file, with what was done to it.
    Other(&'f Path, String),
}

/// Prints the report to standard error.
pub(super) fn print(common: &Common, batch: &Batch, written: &[Written<'_>]) -> Result<()> {
    let mut err = anstream::stderr().lock();
    writeln!(err, "{STRONG}read{STRONG:#} {} of {}", counted(batch.read, batch.unit), common.input.display())?;
    for note in &batch.notes {
        writeln!(err, "  {note}")?;
    }
    events(&mut err, batch)?;
    for (reason, number) in &batch.left_out {
        writeln!(err, "{STRONG}left out{STRONG:#} {} {reason}", count(*number))?;
    }
    if batch.repeated > 0 {
        writeln!(err, "{STRONG}repeated{STRONG:#} {}, each taken once", count(batch.repeated))?;
    }
    refused(&mut err, batch, common.show)?;
    unknown_verbs(&mut err, common, batch)?;
    for file in written {
        match file {
            Written::Events(folder, outcome) => {
                let known =
                    if outcome.known > 0 { format!(", {} there already", count(outcome.known)) } else { String::new() };
                let (path, all) = (folder.path().display(), count(folder.len()));
                writeln!(
                    err,
                    "{STRONG}wrote{STRONG:#} {path}: {} new events{known}, {all} in all",
                    count(outcome.new)
                )?;
                if outcome.conflicts > 0 {
                    let conflicts = counted(outcome.conflicts, "event");
                    writeln!(
                        err,
                        "{WARNING}warning{WARNING:#}: {conflicts} with the id of another event; those already there were kept"
                    )?;
                }
            }
            Written::Other(path, what) => writeln!(err, "{STRONG}wrote{STRONG:#} {}: {what}", path.display())?,
        }
    }
    if written.is_empty() {
        let why = if batch.events.is_empty() {
            "nothing could be imported"
        } else {
            "`--strict` allows nothing to be refused"
        };
        writeln!(err, "{WARNING}nothing was written{WARNING:#}: {why}")?;
    }
    Ok(())
}

fn events(err: &mut dyn Write, batch: &Batch) -> Result<()> {
    let mut verbs: BTreeMap<&Verb, usize> = BTreeMap::new();
    let mut members: BTreeSet<&MemberId> = BTreeSet::new();
    for event in &batch.events {
        *verbs.entry(&event.verb).or_default() += 1;
        members.insert(&event.member);
    }
    if let Some(nobody) = &batch.nobody {
        members.remove(nobody);
    }
    let verbs: Vec<String> = verbs.into_iter().map(|(verb, number)| format!("{verb} {}", count(number))).collect();
    let what = if verbs.is_empty() { String::new() } else { format!(": {}", verbs.join(", ")) };
    let (events, members) = (counted(batch.events.len(), "event"), counted(members.len(), "member"));
    Ok(writeln!(err, "{STRONG}took{STRONG:#} {events} by {members}{what}")?)
}

fn refused(err: &mut dyn Write, batch: &Batch, show: usize) -> Result<()> {
    if batch.refused.is_empty() {
        return Ok(());
    }
    writeln!(err, "{WARNING}refused{WARNING:#} {}", counted(batch.refused.len(), batch.unit))?;
    let shown = if show == 0 { batch.refused.len() } else { show };
    for Refusal { place, why } in batch.refused.iter().take(shown) {
        writeln!(err, "  {place}: {why}")?;
    }
    let more = batch.refused.len().saturating_sub(shown);
    if more > 0 {
        writeln!(err, "  {FAINT}… and {} more (--show 0 shows all){FAINT:#}", count(more))?;
    }
    Ok(())
}

/// Says which verbs the charter will leave out.
fn unknown_verbs(err: &mut dyn Write, common: &Common, batch: &Batch) -> Result<()> {
    let beside = common.out.join(CHARTER);
    let Some(path) = common.charter.clone().or_else(|| beside.is_file().then_some(beside)) else { return Ok(()) };
    let (Some(charter), _) = community::read_charter(&path, CHARTER)? else {
        writeln!(err, "{WARNING}warning{WARNING:#}: {} has errors; `guildhall check` shows them", path.display())?;
        return Ok(());
    };
    let mut unknown: BTreeMap<&Verb, usize> = BTreeMap::new();
    for event in batch.events.iter().filter(|event| !charter.knows(&event.verb)) {
        *unknown.entry(&event.verb).or_default() += 1;
    }
    for (verb, number) in unknown {
        let number = counted(number, "event");
        writeln!(
            err,
            "{WARNING}warning{WARNING:#}: the charter does not know the verb `{verb}` of {number}; declare it in `verbs`"
        )?;
    }
    Ok(())
}
