//! The published JSON Schemas are those of the types, and accept what the engine accepts.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(not(target_arch = "wasm32"))]

use guildhall_engine::presets::PRESETS;
use guildhall_engine::schema;
use serde_json::Value;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn read(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))).unwrap()
}

fn accept(schema: &Value, document: &Value, name: &str) {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

#[test]
fn the_published_schemas_are_current() {
    for (name, schema) in
        [("charter", schema::charter()), ("catalogue", schema::catalogue()), ("event", schema::event())]
    {
        let path = root().join(format!("www/schema/{name}.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("GUILDHALL_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == text, "{} is not current; run this test with GUILDHALL_BLESS=1", path.display());
    }
}

#[test]
fn the_schemas_accept_every_preset_and_the_sample_community() {
    let (charter, catalogue) = (schema::charter(), schema::catalogue());
    for preset in PRESETS {
        accept(&charter, &serde_json::from_str(preset.charter).unwrap(), preset.name);
        accept(&catalogue, &serde_json::from_str(preset.catalogue).unwrap(), preset.name);
    }
    accept(&charter, &read("www/community/charter.json"), "the sample charter");
    accept(&catalogue, &read("www/community/catalogue.json"), "the sample catalogue");
    accept(&catalogue, &read("www/community/catalogue-2.json"), "the sample catalogue, page 2");
}

#[test]
fn the_schema_refuses_what_the_engine_refuses() {
    let validator = jsonschema::draft202012::new(&schema::charter()).unwrap();
    let suite = read("tests/cases/charter/every-fault-is-found-with-its-place.json");
    let typed = ["wrong-type", "unknown-key", "key-missing", "unknown-word"];
    let mut refused = 0;
    for case in suite["documents"].as_array().unwrap().iter().filter(|case| case.get("catalogue").is_none()) {
        let codes: Vec<&str> =
            case["findings"].as_array().unwrap().iter().map(|finding| finding[0].as_str().unwrap()).collect();
        if !codes.is_empty() && codes.iter().all(|code| typed.contains(code)) && case["charter"].get("tiers").is_some()
        {
            assert!(!validator.is_valid(&case["charter"]), "{}", case["name"]);
            refused += 1;
        }
    }
    assert!(refused >= 2, "only {refused} cases");
}
