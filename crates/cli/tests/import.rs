//! Runs every case of `tests/cases/import`.

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{folder, guildhall, read, write};

#[test]
fn every_case_comes_out_as_written() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/import");
    let mut names: Vec<String> =
        std::fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".json"));
    assert!(names.len() >= 10, "only {} cases", names.len());
    for name in names {
        let case: Value = serde_json::from_str(&read(&cases, &name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        run(&name, &case);
    }
}

fn run(name: &str, case: &Value) {
    let place = folder();
    let place = place.path();
    let input = case["file"].as_str().unwrap_or("input");
    let lines: Vec<&str> = case["input"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    write(place, input, &lines.join("\n"));
    std::fs::create_dir_all(place.join("hall")).unwrap();
    for (file, content) in case["beside"].as_object().into_iter().flatten() {
        let text = content.as_str().map_or_else(|| content.to_string(), str::to_owned);
        write(&place.join("hall"), file, &text);
    }
    let mut arguments = vec!["import"];
    arguments.extend(case["import"].as_array().unwrap().iter().map(|argument| argument.as_str().unwrap()));
    arguments.extend([input, "--out", "hall"]);
    let wanted = i32::try_from(case["exit"].as_i64().unwrap_or(0)).unwrap();

    let ran = guildhall(place, &arguments);
    assert_eq!(ran.code, wanted, "{name}: {}", ran.err);
    let mut rest = ran.err.as_str();
    for piece in case["report"].as_array().unwrap() {
        let piece = piece.as_str().unwrap();
        let at = rest
            .find(piece)
            .unwrap_or_else(|| panic!("{name}: `{piece}` is not (or not in this place) in\n{}", ran.err));
        rest = &rest[at + piece.len()..];
    }
    if wanted != 0 {
        assert!(!place.join("hall/events.ndjson").exists(), "{name}: something was written");
        return;
    }
    assert_eq!(normal(events(place)), normal(case["events"].as_array().unwrap().clone()), "{name}");
    if let Some(items) = case.get("items") {
        let catalogue: Value = serde_json::from_str(&read(place, "hall/catalogue.json")).unwrap();
        assert_eq!(catalogue["items"], *items, "{name}");
    }
    if place.join("hall/charter.json").exists() {
        guildhall(place, &["check", "hall"]).expect(0);
    }

    let before = read(place, "hall/events.ndjson");
    let again = guildhall(place, &arguments).expect(0);
    assert!(again.err.contains(": 0 new events"), "{name}: {}", again.err);
    assert_eq!(read(place, "hall/events.ndjson"), before, "{name}: importing twice changed something");
}

fn events(place: &Path) -> Vec<Value> {
    read(place, "hall/events.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Without ids and numbers; events of the same moment have no order of their own.
fn normal(mut events: Vec<Value>) -> Vec<String> {
    let mut by_moment: Vec<(String, String)> = events
        .iter_mut()
        .map(|event| {
            let fields = event.as_object_mut().unwrap();
            fields.remove("id");
            fields.remove("n");
            let mut keys: Vec<_> = fields.iter().collect();
            keys.sort_by_key(|(key, _)| key.as_str());
            (fields["at"].to_string(), json!(keys).to_string())
        })
        .collect();
    by_moment.sort();
    by_moment.into_iter().map(|(_, event)| event).collect()
}

#[test]
fn the_numbers_of_a_device_have_no_gaps() {
    let place = folder();
    let place = place.path();
    write(place, "one.csv", "at,member,verb\n2026-01-03,a,login\n2026-01-01,a,login\n");
    write(place, "two.csv", "at,member,verb\n2026-01-02,a,login\n2026-01-01,a,login\n");
    guildhall(place, &["import", "csv", "one.csv", "--out", "."]).expect(0);
    guildhall(place, &["import", "csv", "two.csv", "--out", "."]).expect(0);
    let all: Vec<Value> =
        read(place, "events.ndjson").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers: Vec<_> =
        all.iter().map(|event| (event["at"].as_str().unwrap(), event["n"].as_u64().unwrap())).collect();
    assert_eq!(numbers, [("2026-01-01T00:00:00Z", 1), ("2026-01-02T00:00:00Z", 3), ("2026-01-03T00:00:00Z", 2)]);
}

#[test]
fn events_that_cannot_be_read_are_never_overwritten() {
    let place = folder();
    let place = place.path();
    write(place, "events.ndjson", "precious but broken\n");
    write(place, "one.csv", "at,member,verb\n2026-01-03,a,login\n");
    let ran = guildhall(place, &["import", "csv", "one.csv", "--out", "."]).expect(2);
    assert!(ran.err.contains("events.ndjson has 1 line"), "{}", ran.err);
    assert_eq!(read(place, "events.ndjson"), "precious but broken\n");
}

#[test]
fn a_charter_that_is_there_is_kept_and_a_catalogue_is_replaced_only_by_force() {
    let place = folder();
    let place = place.path();
    let row = |title: &str| {
        format!(
            "<posts>\n<row Id=\"1\" PostTypeId=\"1\" CreationDate=\"2020-01-01\" OwnerUserId=\"1\" Title=\"{title}\" Score=\"3\" />\n</posts>"
        )
    };
    write(place, "dump/Posts.xml", &row("One"));
    let import = ["import", "stackexchange", "dump", "--out", "hall"];
    guildhall(place, &import).expect(0);
    let charter = read(place, "hall/charter.json");
    assert_eq!(serde_json::from_str::<Value>(&charter).unwrap()["id"], "dump");
    let mine = charter.replace("\"weight\": 5", "\"weight\": 6");
    assert_ne!(charter, mine);
    write(place, "hall/charter.json", &mine);
    write(place, "dump/Posts.xml", &row("Another title"));
    guildhall(place, &import).expect(2);
    guildhall(place, &[&import[..], &["--force"]].concat()).expect(0);
    assert_eq!(read(place, "hall/charter.json"), mine);
    assert!(read(place, "hall/catalogue.json").contains("Another title"));
}

#[test]
fn a_newer_dump_replaces_the_scores_of_an_older_one() {
    let place = folder();
    let place = place.path();
    let row = |score: u32| {
        format!(
            "<row Id=\"1\" PostTypeId=\"1\" CreationDate=\"2020-01-01\" OwnerUserId=\"1\" Title=\"One\" Score=\"{score}\" />\n"
        )
    };
    for score in [3, 8] {
        write(place, "dump/Posts.xml", &row(score));
        guildhall(place, &["import", "stackexchange", "dump", "--out", "hall"]).expect(0);
    }
    let standing = guildhall(place, &["standing", "hall", "--member", "u1", "--format", "json"]).expect(0).json();
    let votes = standing["standing"]["metrics"]
        .as_array()
        .unwrap()
        .iter()
        .find(|metric| metric["id"] == "votes")
        .unwrap()
        .clone();
    assert_eq!(votes["value"], 8.0);
}
