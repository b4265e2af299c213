//! `guildhall standing` and `guildhall export`: the same events give the same standing, wherever they have been.

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use support::{folder, guildhall, read, write};

/// The worked example: 100 logins and 1000 views over 50 days, 20 likes a day.
fn hall(place: &Path) {
    guildhall(place, &["init", "--preset", "article", "--dir", "hall"]).expect(0);
    let mut rows = String::from("at,member,verb,object,owner\n");
    for n in 0..1000 {
        let (day, minute) = (n / 20, n % 20);
        let date = format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        rows.push_str(&format!(
            "{date} 10:{minute:02}:00,a,view,item-{n},\n{date} 11:{minute:02}:00,a,like,item-{n},b\n"
        ));
        if n % 10 == 0 {
            rows.push_str(&format!("{date} 09:{minute:02}:00,a,login,,\n"));
        }
    }
    rows.push_str("2026-02-01 10:00:00,b,comment,item-1,a\n2026-02-01 10:00:00,c,login,,\n");
    write(place, "events.csv", &rows);
    guildhall(place, &["import", "csv", "events.csv", "--out", "hall"]).expect(0);
}

const AT: [&str; 2] = ["--at", "2026-02-24T12:00:00Z"];

fn run(place: &Path, arguments: &[&str]) -> support::Ran {
    guildhall(place, &[&["standing", "hall"], arguments, &AT].concat())
}

#[test]
fn members_are_ranked_by_score() {
    let place = folder();
    let place = place.path();
    hall(place);
    let ranking = run(place, &["--format", "json"]).expect(0).json();
    let first = &ranking["members"][0];
    // 100 x 1 + 1000 x 3, and 1000 likes in the 54 days since joining x 2.
    assert_eq!((first["member"].as_str(), first["tier"].as_str()), (Some("a"), Some("tier-3")));
    assert_eq!(first["activity"].as_f64(), Some(3100.0));
    assert!((first["contribution"].as_f64().unwrap() - 2000.0 / 54.0).abs() < 1e-9, "{first}");
    let order: Vec<_> =
        ranking["members"].as_array().unwrap().iter().map(|row| row["member"].as_str().unwrap()).collect();
    assert_eq!(order.len(), 3);
    let csv = run(place, &["--format", "csv", "--limit", "2"]).expect(0).out;
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("rank,member,tier,score,activity,contribution,points,joined,streak\n1,a,tier-3,"), "{csv}");
    let table = run(place, &["--sort", "member"]).expect(0).out;
    assert!(table.contains("Tier 3") && table.contains("3 members of Knowledge community"), "{table}");
}

#[test]
fn one_member_is_explained() {
    let place = folder();
    let place = place.path();
    hall(place);
    let page = run(place, &["--member", "c"]).expect(0).out;
    for piece in [
        "c  Tier 1 (tier 1 of 3)",
        "Score 1 = activity 1 + contribution 0",
        "Next tier Tier 2",
        "score 1 of more than 1,000, 999 missing",
        "cheapest way: ",
        "needs tier Tier 2; logins 1 of at least 10, 9 missing",
        "digest ",
    ] {
        assert!(page.contains(piece), "`{piece}` is not in\n{page}");
    }
    let document = run(place, &["--member", "c", "--format", "json"]).expect(0).json();
    assert!(page.contains(document["digest"].as_str().unwrap()));
    assert_eq!(document["standing"]["score"]["total"], 1.0);
    let unknown = run(place, &["--member", "aa"]).expect(2);
    assert!(unknown.err.contains("did you mean `a`?"), "{}", unknown.err);
}

#[test]
fn the_events_of_one_member_give_the_same_standing_by_themselves() {
    let place = folder();
    let place = place.path();
    hall(place);
    for member in ["a", "b", "c"] {
        let digest = |more: &[&str]| {
            let arguments = [&["--member", member, "--format", "json"], more].concat();
            run(place, &arguments).expect(0).json()["digest"].as_str().unwrap().to_owned()
        };
        guildhall(place, &["export", "hall", "--member", member, "--out", "one.ndjson"]).expect(0);
        assert_eq!(digest(&[]), digest(&["--events", "one.ndjson"]), "{member}");
    }
    let ranked = run(place, &["--format", "json", "--digest"]).expect(0).json();
    let one = run(place, &["--member", "b", "--format", "json"]).expect(0).json();
    let row = ranked["members"].as_array().unwrap().iter().find(|row| row["member"] == "b").unwrap();
    assert_eq!(row["digest"], one["digest"]);
}

#[test]
fn every_form_of_export_comes_back_unchanged() {
    let place = folder();
    let place = place.path();
    let lines = r#"{"id":"01890a5d-ac96-774b-bcce-b302099a8051","at":"2026-03-14T09:00:00.5Z","member":"ada, \"the first\"","verb":"rate","object":"a/b c","value":4.25,"source":"member","device":"d","n":1}
{"id":"01890a5d-ac96-774b-bcce-b302099a8052","at":"2026-03-14T09:01:00Z","member":"陈","verb":"comment","object":"walden","owner":"ada","note":" two\nlines, \"quoted\" ","source":"server","device":"d","n":2}
{"id":"01890a5d-ac96-774b-bcce-b302099a8053","at":"2026-03-14T09:02:00Z","member":"陈","verb":"undo","object":"01890a5d-ac96-774b-bcce-b302099a8052","source":"member","device":"e","n":1}
{"id":"01890a5d-ac96-774b-bcce-b302099a8054","at":"2026-03-14T09:03:00Z","member":"陈","verb":"login","source":"operator","device":"e","n":2}
{"id":"01890a5d-ac96-774b-bcce-b302099a8055","at":"2026-03-14T09:04:00Z","member":"陈","verb":"juggle","value":-0.000001,"source":"import","device":"e","n":3}
"#;
    write(place, "hall/events.ndjson", lines);
    let normal = guildhall(place, &["export", "hall"]).expect(0).out;
    assert_eq!(normal.lines().count(), 5);
    for format in ["ndjson", "csv", "xapi"] {
        let (file, back) = (format!("out.{format}"), format!("back-{format}"));
        guildhall(place, &["export", "hall", "--format", format, "--out", &file]).expect(0);
        guildhall(place, &["import", format, &file, "--out", &back, "--strict"]).expect(0);
        assert_eq!(read(place, &format!("{back}/events.ndjson")), normal, "{format}");
    }
    let statements: Value = serde_json::from_str(&read(place, "out.xapi")).unwrap();
    let rated = &statements[0];
    assert_eq!(rated["verb"]["id"], "http://id.tincanapi.com/verb/rated");
    assert_eq!(rated["object"]["id"], "urn:guildhall:object/a%2Fb%20c");
    assert_eq!(rated["result"]["score"]["raw"], 4.25);
    assert_eq!(statements[2]["object"]["objectType"], "StatementRef");
}

#[test]
fn a_charter_with_errors_is_explained_instead_of_used() {
    let place = folder();
    let place = place.path();
    hall(place);
    write(place, "new.json", "{\"guildhall\": 1, \"id\": \"x\"}");
    let ran = run(place, &["--charter", "new.json"]).expect(2);
    assert!(ran.err.contains("error[key-missing]") && ran.err.contains("new.json cannot be used"), "{}", ran.err);
    assert!(ran.out.is_empty());
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let place = folder();
    let place = place.path();
    let mut rows = String::from("at,member,verb\n");
    (0..20_000).for_each(|n| rows.push_str(&format!("2026-01-01,member-{n},login\n")));
    write(place, "events.csv", &rows);
    guildhall(place, &["init", "--preset", "article", "--dir", "hall"]).expect(0);
    guildhall(place, &["import", "csv", "events.csv", "--out", "hall"]).expect(0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_guildhall"))
        .args(["standing", "hall"])
        .current_dir(place)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with("  rank"), "{first}");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}
