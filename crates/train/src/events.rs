//! Histories from event files: each line becomes an event, each member a ledger, each ledger a taste, as on the member's
//! own device. What the taste keeps of a history is what is learned from.

use crate::interactions::{Interactions, MOST_AFFINITY, Touch};
use anyhow::{Context, Result};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::exchange;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::MemberId;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::taste;
use guildhall_engine::time::Moment;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Lines are read in pieces of about so many bytes.
const PIECE: usize = 1 << 20;
/// What an event takes in memory, by the bytes of its line: more than enough.
const SPREAD: u64 = 3;
/// The most findings that are kept.
const FINDINGS: usize = 20;

/// What event files held.
#[derive(Debug, Default)]
pub struct Intake {
    /// What is to be learned from.
    pub interactions: Interactions,
    /// Lines that could not be used, the first of them with file, line, reason and remedy.
    pub refused: usize,
    /// Their findings: the file and what is wrong.
    pub findings: Vec<(PathBuf, Finding)>,
    /// How many events there were.
    pub events: usize,
    /// How many members there were, and how many of them do not want to be learned from.
    pub members: usize,
    /// Who want no personal recommendations: nothing is learned from them.
    pub declined: usize,
    /// Things that members did something with and that are no items of the catalogue.
    pub unknown: BTreeSet<String>,
    /// How often the files were read to stay within the memory.
    pub passes: u64,
}

/// Reads the files, as often as is needed to keep no more than `memory` bytes of events at once.
///
/// # Errors
/// When a file cannot be read.
pub fn read(charter: &Charter, catalogue: &Catalogue, files: &[PathBuf], now: Moment, memory: u64) -> Result<Intake> {
    let mut size = 0;
    for file in files {
        size += std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    }
    let passes = (size * SPREAD).div_ceil(memory.max(1)).clamp(1, 64);
    let mut intake = Intake { passes, ..Intake::default() };
    intake.interactions = items(catalogue);
    for pass in 0..passes {
        let mut members: BTreeMap<MemberId, Vec<Event>> = BTreeMap::new();
        let mine = |member: &MemberId| passes == 1 || hash(member.as_str()) % passes == pass;
        for file in files {
            events(
                file,
                |event| {
                    intake.events += usize::from(pass == 0);
                    // Whoever undoes what another did names whose it was.
                    let owner = event.owner.clone().filter(|owner| event.verb == Verb::Undo && *owner != event.member);
                    for member in [Some(event.member.clone()), owner].into_iter().flatten().filter(mine) {
                        let mut event = event.clone();
                        event.note = None;
                        members.entry(member).or_default().push(event);
                    }
                },
                |finding| {
                    if pass == 0 {
                        intake.refused += 1;
                        if intake.findings.len() < FINDINGS {
                            intake.findings.push((file.clone(), finding));
                        }
                    }
                },
            )?;
        }
        for (member, events) in members {
            // Imports record what nobody is named for as acts of the community itself.
            if member.as_str() == charter.file().id.as_str() {
                continue;
            }
            intake.members += 1;
            for event in &events {
                let object = event.object.as_ref().filter(|_| taste::weighs(charter, &event.verb) != 0.0);
                if let Some(object) = object.filter(|object| catalogue.place(object.as_str()).is_none()) {
                    intake.unknown.insert(object.to_string());
                }
            }
            let taste = taste::taste(charter, catalogue, &Ledger::of(member, events), now);
            if !taste.personalised {
                intake.declined += 1;
                continue;
            }
            let touches: Vec<Touch> = taste.history().iter().filter_map(touch).collect();
            if !touches.is_empty() {
                intake.interactions.members.push(touches);
            }
        }
    }
    Ok(intake)
}

fn touch(touch: &taste::Touch) -> Option<Touch> {
    let affinity = (touch.affinity * 1e6).round().min(MOST_AFFINITY as f64) as i64;
    (affinity > 0).then_some(Touch { item: u32::try_from(touch.place).ok()?, affinity })
}

/// The catalogue's items and tags, and nobody yet.
pub fn items(catalogue: &Catalogue) -> Interactions {
    let items = catalogue.items();
    Interactions {
        items: items.iter().map(|item| item.id.to_string()).collect(),
        tags: (0..items.len()).map(|place| catalogue.tags_of(place).to_vec()).collect(),
        tag_count: catalogue.tag_count(),
        members: Vec::new(),
    }
}

/// The FNV hash of a name: which pass a member belongs to.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Reads a file piece by piece; one that is a single JSON document is read whole.
fn events(path: &Path, mut take: impl FnMut(Event), mut refuse: impl FnMut(Finding)) -> Result<()> {
    let failed = || format!("cannot read {}", path.display());
    let mut reader = BufReader::new(File::open(path).with_context(failed)?);
    let mut piece = Vec::with_capacity(PIECE);
    let mut lines = 0;
    loop {
        let longest = exchange::LONGEST_LINE as u64 + 1;
        let read = reader.by_ref().take(longest).read_until(b'\n', &mut piece).with_context(failed)?;
        if lines == 0 && is_document(&piece) {
            reader.read_to_end(&mut piece).with_context(failed)?;
        } else if read as u64 == longest && piece.last() != Some(&b'\n') {
            // The rest of a line that is too long to be an event says no more than its beginning.
            reader.skip_until(b'\n').with_context(failed)?;
            piece.push(b'\n');
        }
        if read > 0 && piece.len() < PIECE && lines > 0 {
            continue;
        }
        let intake = exchange::read_events(&piece);
        intake.events.into_iter().for_each(&mut take);
        let refusals = intake.findings.into_iter().filter(|finding| finding.code != "id-conflict");
        refusals.map(|finding| later(finding, lines)).for_each(&mut refuse);
        lines += piece.iter().filter(|byte| **byte == b'\n').count();
        piece.clear();
        if read == 0 {
            return Ok(());
        }
    }
}

/// Whether the first line begins a document rather than being an event.
fn is_document(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    line.starts_with(b"[") || line == b"{" || line.starts_with(b"{\"events\"")
}

/// A finding of a piece, with the line of the file.
fn later(mut finding: Finding, lines: usize) -> Finding {
    if let Some(rest) = finding.path.strip_prefix("line ") {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Ok(line) = rest[..digits].parse::<usize>() {
            finding.path = format!("line {}{}", line + lines, &rest[digits..]);
        }
    }
    finding
}
