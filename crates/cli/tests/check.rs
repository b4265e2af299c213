//! `guildhall check` and `guildhall init`: what is written is sound, what is not is named with its place.

mod support;

use support::{folder, guildhall, read, write};

#[test]
fn every_preset_is_written_and_sound() {
    let place = folder();
    let place = place.path();
    let list = guildhall(place, &["init", "--list"]).expect(0).out;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"article") && names.contains(&"discourse-trust") && names.len() >= 8, "{list}");
    for name in names {
        guildhall(place, &["init", "--preset", name, "--dir", name]).expect(0);
        assert!(read(place, &format!("{name}/README.md")).contains(&format!("`{name}`")));
        guildhall(place, &["check", name, "--strict"]).expect(0);
    }
}

#[test]
fn nothing_is_overwritten_without_being_told_to() {
    let place = folder();
    let place = place.path();
    write(place, "hall/README.md", "mine");
    let refused = guildhall(place, &["init", "--preset", "article", "--dir", "hall"]).expect(2);
    assert!(refused.err.contains("README.md exists already") && refused.err.contains("--force"), "{}", refused.err);
    assert!(!place.join("hall/charter.json").exists());
    guildhall(place, &["init", "--preset", "article", "--dir", "hall", "--force"]).expect(0);
    assert_ne!(read(place, "hall/README.md"), "mine");
    let unknown = guildhall(place, &["init", "--preset", "artcle"]).expect(2);
    assert!(unknown.err.contains("did you mean `article`?"), "{}", unknown.err);
}

const CHARTER: &str = r#"{
  "guildhall": 1, "id": "hall", "name": "Hall", "languages": ["en", "zh"],
  "metrics": {"logins": {"count": ["login"]}},
  "score": {"activity": [
    {"metric": "logns", "weight": 1}
  ]},
  "tiers": [{"id": "all", "name": "All"}]
}
"#;

const CATALOGUE: &str = r#"{"guildhall": 1, "community": "hall", "items": []}"#;

#[test]
fn a_charter_without_a_catalogue_is_warned_of_with_what_to_write() {
    let place = folder();
    let place = place.path();
    write(place, "hall/charter.json", &CHARTER.replace("logns", "logins"));
    let shown = guildhall(place, &["check", "hall"]).expect(0).out;
    assert!(shown.contains("warning[catalogue-missing]: there is no catalogue.json"), "{shown}");
    assert!(shown.contains(&format!("write hall/catalogue.json with `{CATALOGUE}`")), "{shown}");
    guildhall(place, &["check", "hall", "--strict"]).expect(1);
    write(place, "hall/catalogue.json", CATALOGUE);
    guildhall(place, &["check", "hall", "--strict"]).expect(0);
}

#[test]
fn a_finding_is_shown_at_its_line_with_a_remedy() {
    let place = folder();
    let place = place.path();
    write(place, "hall/charter.json", CHARTER);
    write(place, "hall/catalogue.json", CATALOGUE);
    let shown = guildhall(place, &["check", "hall"]).expect(1).out;
    let expected = "\
error[unknown-metric]: there is no metric `logns`
 --> hall/charter.json:5:16
  |
5 |     {\"metric\": \"logns\", \"weight\": 1}
  |                ^^^^^^^
  = at: $.score.activity[0].metric
  = help: did you mean `logins`?

checked hall/charter.json, hall/catalogue.json
1 error, 0 warnings
";
    assert_eq!(shown, expected);
    let report = guildhall(place, &["check", "hall", "--json"]).expect(1).json();
    assert_eq!((report["errors"].as_u64(), report["warnings"].as_u64()), (Some(1), Some(0)));
    let finding = &report["findings"][0];
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(5), Some(16)));
    assert_eq!(finding["code"], "unknown-metric");
}

#[test]
fn broken_json_is_shown_at_its_line() {
    let place = folder();
    let place = place.path();
    write(place, "charter.json", "{\n  \"guildhall\": 1,\n  \"id\": hall\n}\n");
    let shown = guildhall(place, &["check", "charter.json"]).expect(1).out;
    assert!(
        shown.contains("error[not-json]") && shown.contains("--> charter.json:3:9") && shown.contains("  \"id\": hall"),
        "{shown}"
    );
}

#[test]
fn a_document_that_is_not_utf8_is_a_finding_and_the_others_are_checked() {
    let place = folder();
    let place = place.path();
    std::fs::write(place.join("charter.json"), b"{\n \"id\": \"caf\xe9\"}").unwrap();
    write(place, "catalogue.json", "{");
    let shown = guildhall(place, &["check", "."]).expect(1).out;
    assert!(shown.contains("error[not-utf8]") && shown.contains("--> ./charter.json:2:12"), "{shown}");
    assert!(shown.contains("--> ./catalogue.json:1:"), "{shown}");
}

#[test]
fn all_pages_of_a_catalogue_and_their_texts_are_checked() {
    let place = folder();
    let place = place.path();
    write(place, "charter.json", &CHARTER.replace("logns", "logins"));
    let first = r#"{"guildhall": 1, "community": "hall", "pages": ["more.json", "gone.json", "../outside.json", "more.json"],
        "items": [{"id": "one", "title": "One", "text": true}, {"id": "two", "title": "Two", "text": true, "languages": ["en"]}]}"#;
    write(place, "catalogue.json", first);
    write(
        place,
        "more.json",
        r#"{"guildhall": 1, "community": "hall", "items": [{"id": "one", "title": "Once more"}]}"#,
    );
    write(place, "texts/en/one.md", "One.");
    write(place, "texts/en/two.json", "[]");
    write(place, "texts/en/three.md", "Three.");
    let report = guildhall(place, &["check", ".", "--json"]).expect(1).json();
    let mut found: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            format!(
                "{} {} {}",
                finding["file"].as_str().unwrap(),
                finding["code"].as_str().unwrap(),
                finding["path"].as_str().unwrap()
            )
        })
        .collect();
    found.sort();
    let expected = [
        "./catalogue.json bad-page $.pages[2]",
        "./catalogue.json page-missing $.pages[1]",
        "./catalogue.json repeated-page $.pages[3]",
        "./catalogue.json stray-text ",
        "./catalogue.json text-missing $.items[0].id",
        "./more.json duplicate-id $.items[0].id",
    ];
    assert_eq!(found, expected);
}

#[test]
fn event_files_are_checked_line_by_line_and_against_the_charter() {
    let place = folder();
    let place = place.path();
    write(place, "charter.json", &CHARTER.replace("logns", "logins"));
    write(place, "catalogue.json", CATALOGUE);
    let event = |id: u32, verb: &str, at: &str| {
        format!(
            "{{\"id\": \"01890a5d-ac96-774b-bcce-{id:012}\", \"at\": \"{at}\", \"member\": \"ada\", \"verb\": \"{verb}\"}}\n"
        )
    };
    let lines = [
        event(1, "login", "2026-03-14T09:00:00Z"),
        event(2, "logn", "2026-03-14T09:00:00Z"),
        event(3, "login", "9000-03-14T09:00:00Z"),
        event(4, "login", "soon"),
        event(1, "login", "2026-03-14T09:00:00Z"),
    ];
    write(place, "events-1.ndjson", &lines.concat());
    let shown = guildhall(place, &["check", "."]).expect(1).out;
    for piece in [
        "--> ./events-1.ndjson:4:54",
        "1 event with the verb `logn`, which the charter does not know",
        "did you mean `login`?",
        "1 event in the future",
        "1 event in the file repeated",
        "1 error, 3 warnings",
    ] {
        assert!(shown.contains(piece), "`{piece}` is not in\n{shown}");
    }
}

#[test]
fn warnings_fail_only_when_strict() {
    let place = folder();
    let place = place.path();
    let open = CHARTER
        .replace("logns", "logins")
        .replace("\"name\": \"All\"}", "\"name\": \"All\"}, {\"id\": \"b\", \"name\": \"B\"}");
    write(place, "charter.json", &open);
    guildhall(place, &["check", "charter.json"]).expect(0);
    guildhall(place, &["check", "charter.json", "--strict"]).expect(1);
}

#[test]
fn what_is_not_there_is_a_failure_of_the_question() {
    let place = folder();
    for arguments in [["check", "nowhere"], ["check", "."], ["standing", "."], ["export", "."]] {
        let ran = guildhall(place.path(), &arguments).expect(2);
        assert!(ran.err.starts_with("error: there "), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn schemas_are_written_and_describe_the_presets_keys() {
    let place = folder();
    let place = place.path();
    guildhall(place, &["schema", "--dir", "schema"]).expect(0);
    let written: serde_json::Value = serde_json::from_str(&read(place, "schema/charter.json")).unwrap();
    assert_eq!(guildhall(place, &["schema", "charter"]).expect(0).json(), written);
    let keys = written["$defs"]["CharterFile"]["properties"].as_object().unwrap();
    assert!(keys.contains_key("tiers") && keys.contains_key("metrics"));
    for document in ["catalogue", "event"] {
        assert!(guildhall(place, &["schema", document]).expect(0).json().is_object());
    }
}

#[test]
fn a_text_that_no_item_promises_is_found_also_when_no_item_has_a_text() {
    let place = folder();
    let place = place.path();
    write(place, "charter.json", &CHARTER.replace("logns", "logins"));
    write(
        place,
        "catalogue.json",
        r#"{"guildhall": 1, "community": "hall", "items": [{"id": "one", "title": {"en": "One", "zh": "一"}}]}"#,
    );
    write(place, "texts/en/one.md", "One.");
    write(place, "texts/one.md", "One.");
    let shown = guildhall(place, &["check", "."]).expect(0).out;
    assert!(shown.contains("texts/en/one.md belongs to no item with a text"), "{shown}");
    assert!(shown.contains("move it to texts/en/one.md"), "{shown}");
    assert!(shown.contains("0 errors, 2 warnings"), "{shown}");
}

#[test]
fn a_catalogue_that_cannot_be_read_lets_no_item_be_missed() {
    let place = folder();
    let place = place.path();
    let charter =
        CHARTER.replace("logns", "logins").replace("\"tiers\"", "\"taste\": {\"starter\": [\"one\"]}, \"tiers\"");
    write(place, "charter.json", &charter);
    let catalogue = r#"{"guildhall": 1, "community": "hall", "items": [
        {"id": "one", "title": "One", "languages": ["en"], "published": "2026-02-31"}]}"#;
    write(place, "catalogue.json", catalogue);
    let shown = guildhall(place, &["check", "."]).expect(1).out;
    assert!(shown.contains("$.items[0].published") && shown.contains("1 error, 0 warnings"), "{shown}");
}

#[test]
fn a_time_without_a_zone_is_refused_with_what_to_write() {
    let place = folder();
    let place = place.path();
    write(place, "charter.json", &CHARTER.replace("logns", "logins"));
    let catalogue = r#"{"guildhall": 1, "community": "hall", "activities": [{"id": "a", "title": {"en": "A", "zh": "甲"},
        "starts": "2027-01-12 19:30", "ends": "2027-01-12T21:30:00+08:00"}]}"#;
    write(place, "catalogue.json", catalogue);
    let shown = guildhall(place, &["check", "."]).expect(1).out;
    assert!(
        shown.contains("at: $.activities[0].starts") && shown.contains("say the zone, such as `+08:00`"),
        "{shown}"
    );
    assert!(!shown.contains("before it starts"), "{shown}");
    write(place, "catalogue.json", &catalogue.replace("19:30\"", "19:30+08:00\""));
    guildhall(place, &["check", ".", "--strict"]).expect(0);
}

#[test]
fn a_trained_model_is_checked_with_all_of_its_files() {
    use guildhall_engine::id::ItemId;
    use guildhall_engine::model::{Header, Layout, write as write_model};
    let place = folder();
    let place = place.path();
    let items: Vec<ItemId> = (0..6).map(|at| ItemId::from(format!("i{at}"))).collect();
    let rows: Vec<Vec<(u32, f32)>> = (0..6).map(|at| vec![((at + 1) % 6, 0.5)]).collect();
    let listed: Vec<String> = items.iter().map(|id| format!(r#"{{"id": "{id}", "title": "T"}}"#)).collect();
    let catalogue = |community: &str| {
        format!(r#"{{"guildhall": 1, "community": "{community}", "items": [{}]}}"#, listed.join(", "))
    };
    let charter = r#"{"guildhall": 1, "id": "hall", "name": "Hall", "tiers": [{"id": "t", "name": "T"}],
        "taste": {"model": "model/model.ghm"}}"#;
    write(place, "charter.json", charter);
    write(place, "catalogue.json", &catalogue("hall"));
    let missing = guildhall(place, &["check", "."]).expect(1).out;
    assert!(
        missing.contains("error[model-unusable]") && missing.contains("model/model.ghm cannot be read"),
        "{missing}"
    );

    let layout = Layout::Shards { bytes: 10, order: (0..6).collect() };
    let files = write_model(&Header::new("hall".into()), &items, &rows, &layout).unwrap();
    std::fs::create_dir(place.join("model")).unwrap();
    std::fs::write(place.join("model/model.ghm"), &files.model).unwrap();
    for (name, bytes) in &files.parts {
        std::fs::write(place.join("model").join(name), bytes).unwrap();
    }
    guildhall(place, &["check", ".", "--strict"]).expect(0);

    let (part, bytes) = files.parts.iter().find(|(name, _)| name.ends_with(".ghs")).unwrap();
    std::fs::write(place.join("model").join(part), &bytes[1..]).unwrap();
    let damaged = guildhall(place, &["check", "."]).expect(1).out;
    assert!(damaged.contains(part) && damaged.contains("damaged"), "{damaged}");

    let other = write_model(&Header::new("elsewhere".into()), &items, &rows, &Layout::Whole).unwrap();
    std::fs::write(place.join("model/model.ghm"), &other.model).unwrap();
    let other = guildhall(place, &["check", "."]).expect(1).out;
    assert!(other.contains("belongs to the community `elsewhere`"), "{other}");

    let small = write_model(&Header::new("hall".into()), &items[..2], &[vec![], vec![]], &Layout::Whole).unwrap();
    std::fs::write(place.join("model/model.ghm"), &small.model).unwrap();
    let stale = guildhall(place, &["check", "."]).expect(0).out;
    assert!(stale.contains("warning[model-stale]") && stale.contains("2 of the catalogue's 6 items"), "{stale}");
}

#[test]
fn imagined_members_are_the_same_for_the_same_seed_and_sound() {
    let place = folder();
    let place = place.path();
    guildhall(place, &["init", "--preset", "education"]).expect(0);
    let imagine = |seed: &str| guildhall(place, &["imagine", ".", "--members", "40", "--seed", seed]).expect(0).out;
    let first = imagine("1");
    assert_eq!(first, imagine("1"));
    assert_ne!(first, imagine("2"));
    let people: std::collections::BTreeSet<&str> =
        first.lines().filter_map(|line| line.split("\"member\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(people.len(), 40);
    guildhall(place, &["imagine", ".", "--members", "40", "--out", "events.ndjson"]).expect(0);
    guildhall(place, &["check", ".", "--strict"]).expect(0);
    let refused = guildhall(place, &["imagine", ".", "--until", "yesterday"]).expect(2);
    assert!(refused.err.contains("`yesterday` is not a moment"), "{}", refused.err);
}
