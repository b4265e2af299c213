//! A community's folder: its charter, its catalogue and its events, read with everything that is wrong with them.

use crate::files;
use crate::findings::{self, Source};
use anyhow::{Result, bail};
use guildhall_engine::catalogue::{Catalogue, CatalogueFile};
use guildhall_engine::charter::Charter;
use guildhall_engine::event::Event;
use guildhall_engine::exchange::{self, Intake};
use guildhall_engine::finding::{Finding, fatal};
use guildhall_engine::id::{EventId, MemberId};
use guildhall_engine::ledger::Ledger;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// The name of the charter in a community's folder.
pub const CHARTER: &str = "charter.json";
/// The name of the catalogue's first page.
pub const CATALOGUE: &str = "catalogue.json";
/// The name of the file that imports write.
pub const EVENTS: &str = "events.ndjson";

/// Reads a charter with its findings.
///
/// # Errors
/// When the file cannot be read.
pub fn read_charter(path: &Path, name: &str) -> Result<(Option<Charter>, Source)> {
    let bytes = files::read(path)?;
    let (text, fault) = text(&bytes);
    let (charter, findings) = match fault {
        Some(fault) => (None, vec![fault]),
        None => Charter::parse_text(&text),
    };
    Ok((charter, Source { name: name.to_owned(), text, findings }))
}

/// The text of a document, and the finding where it is not UTF-8; what is not is replaced, so that it can be shown.
fn text(bytes: &[u8]) -> (String, Option<Finding>) {
    let Err(error) = std::str::from_utf8(bytes) else { return (String::from_utf8_lossy(bytes).into_owned(), None) };
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = good.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    let place = format!("line {line}, column {column}");
    let finding = Finding::error("not-utf8", place, "the file is not UTF-8 from here on", "save it as UTF-8");
    (String::from_utf8_lossy(bytes).into_owned(), Some(finding))
}

/// A page of a catalogue with its findings.
pub struct Page {
    /// The page, if it could be read at all.
    pub file: Option<CatalogueFile>,
    /// Its text and findings.
    pub source: Source,
}

/// Reads a catalogue's first page and the pages it names; `name` names the first page for people.
///
/// # Errors
/// When the first page cannot be read; a further page that cannot be read is a finding.
pub fn read_pages(first: &Path, name: &str) -> Result<Vec<Page>> {
    let folder = first.parent().unwrap_or(Path::new(""));
    let shown = Path::new(name).parent().unwrap_or(Path::new(""));
    let mut pages: Vec<Page> = Vec::new();
    let mut seen = BTreeSet::from([first.to_path_buf()]);
    // A page waits with the page that names it and its place there.
    let mut waiting = VecDeque::from([(first.to_path_buf(), name.to_owned(), None::<(usize, usize)>)]);
    while let Some((path, name, named_by)) = waiting.pop_front() {
        let bytes = match (files::read(&path), named_by) {
            (Ok(bytes), _) => bytes,
            (Err(error), None) => return Err(error),
            (Err(error), Some((page, at))) => {
                if let Some(page) = pages.get_mut(page) {
                    let message = format!("the page `{name}` cannot be used: {error:#}");
                    let remedy = "add the file beside this one, or remove it from `pages`";
                    page.source.findings.push(Finding::error(
                        "page-missing",
                        format!("$.pages[{at}]"),
                        message,
                        remedy,
                    ));
                }
                continue;
            }
        };
        let (text, fault) = text(&bytes);
        let (file, mut findings) = match fault {
            Some(fault) => (None, vec![fault]),
            None => Catalogue::read_page_text(&text),
        };
        for (at, further) in file.iter().flat_map(|file| file.pages.iter().enumerate()) {
            let place = format!("$.pages[{at}]");
            if further.is_empty()
                || further.starts_with('/')
                || further.contains(['\\', ':', '?', '#'])
                || further.split('/').any(|part| part == "..")
            {
                let remedy = "name a file in the same folder or below it, such as `catalogue-2.json`";
                findings.push(Finding::error(
                    "bad-page",
                    place,
                    format!("`{further}` is not a path inside the community"),
                    remedy,
                ));
            } else if seen.insert(folder.join(&**further)) {
                waiting.push_back((
                    folder.join(&**further),
                    shown.join(&**further).display().to_string(),
                    Some((pages.len(), at)),
                ));
            } else {
                findings.push(Finding::warning(
                    "repeated-page",
                    place,
                    format!("the page `{further}` is named twice"),
                    "remove one",
                ));
            }
        }
        pages.push(Page { file, source: Source { name, text, findings } });
    }
    Ok(pages)
}

/// Puts pages together and adds to each what does not fit the charter or the pages before it.
pub fn gather(charter: &Charter, pages: &mut [Page]) -> Catalogue {
    let mut catalogue = Catalogue::new();
    for page in pages {
        if let Some(file) = page.file.take() {
            page.source.findings.extend(catalogue.add(file, charter));
        }
    }
    catalogue
}

/// The event files of a community's folder: `events*.ndjson`.
///
/// # Errors
/// When the folder cannot be read.
pub fn event_files(folder: &Path) -> Result<Vec<PathBuf>> {
    files::list(folder, |name| name.starts_with("events") && name.ends_with(".ndjson"))
}

/// A community ready to be asked.
pub struct Community {
    /// The rules.
    pub charter: Charter,
    /// Every event once, by id.
    pub events: BTreeMap<EventId, Event>,
}

impl Community {
    /// Reads the charter and the events of a folder. What cannot be used of the event files is counted on standard error.
    ///
    /// # Errors
    /// When the charter cannot be used (its findings are shown first) or a file cannot be read.
    pub fn open(folder: &Path, charter: Option<&Path>, event_files: &[PathBuf]) -> Result<Community> {
        let charter = usable_charter(folder, charter)?;
        Ok(Community { charter, events: read_events(folder, event_files)? })
    }

    /// Everyone who acted or whose work others acted on, in the order of their ids.
    ///
    /// Imports record what nobody is named for, such as a sum of votes, as acts of the community itself, under the
    /// charter's id; the community is not its own member.
    pub fn members(&self) -> BTreeSet<&MemberId> {
        let all = self.events.values().flat_map(|event| [Some(&event.member), event.owner.as_ref()]).flatten();
        all.filter(|member| member.as_str() != self.charter.file().id.as_str()).collect()
    }

    /// The ledger of every member.
    pub fn ledgers(&self) -> Vec<Ledger> {
        let mut events: BTreeMap<&MemberId, Vec<&Event>> =
            self.members().into_iter().map(|member| (member, Vec::new())).collect();
        let mut sorted: Vec<&Event> = self.events.values().collect();
        sorted.sort_by_key(|event| (event.at, event.id));
        for event in sorted {
            let owner = event.owner.as_ref().filter(|owner| **owner != event.member);
            for member in [Some(&event.member), owner].into_iter().flatten() {
                if let Some(events) = events.get_mut(member) {
                    events.push(event);
                }
            }
        }
        let ledger =
            |(member, events): (&MemberId, Vec<&Event>)| Ledger::of(member.clone(), events.into_iter().cloned());
        events.into_iter().map(ledger).collect()
    }

    /// The ledger of one member.
    ///
    /// # Errors
    /// When no event concerns the member; similar ids are named.
    pub fn ledger(&self, member: &str) -> Result<Ledger> {
        let ledger = Ledger::of(member.into(), concerning(self.events.values(), member).into_iter().cloned());
        if ledger.entries().is_empty() {
            let known = self.members();
            let meant = guildhall_engine::finding::closest(member, known.iter().map(|id| id.as_str()));
            let remedy = meant.map_or_else(
                || format!("there are events of {} members", known.len()),
                |id| format!("did you mean `{id}`?"),
            );
            bail!("no event concerns the member `{member}`; {remedy}");
        }
        Ok(ledger)
    }
}

/// The events that a member did or that others did to the member's work.
pub fn concerning<'e>(events: impl IntoIterator<Item = &'e Event>, member: &str) -> Vec<&'e Event> {
    let owns = |event: &Event| event.owner.as_ref().is_some_and(|owner| owner.as_str() == member);
    events.into_iter().filter(|event| event.member.as_str() == member || owns(event)).collect()
}

/// The charter of a folder, or the one given instead.
///
/// # Errors
/// When it cannot be used; its findings are shown on standard error first.
pub fn usable_charter(folder: &Path, instead: Option<&Path>) -> Result<Charter> {
    let path = instead.map_or_else(|| folder.join(CHARTER), Path::to_path_buf);
    if !path.exists() {
        bail!("there is no charter at {}; `guildhall init` writes one, `--charter FILE` names another", path.display());
    }
    let (charter, source) = read_charter(&path, &path.display().to_string())?;
    if let Some(charter) = charter {
        return Ok(charter);
    }
    findings::render(&mut anstream::stderr().lock(), &source, usize::MAX)?;
    bail!(
        "{} cannot be used: {} errors",
        path.display(),
        source.findings.iter().filter(|f| fatal(std::slice::from_ref(f))).count()
    )
}

/// The events of a folder's files, or of the files given instead, each once. What cannot be used is counted on standard
/// error.
///
/// # Errors
/// When there is no such file, or one cannot be read.
pub fn read_events(folder: &Path, instead: &[PathBuf]) -> Result<BTreeMap<EventId, Event>> {
    let found = if instead.is_empty() { event_files(folder)? } else { instead.to_vec() };
    if found.is_empty() {
        bail!("there are no event files (events*.ndjson) in {}; `guildhall import` writes one", folder.display());
    }
    let mut events = BTreeMap::new();
    for path in found {
        let Intake { events: read, refused, lines, .. } = exchange::read_events(&files::read(&path)?);
        if refused > 0 {
            anstream::eprintln!(
                "{}warning{}: {}: {refused} of {lines} events cannot be used; `guildhall check {}` shows why",
                findings::WARNING.render(),
                findings::WARNING.render_reset(),
                path.display(),
                path.display()
            );
        }
        merge(&mut events, read);
    }
    Ok(events)
}

/// Adds events to those known by id. Of two different events with one id the lesser stays, as in a ledger. Returns how
/// many were new.
pub fn merge(known: &mut BTreeMap<EventId, Event>, events: Vec<Event>) -> usize {
    let before = known.len();
    for event in events {
        match known.entry(event.id) {
            std::collections::btree_map::Entry::Vacant(place) => drop(place.insert(event)),
            std::collections::btree_map::Entry::Occupied(mut place) if event < *place.get() => {
                drop(place.insert(event))
            }
            std::collections::btree_map::Entry::Occupied(_) => {}
        }
    }
    known.len() - before
}
