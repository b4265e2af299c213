//! Every fuzz target on mutated samples, the same ones at every run; a coverage-guided fuzzer goes further.
#![allow(missing_docs)]

use guildhall_engine::presets::PRESETS;
use guildhall_fuzz::TARGETS;
use std::path::{Path, PathBuf};

/// Mutations of each target; together a few seconds.
const ROUNDS: usize = 10_000;
/// Samples longer than this are cut, so that mutations hit something.
const LONGEST: usize = 6_000;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| KINDS.iter().any(|kind| extension == *kind)) {
            found.push(path);
        }
    }
}

/// The texts that import cases read: one, or the lines of one.
fn inputs(input: &serde_json::Value, found: &mut Vec<Vec<u8>>) {
    match input {
        serde_json::Value::String(text) => found.push(text.as_bytes().to_vec()),
        serde_json::Value::Array(lines) => {
            let lines: Vec<&str> = lines.iter().filter_map(serde_json::Value::as_str).collect();
            found.push(lines.join("\n").into_bytes());
        }
        serde_json::Value::Object(files) => files.values().for_each(|file| inputs(file, found)),
        _ => {}
    }
}

/// The kinds of file that are samples.
const KINDS: [&str; 6] = ["json", "ndjson", "csv", "log", "xml", "jsonl"];

/// The cases of the test suite, the presets, and small texts.
fn samples() -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../cases"), &mut paths);
    let mut samples: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let mut parts = Vec::new();
    for sample in &samples {
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(sample) else { continue };
        for list in ["documents", "standing", "cases", "judge"] {
            for case in value[list].as_array().into_iter().flatten() {
                for key in ["charter", "catalogue", "event"] {
                    parts.extend(case.get(key).map(|part| part.to_string().into_bytes()));
                }
                if let (Some(condition), Some(document)) = (case.get(1), case.get(2)) {
                    parts.push(serde_json::json!([condition, document]).to_string().into_bytes());
                }
            }
        }
        inputs(&value["input"], &mut parts);
        parts.extend(value.get("charter").map(|part| part.to_string().into_bytes()));
    }
    samples.extend(parts);
    samples.extend(
        PRESETS.iter().flat_map(|preset| [preset.charter, preset.catalogue]).map(|text| text.as_bytes().to_vec()),
    );
    samples.extend(
        ["2026-03-14T09:26:53.589+08:00", "2026-03-14", "-03:30", "30d", "01890a5d-ac96-774b-bcce-b302099a8057"]
            .map(|t| t.as_bytes().to_vec()),
    );
    let event = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8057","at":"2026-03-14T09:26:53Z","member":"ada","verb":"rate","object":"x","value":4.5,"owner":"bob","source":"import","device":"d","n":7}"#;
    let undo = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8058","at":"2026-03-15T09:26:53Z","member":"ada","verb":"undo","object":"01890a5d-ac96-774b-bcce-b302099a8057","source":"member","device":"d","n":8}"#;
    samples.extend([
        event.as_bytes().to_vec(),
        format!("{event}\n{undo}\n").into_bytes(),
        format!("[{event},{undo}]").into_bytes(),
    ]);
    let mut body = Vec::new();
    let read = guildhall_engine::event::Event::read(&serde_json::from_str(event).unwrap(), "$").unwrap();
    guildhall_store::codec::encode(&read, &mut body).unwrap();
    samples.push(guildhall_store::codec::seal(&body));
    samples.extend(guildhall_fuzz::model::samples());
    samples
}

/// Words that parsers stumble over.
const WORDS: &[&str] = &[
    "null",
    "-1",
    "1e308",
    "-0",
    "1e-400",
    "99999999999999999999",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"$gt\"",
    "\"$or\"",
    "\"$not\"",
    "\u{feff}",
    "\\u0000",
    "\\ud800",
    "\n",
    ",",
    ":",
    "\"undo\"",
    "\"window\"",
    "\"36600d\"",
    "\"per\"",
    "\"day\"",
    "\"id\"",
    "NaN",
    "\u{202e}",
    "[[[[[[[[",
];

fn mutate(sample: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sample[..sample.len().min(LONGEST)].to_vec();
    if sample.len() > LONGEST {
        let start = chance.below(sample.len() - LONGEST / 2);
        bytes = sample[start..(start + LONGEST / 2).min(sample.len())].to_vec();
    }
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 => {
                let end = (at + 1 + chance.below(20)).min(bytes.len());
                bytes.drain(at.min(end)..end);
            }
            2 => {
                bytes.splice(at..at, WORDS[chance.below(WORDS.len())].bytes());
            }
            3 => {
                let from = chance.below(other.len());
                let to = (from + chance.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            4 => bytes.truncate(at),
            _ => {
                let end = (at + chance.below(60)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// Replaces, removes or doubles nodes of a JSON tree, so that what is read is JSON and wrong in its meaning.
fn mutate_tree(sample: &[u8], other: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut tree: serde_json::Value = serde_json::from_slice(sample).ok()?;
    let other: serde_json::Value = serde_json::from_slice(other).unwrap_or_default();
    for _ in 0..=chance.below(3) {
        let mut foreign = &other;
        for _ in 0..chance.below(6) {
            foreign = child(foreign, chance).unwrap_or(foreign);
        }
        let mut node = &mut tree;
        for _ in 0..chance.below(7) {
            let size = node.as_array().map(Vec::len).or(node.as_object().map(serde_json::Map::len)).unwrap_or(0);
            if size == 0 {
                break;
            }
            let at = chance.below(size);
            node = match node {
                serde_json::Value::Array(items) => &mut items[at],
                serde_json::Value::Object(map) => map.values_mut().nth(at).unwrap(),
                _ => break,
            };
        }
        match chance.below(4) {
            0 => *node = serde_json::from_str(WORDS[chance.below(WORDS.len())]).unwrap_or_default(),
            1 => *node = foreign.clone(),
            2 => {
                if let serde_json::Value::Array(items) = node {
                    items.extend(items.clone());
                } else if let serde_json::Value::Object(map) = node {
                    let key = map.keys().nth(chance.below(map.len())).cloned();
                    key.and_then(|key| map.shift_remove(&key));
                }
            }
            _ => *node = serde_json::json!(chance.below(1 << 40) as f64 / 1e3 - 1e6),
        }
    }
    Some(tree.to_string().into_bytes())
}

fn child<'v>(value: &'v serde_json::Value, chance: &mut Chance) -> Option<&'v serde_json::Value> {
    match value {
        serde_json::Value::Array(items) => items.get(chance.below(items.len())),
        serde_json::Value::Object(map) => map.values().nth(chance.below(map.len())),
        _ => None,
    }
}

#[test]
fn no_mutated_sample_breaks_a_target() {
    let samples = samples();
    let mut chance = Chance(7);
    for (name, target) in TARGETS {
        for sample in &samples {
            target(sample);
        }
        for round in 0..ROUNDS {
            let sample = &samples[chance.below(samples.len())];
            let other = &samples[chance.below(samples.len())];
            let tree = if round % 2 == 0 { mutate_tree(sample, other, &mut chance) } else { None };
            let input = tree.unwrap_or_else(|| mutate(sample, other, &mut chance));
            let outcome = std::panic::catch_unwind(|| target(&input));
            assert!(outcome.is_ok(), "{name} broke in round {round} on:\n{}", String::from_utf8_lossy(&input));
        }
    }
}
