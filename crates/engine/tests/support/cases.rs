//! Runs the language-neutral cases under `tests/cases/`. The files are compiled in, so that a browser can run them too.

use guildhall_engine::attributes::Attributes;
use guildhall_engine::booking::{booking, head_starts};
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::condition::{Condition, JsonDocument};
use guildhall_engine::event::Event;
use guildhall_engine::evidence::{Evidence, Piece, evidence};
use guildhall_engine::finding::Finding;
use guildhall_engine::judge::judge;
use guildhall_engine::ledger::Ledger;
use guildhall_engine::points::movements;
use guildhall_engine::presence::presence;
use guildhall_engine::presets::PRESETS;
use guildhall_engine::shelf::{plain, shelf};
use guildhall_engine::standing::{standing, ways};
use guildhall_engine::taste::taste;
use guildhall_engine::time::{Day, Moment};
use guildhall_engine::timeline::history;
use include_dir::{Dir, include_dir};
use serde_json::{Map, Value, json};

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../tests/cases");

/// Runs every file of a folder and returns how many cases ran and what failed.
pub fn run(folder: &str) -> (usize, Vec<String>) {
    let mut outcome = Outcome::default();
    let dir = CASES.get_dir(folder).unwrap_or_else(|| panic!("there is no folder tests/cases/{folder}"));
    for file in dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "json")) {
        let path = file.path().display().to_string();
        let suite: Value =
            serde_json::from_str(file.contents_utf8().unwrap()).unwrap_or_else(|e| panic!("{path}: {e}"));
        for case in list(&suite, "judge") {
            outcome.check(&path, case, judge_case(&suite, case));
        }
        for case in list(&suite, "standing") {
            outcome.check(&path, case, standing_case(&suite, case));
        }
        for case in list(&suite, "cases") {
            outcome.check(&path, &json!({"name": case[0]}), condition_case(case));
        }
        for case in list(&suite, "documents") {
            outcome.check(&path, case, document_case(case));
        }
    }
    (outcome.ran, outcome.failed)
}

#[derive(Default)]
struct Outcome {
    ran: usize,
    failed: Vec<String>,
}

impl Outcome {
    fn check(&mut self, path: &str, case: &Value, faults: Vec<String>) {
        self.ran += 1;
        let name = case["name"].as_str().unwrap_or("a case without a name");
        self.failed.extend(faults.into_iter().map(|fault| format!("{path}: {name}: {fault}")));
    }
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn charter(suite: &Value, case: &Value) -> Charter {
    let mut document = match suite["preset"].as_str() {
        Some(name) => {
            let preset =
                PRESETS.iter().find(|preset| preset.name == name).unwrap_or_else(|| panic!("no preset {name}"));
            serde_json::from_str(preset.charter).unwrap()
        }
        None => suite["charter"].clone(),
    };
    if let Some(weights) = case["weights"].as_object() {
        for side in ["activity", "contribution"] {
            for term in document["score"][side].as_array_mut().into_iter().flatten() {
                let metric = term["metric"].as_str().unwrap().to_owned();
                term["weight"] = weights[&metric].clone();
            }
        }
    }
    if let Some(change) = case["charter"].as_object() {
        document.as_object_mut().unwrap().extend(change.clone());
    }
    let (charter, findings) = Charter::parse(&document);
    charter.unwrap_or_else(|| panic!("{findings:#?}"))
}

fn judge_case(suite: &Value, case: &Value) -> Vec<String> {
    let charter = charter(suite, case);
    let mut attributes = Attributes::new(&charter);
    for (name, value) in case["metrics"].as_object().into_iter().flatten() {
        let index = charter.metrics().iter().position(|metric| metric.id.as_str() == name);
        attributes.set_metric(index.unwrap_or_else(|| panic!("no metric {name}")), value.as_f64().unwrap());
    }
    attributes.add_up();
    if let Some(score) = case["score"].as_f64() {
        attributes.set_score(score);
    }
    let judgement = judge(&charter, attributes);
    let by_tier = |flags: &[bool]| -> Map<String, Value> {
        charter.tiers().iter().zip(flags).map(|(tier, flag)| (tier.id.to_string(), json!(flag))).collect()
    };
    let unlocked = judgement.benefits.iter().filter(|benefit| benefit.unlocked);
    let missing = judgement.benefits.iter().find(|benefit| benefit.granted && !benefit.unlocked);
    let missing = missing.map(|benefit| {
        let leaves = benefit.unlock.missing().into_iter();
        leaves.map(|leaf| json!({"field": leaf.field, "have": leaf.measure.unwrap().have, "need": leaf.measure.unwrap().need})).collect::<Value>()
    });
    let found = json!({
        "score": judgement.score.total,
        "tier": judgement.tier,
        "unlocked": unlocked.map(|benefit| benefit.id.to_string()).collect::<Vec<_>>(),
        "missing": missing,
        "meets": by_tier(&judgement.meets),
        "keeps": by_tier(&judgement.keeps),
    });
    differences(&case["expect"], &found, "")
}

/// Events in shorthand: `{"on": "2026-01-01", "do": "view", "what": "x", "times": 3, "days": 2}` and the fields of an
/// event under their own names. Times within a day are spread by the minute from noon UTC.
fn events(case: &Value) -> Vec<Event> {
    let mut events = Vec::new();
    let mut n = 0u64;
    for entry in list(case, "events") {
        let first = Day::parse(entry["on"].as_str().unwrap()).unwrap();
        for day in 0..entry["days"].as_i64().unwrap_or(1) {
            for time in 0..entry["times"].as_i64().unwrap_or(1) {
                n += 1;
                let day = first.plus(i32::try_from(day).unwrap());
                let at =
                    Moment(day.start(Default::default()).0 + 43_200_000 + i64::try_from(n % 600).unwrap() * 60_000);
                let mut event = json!({
                    "id": entry.get("id").cloned().unwrap_or_else(|| json!(guildhall_engine::id::EventId::of_name(&n.to_string()))),
                    "at": entry.get("at").cloned().unwrap_or_else(|| json!(at)),
                    "member": entry.get("by").cloned().unwrap_or_else(|| json!("ada")),
                    "verb": entry["do"], "device": "case", "n": n,
                });
                if let Some(what) = entry["what"].as_str() {
                    event["object"] = json!(what.replace("{time}", &time.to_string()).replace("{n}", &n.to_string()));
                }
                for key in ["owner", "value", "source"] {
                    if let Some(value) = entry.get(key) {
                        event[key] = value.clone();
                    }
                }
                events.push(Event::read(&event, "$").unwrap_or_else(|findings| panic!("{event}: {findings:?}")));
            }
        }
    }
    events
}

fn standing_case(suite: &Value, case: &Value) -> Vec<String> {
    let charter = charter(suite, case);
    let mut catalogue = Catalogue::new();
    if let Some(page) = suite.get("catalogue") {
        let (page, findings) = Catalogue::read_page(page);
        catalogue.add(page.unwrap_or_else(|| panic!("{findings:?}")), &charter);
    }
    let ledger = Ledger::of("ada".into(), events(case));
    let now = Moment::parse(case["now"].as_str().unwrap()).unwrap();
    let standing = standing(&charter, &ledger, now);
    let mut found = serde_json::to_value(&standing).unwrap();
    let taste = taste(&charter, &catalogue, &ledger, now);
    let shelf = shelf(&charter, &catalogue, &standing, &taste, None, case["count"].as_u64().unwrap_or(6) as usize);
    let by_id = |list: &Value| -> Value {
        list.as_array()
            .unwrap()
            .iter()
            .map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry.clone()))
            .collect::<Map<_, _>>()
            .into()
    };
    for key in ["metrics", "benefits", "badges", "rewards"] {
        found[key] = by_id(&found[key]);
    }
    found["ways"] = serde_json::to_value(ways(&charter, &catalogue, &ledger, &standing)).unwrap();
    found["movements"] = serde_json::to_value(movements(&charter, &ledger, now)).unwrap();
    found["shelf"] = shelf.picks.iter().map(|pick| pick.item.to_string()).collect();
    found["unlockNext"] = shelf.unlock_next.iter().map(|locked| locked.item.to_string()).collect();
    found["plain"] = serde_json::to_value(plain(&charter, &catalogue, &taste, 2)).unwrap();
    found["taste"] = taste.tags.iter().map(|tag| tag.tag.to_string()).collect();
    found["history"] = serde_json::to_value(history(&charter, &ledger, now)).unwrap();
    let evidence = evidence(&charter, &ledger, now);
    let behind = |write: &dyn Fn(&Piece) -> Value| -> Value {
        let list = |found: &Evidence| found.events.iter().map(write).collect::<Value>();
        evidence.iter().map(|found| (found.metric.to_string(), list(found))).collect::<Map<_, _>>().into()
    };
    found["evidence"] = behind(&|piece| json!([piece.event, piece.added]));
    found["added"] = behind(&|piece| json!(piece.added));
    found["presence"] = json!(presence(&charter, &ledger, Day::default(), now));
    let attributes = Attributes::of_standing(&charter, &standing);
    let bookings = catalogue.activities().iter().map(|activity| {
        let booking = booking(&charter, &standing.benefits, activity, &attributes, now);
        (activity.id.to_string(), json!([booking, head_starts(&charter, &standing.benefits, activity)]))
    });
    found["bookings"] = bookings.collect::<Map<_, _>>().into();
    differences(&case["expect"], &found, "")
}

/// `[name, condition, document, expected, groups?]`
fn condition_case(case: &Value) -> Vec<String> {
    let (condition, _) = Condition::parse(&case[1]);
    let document = JsonDocument { root: &case[2], groups: case[4].as_object() };
    let found = condition.holds(&document);
    let explained = condition.explain(&document).holds();
    let mut faults = Vec::new();
    if Value::Bool(found) != case[3] {
        faults.push(format!("{} gives {found}", case[1]));
    }
    if explained != found {
        faults.push(format!("{} is explained as {explained}", case[1]));
    }
    faults
}

fn document_case(case: &Value) -> Vec<String> {
    let findings: Vec<Finding> = match (case.get("charter"), case.get("catalogue"), case.get("event")) {
        (Some(charter), None, None) => Charter::parse(charter).1,
        (Some(charter), Some(page), None) => {
            let (charter, findings) = Charter::parse(charter);
            let charter = charter.unwrap_or_else(|| panic!("{findings:?}"));
            let (page, mut findings) = Catalogue::read_page(page);
            findings.extend(page.into_iter().flat_map(|page| Catalogue::new().add(page, &charter)));
            findings
        }
        (None, None, Some(event)) => Event::read(event, "$").err().unwrap_or_default(),
        _ => panic!("a document case has a charter, a charter and a catalogue, or an event"),
    };
    let found: Value = findings.iter().map(|finding| json!([finding.code, finding.path])).collect();
    if found == case["findings"] { Vec::new() } else { vec![format!("found {found}, expected {}", case["findings"])] }
}

/// Where what was found differs from what is expected; only what is expected is compared.
fn differences(expected: &Value, found: &Value, path: &str) -> Vec<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(_)) => {
            expected.iter().flat_map(|(key, value)| differences(value, &found[key], &format!("{path}.{key}"))).collect()
        }
        (Value::Number(a), Value::Number(b)) if (a.as_f64().unwrap() - b.as_f64().unwrap()).abs() <= 1e-9 => Vec::new(),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().flat_map(|(at, (a, b))| differences(a, b, &format!("{path}[{at}]"))).collect()
        }
        (expected, found) if expected == found => Vec::new(),
        (expected, found) => vec![format!("{path} is {found}, expected {expected}")],
    }
}
