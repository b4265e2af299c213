//! `guildhall condition`: one condition, or a list of cases.

mod support;

use serde_json::Value;
use std::path::Path;
use support::{folder, guildhall, guildhall_with, read};

#[test]
fn a_condition_is_answered_by_the_exit_code_and_explained() {
    let place = folder();
    let place = place.path();
    let holds = guildhall(place, &["condition", r#"{"score": {"$gte": 100}}"#, r#"{"score": 120}"#]).expect(0);
    assert!(holds.out.starts_with("true\n"), "{}", holds.out);
    let fails = guildhall(place, &["condition", r#"{"score": {"$gte": 100}}"#, r#"{"score": 20}"#]).expect(1);
    assert!(fails.out.contains("score 20 of at least 100, 80 missing"), "{}", fails.out);
    let explained = guildhall(
        place,
        &["condition", r#"{"a": {"$inGroup": "g"}}"#, r#"{"a": 1}"#, "--groups", r#"{"g": [1]}"#, "--json"],
    );
    assert_eq!(explained.expect(0).json()["holds"], true);
}

#[test]
fn a_condition_that_cannot_be_asked_is_neither_true_nor_false() {
    let place = folder();
    let place = place.path();
    let unknown = guildhall(place, &["condition", r#"{"score": {"$gtt": 100}}"#, "{}"]).expect(2);
    assert!(unknown.err.contains("$.score.$gtt") && unknown.err.contains("did you mean `$gt`?"), "{}", unknown.err);
    guildhall(place, &["condition", "{", "{}"]).expect(2);
    guildhall(place, &["condition", "{}"]).expect(2);
}

#[test]
fn every_case_of_the_public_specification_comes_out_as_published() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/conditions");
    let published: Value = serde_json::from_str(&read(&cases, "growthbook-evalcondition-100.json")).unwrap();
    let lines: Vec<String> = published["cases"].as_array().unwrap().iter().map(Value::to_string).collect();
    let place = folder();
    let ran = guildhall_with(place.path(), &["condition", "-"], lines.join("\n").as_bytes()).expect(0);
    assert_eq!(ran.out, "100 passed, 0 failed\n");
}

#[test]
fn mismatches_and_lines_that_are_no_cases_are_reported() {
    let input = b"\xef\xbb\xbf[\"wrong\", {\"a\": 1}, {\"a\": 2}, true]\n\n[\"right\", {\"a\": 1}, {\"a\": 1}, true, null]\n[1]\n\xff\nnope\n[\"x\", {}, {}, 1]\n";
    let place = folder();
    let ran = guildhall_with(place.path(), &["condition"], input).expect(1);
    for piece in [
        "line 1: wrong: expected true, found false",
        "line 4: a case has 4 or 5 parts, not 1",
        "line 5: not UTF-8",
        "line 6: not JSON",
        "line 7: the expected outcome",
        "1 passed, 5 failed",
    ] {
        assert!(ran.out.contains(piece), "`{piece}` is not in\n{}", ran.out);
    }
    let nothing = guildhall_with(place.path(), &["condition"], b"").expect(2);
    assert!(nothing.err.contains("no case on standard input"), "{}", nothing.err);
}
