//! `guildhall train --engine ballista` on a cluster of this machine: the same bytes as in one process, whoever dies.

#[path = "support/nodes.rs"]
mod nodes;
mod support;

use nodes::{Node, files};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{Ran, folder, guildhall, read, write};

/// What every training here has in common.
const TRAIN: [&str; 5] = ["train", ".", "--at", "2026-01-01", "--out"];

/// A community of a preset with events of made-up members.
fn community(place: &Path) {
    guildhall(place, &["init", "--preset", "education"]).expect(0);
    guildhall(place, &["imagine", ".", "--members", "1500", "--out", "events.ndjson"]).expect(0);
}

fn train(place: &Path, out: &str, rest: &[&str]) -> Ran {
    guildhall(place, &[&TRAIN[..], &[out], rest].concat())
}

/// A training that goes on while the test does something else.
fn begin(place: &Path, out: &str, rest: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_guildhall"))
        .args([&TRAIN[..], &[out], rest].concat())
        .current_dir(place)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn end(training: Child) -> Ran {
    let output = training.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn two_executors_count_to_the_very_bytes_of_one_process() {
    let place = folder();
    let place = place.path();
    community(place);
    let scheduler = Node::scheduler();
    let executors = ["one", "two"].map(|name| Node::executor(&scheduler, place.join(name)));
    let shared = place.join("shared folder");
    std::fs::create_dir(&shared).unwrap();
    let cluster = ["--engine", "ballista", "--scheduler", &scheduler.url];
    let settings: [&[&str]; 2] = [&["--usual"], &["--min-members", "2", "--no-tags"]];
    for (settings, at) in settings.into_iter().zip(0..) {
        let named = |engine: &str| format!("{engine}-{at}");
        let said = train(place, &named("direct"), &[settings, &["--engine", "direct"][..]].concat()).expect(0);
        train(place, &named("sql"), &[settings, &["--engine", "sql"][..]].concat()).expect(0);
        let lay = ["--shared", shared.to_str().unwrap()];
        // Once in a folder that is named, once in the system's own.
        let lay = if at == 0 { &lay[..] } else { &[] };
        train(place, &named("ballista"), &[settings, &cluster[..], lay].concat()).expect(0);
        let direct = files(&place.join(named("direct")));
        assert!(said.out.contains(" weights of ") && !said.out.contains(" 0 weights"), "{}", said.out);
        assert!(files(&place.join(named("sql"))) == direct, "{settings:?}");
        assert!(files(&place.join(named("ballista"))) == direct, "{settings:?}");
    }
    assert!(entries(&shared).is_empty(), "histories are not left lying about");
    let [one, two] = executors.each_ref().map(Node::jobs);
    let both = one.iter().filter(|job| two.contains(job)).count();
    assert!(both >= 2, "the executors share their work: {one:?} {two:?}");
}

#[test]
fn an_executor_that_dies_is_made_up_for_by_the_other() {
    let place = folder();
    let place = place.path();
    community(place);
    train(place, "alone", &["--usual"]).expect(0);
    let scheduler = Node::scheduler();
    let [one, two] = ["one", "two"].map(|name| Node::executor(&scheduler, place.join(name)));
    let training = begin(place, "model", &["--usual", "--engine", "ballista", "--scheduler", &scheduler.url]);
    // The first jobs ask what can be read; this one counts.
    two.await_jobs(3);
    two.kill();
    end(training).expect(0);
    assert!(files(&place.join("model")) == files(&place.join("alone")));
    assert!(one.jobs().len() >= 3);
}

#[test]
fn a_cluster_that_dies_leaves_the_model_that_was_there() {
    let place = folder();
    let place = place.path();
    community(place);
    train(place, "model", &["--engine", "direct"]).expect(0);
    let before = files(&place.join("model"));
    let scheduler = Node::scheduler();
    let url = scheduler.url.clone();
    let cluster = ["--usual", "--engine", "ballista", "--scheduler", &url];
    let stays = |refused: Ran| {
        let refused = refused.expect(2);
        assert!(refused.err.contains(&url), "{}", refused.err);
        assert!(files(&place.join("model")) == before);
        let left = entries(place);
        assert!(!left.iter().any(|name| name.starts_with("model.")), "{left:?}");
    };

    let only = Node::executor(&scheduler, place.join("one"));
    let training = begin(place, "model", &cluster);
    only.await_jobs(3);
    only.kill();
    stays(end(training));

    let only = Node::executor(&scheduler, place.join("two"));
    let training = begin(place, "model", &cluster);
    only.await_jobs(3);
    scheduler.kill();
    stays(end(training));
}

fn entries(place: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(place).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_cluster_that_cannot_be_worked_with_is_refused_before_anything_is_read() {
    let place = folder();
    let place = place.path();
    guildhall(place, &["init", "--preset", "education"]).expect(0);
    // Whoever reads this complains of it.
    write(place, "charter.json", "{");
    let refused = |rest: &[&str]| {
        let err = train(place, "model", &[&["--engine", "ballista"], rest].concat()).expect(2).err;
        assert!(!place.join("model").exists());
        err
    };
    // Nobody listens on a port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let absent = refused(&["--scheduler", &free.to_string(), "--wait", "5"]);
    assert!(absent.contains(&format!("http://{free}")) && absent.contains("`--scheduler`"), "{absent}");

    let elsewhere = refused(&["--scheduler", "http://192.0.2.1:50050"]);
    assert!(elsewhere.contains("192.0.2.1") && elsewhere.contains("`--shared`"), "{elsewhere}");

    let scheduler = Node::scheduler();
    let idle = refused(&["--scheduler", &scheduler.url, "--wait", "2"]);
    assert!(idle.contains(&scheduler.url) && idle.contains("no executor") && idle.contains("`--wait`"), "{idle}");
    let missing = refused(&["--scheduler", &scheduler.url, "--shared", "nowhere"]);
    assert!(missing.contains("nowhere") && missing.contains("no folder"), "{missing}");
    assert!(refused(&["--scheduler", "https://127.0.0.1:1"]).contains("not encrypted"));
    assert!(refused(&[]).contains("--scheduler"));
    assert_eq!(read(place, "charter.json"), "{");

    let other = train(place, "model", &["--scheduler", &scheduler.url]).expect(2).err;
    assert!(other.contains("--engine ballista"), "{other}");
}
