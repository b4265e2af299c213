//! What the reference server keeps: events in the order in which they came, and who may see them.

use anyhow::{Context, Result, bail};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, hash_map::RandomState},
    fs::{self, File, OpenOptions},
    hash::{BuildHasher, Hasher},
    io::Write,
    path::Path,
};

/// All places of one server.
///
/// One lock is around it, and with it around the sequence: an event has its number before any reader can see a later one.
/// That is all it takes for a cursor that overlooks nothing.
pub struct Hall {
    /// Names this sequence; a cursor of another one is lost.
    epoch: String,
    places: HashMap<Key, Place>,
    file: Option<File>,
}

/// A place of one member; every member has their own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The path in front of `/events`.
    pub place: String,
    /// Who signed in.
    pub user: String,
}

#[derive(Default)]
struct Place {
    events: Vec<Value>,
    known: HashMap<EventId, usize>,
}

/// A page of events.
pub struct Page {
    /// The events.
    pub events: Vec<Value>,
    /// Where the next page begins.
    pub cursor: String,
    /// Nothing came after it when it was read.
    pub done: bool,
}

impl Hall {
    /// In memory, or in a file of one line for the epoch and one for each event.
    pub fn open(file: Option<&Path>) -> Result<Hall> {
        let mut hall = Hall { epoch: chance(), places: HashMap::new(), file: None };
        let Some(path) = file else { return Ok(hall) };
        let text = if path.is_file() { fs::read_to_string(path)? } else { String::new() };
        // A line that was not finished was not acknowledged.
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let file = OpenOptions::new().create(true).append(true).open(path);
        let mut file = file.with_context(|| format!("cannot write `{}`", path.display()))?;
        file.set_len(whole as u64)?;
        let mut lines = text.get(..whole).unwrap_or_default().lines();
        match lines.next() {
            Some(first) => hall.epoch = epoch(first).with_context(|| odd(path, 1))?,
            None => writeln!(file, "{}", json!({ "epoch": hall.epoch }))?,
        }
        for (at, line) in lines.enumerate() {
            hall.load(line).with_context(|| odd(path, at + 2))?;
        }
        hall.file = Some(file);
        Ok(hall)
    }

    fn load(&mut self, line: &str) -> Result<()> {
        let line: Value = serde_json::from_str(line)?;
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let Ok(event) = Event::read(&line["event"], "event") else { bail!("not an event") };
        let key = Key { place: text("place"), user: text("user") };
        self.places.entry(key).or_default().keep(event.id, line["event"].clone());
        Ok(())
    }

    /// Takes events, with one outcome for each; all that are stored are on the disk before this returns.
    pub fn append(&mut self, key: &Key, events: Vec<Value>) -> Result<Vec<Value>> {
        let place = self.places.entry(key.clone()).or_default();
        let mut lines = String::new();
        let mut fresh: HashMap<EventId, Value> = HashMap::new();
        let mut order = Vec::new();
        let mut outcomes = Vec::with_capacity(events.len());
        for value in events {
            let id = value["id"].clone();
            let event = match Event::read(&value, "event") {
                Ok(event) => event,
                Err(findings) => {
                    let finding = findings.into_iter().next();
                    let (code, message) = finding.map_or_else(Default::default, |f| (f.code.to_string(), f.message));
                    outcomes.push(json!({ "id": id, "outcome": "rejected", "code": code, "message": message }));
                    continue;
                }
            };
            let known = place.known.contains_key(&event.id) || fresh.contains_key(&event.id);
            outcomes.push(json!({ "id": id, "outcome": if known { "duplicate" } else { "stored" } }));
            if !known {
                if self.file.is_some() {
                    lines += &json!({ "place": key.place, "user": key.user, "event": value }).to_string();
                    lines.push('\n');
                }
                order.push(event.id);
                fresh.insert(event.id, value);
            }
        }
        if let Some(file) = self.file.as_mut().filter(|_| !lines.is_empty()) {
            file.write_all(lines.as_bytes())?;
            file.sync_data()?;
        }
        for id in order {
            if let Some(value) = fresh.remove(&id) {
                place.keep(id, value);
            }
        }
        Ok(outcomes)
    }

    /// The events after a cursor; nothing if the cursor means nothing here.
    pub fn since(&self, key: &Key, cursor: Option<&str>, limit: usize) -> Option<Page> {
        let empty = Place::default();
        let place = self.places.get(key).unwrap_or(&empty);
        let from = match cursor {
            None => 0,
            Some(cursor) => {
                let (number, last) = cursor.strip_prefix(&self.epoch)?.strip_prefix('-')?.split_once('-')?;
                let number = number.parse().ok()?;
                if place.last(number) != last {
                    return None;
                }
                number
            }
        };
        let rest = place.events.get(from..)?;
        let events = rest.get(..limit).unwrap_or(rest);
        let to = from + events.len();
        Some(Page {
            events: events.to_vec(),
            // After a restore from an old copy a number comes again, for another event, and the file still has its epoch.
            cursor: format!("{}-{to}-{}", self.epoch, place.last(to)),
            done: events.len() == rest.len(),
        })
    }

    /// Those of the named events that are here.
    pub fn find(&self, key: &Key, ids: &[EventId]) -> Vec<Value> {
        let Some(place) = self.places.get(key) else { return Vec::new() };
        ids.iter().filter_map(|id| place.events.get(*place.known.get(id)?).cloned()).collect()
    }
}

impl Place {
    /// The id of the event that has a number, counted from 1; nothing where there is none.
    fn last(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|at| self.events.get(at)?["id"].as_str()).unwrap_or_default()
    }

    fn keep(&mut self, id: EventId, event: Value) {
        self.known.insert(id, self.events.len());
        self.events.push(event);
    }
}

fn epoch(line: &str) -> Result<String> {
    let line: Value = serde_json::from_str(line)?;
    Ok(line["epoch"].as_str().context("the first line names no epoch")?.to_owned())
}

fn odd(path: &Path, line: usize) -> String {
    format!("line {line} of `{}` was not written by this server; choose another file", path.display())
}

/// Something nobody guesses: the standard library's hasher is keyed by the system's randomness.
pub fn chance() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(n: u64) -> Value {
        let id = EventId::of_name(&n.to_string());
        json!({ "id": id.to_string(), "at": "2026-01-01T00:00:00Z", "member": "ada", "verb": "login", "device": "d", "n": n })
    }

    fn key() -> Key {
        Key { place: String::new(), user: "ada".into() }
    }

    fn outcomes(hall: &mut Hall, events: Vec<Value>) -> Vec<String> {
        let outcomes = hall.append(&key(), events).unwrap();
        outcomes.iter().map(|outcome| outcome["outcome"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn a_file_brings_everything_back_but_an_unfinished_line() {
        let file = std::env::temp_dir().join(format!("guildhall-hall-{}.ndjson", std::process::id()));
        let _ = fs::remove_file(&file);
        let mut hall = Hall::open(Some(&file)).unwrap();
        assert_eq!(
            outcomes(&mut hall, vec![event(1), event(2), event(1), json!({})]),
            ["stored", "stored", "duplicate", "rejected"]
        );
        let cursor = hall.since(&key(), None, 1).unwrap().cursor;
        drop(hall);
        OpenOptions::new().append(true).open(&file).unwrap().write_all(b"{\"place\":\"\",\"us").unwrap();
        let mut hall = Hall::open(Some(&file)).unwrap();
        let page = hall.since(&key(), Some(&cursor), 10).unwrap();
        assert_eq!((page.events, page.done), (vec![event(2)], true), "a cursor goes on in the reopened file");
        assert_eq!(outcomes(&mut hall, vec![event(2), event(3)]), ["duplicate", "stored"]);
        assert!(
            Hall::open(None).unwrap().since(&key(), Some(&cursor), 10).is_none(),
            "a cursor of another hall is lost"
        );
        drop(hall);
        assert_eq!(Hall::open(Some(&file)).unwrap().since(&key(), None, 10).unwrap().events.len(), 3);
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn a_cursor_from_before_a_restore_is_lost_even_when_its_number_comes_again() {
        let file = std::env::temp_dir().join(format!("guildhall-restored-{}.ndjson", std::process::id()));
        let copy = file.with_extension("copy");
        let _ = fs::remove_file(&file);
        let mut hall = Hall::open(Some(&file)).unwrap();
        let empty = hall.since(&key(), None, 10).unwrap().cursor;
        outcomes(&mut hall, vec![event(1), event(2)]);
        let kept = hall.since(&key(), None, 10).unwrap().cursor;
        fs::copy(&file, &copy).unwrap();
        outcomes(&mut hall, vec![event(3), event(4)]);
        let lost = hall.since(&key(), None, 10).unwrap().cursor;
        drop(hall);
        fs::rename(&copy, &file).unwrap();
        let mut hall = Hall::open(Some(&file)).unwrap();
        assert!(hall.since(&key(), Some(&lost), 10).is_none(), "its event is not there any more");
        outcomes(&mut hall, vec![event(5), event(6), event(7)]);
        assert!(hall.since(&key(), Some(&lost), 10).is_none(), "its number is another event's");
        for (cursor, left) in [(&kept, 3), (&empty, 5)] {
            assert_eq!(hall.since(&key(), Some(cursor), 10).unwrap().events.len(), left, "{cursor}");
        }
        drop(hall);
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn members_do_not_see_each_other() {
        let mut hall = Hall::open(None).unwrap();
        hall.append(&key(), vec![event(1)]).unwrap();
        let other = Key { place: String::new(), user: "grace".into() };
        assert!(hall.since(&other, None, 10).unwrap().events.is_empty());
        assert!(hall.find(&other, &[EventId::of_name("1")]).is_empty());
        assert_eq!(hall.find(&key(), &[EventId::of_name("1"), EventId::of_name("2")]), [event(1)]);
    }
}
