//! The same answer to whatever is asked, for each kind of server.

use crate::client;
use crate::script::{Script, answer, json, seconds};
use guildhall_backends::{Diagnosis, Kind, Request, Response, Unreachable, diagnose};
use guildhall_engine::time::Moment;
use guildhall_store::sync::{MemoryReplica, Settings, Signal, State, Syncer, run};
use guildhall_store::testing::event;
use guildhall_store::{Ack, Cursor, EventStore as _, StoreError};
use pollster::block_on;
use std::cell::RefCell;
use std::rc::Rc;

const HTML: &[(&str, &str)] = &[("content-type", "text/html; charset=utf-8")];
const XML: &[(&str, &str)] = &[("content-type", "text/xml; charset=\"utf-8\"")];
const PAGE: &str = "<!doctype html><title>Welcome</title>";

/// The kinds whose events can be read back.
pub const KINDS: [Kind; 7] =
    [Kind::Rest, Kind::PocketBase, Kind::CouchDb, Kind::LibSql, Kind::PostgRest, Kind::WebDav, Kind::Xapi];

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    /// Of sending and of reading.
    code: &'static str,
    /// What is done then.
    state: State,
    /// What trying the connection says.
    diagnosis: &'static str,
}

const fn retried(diagnosis: &'static str) -> Outcome {
    Outcome { code: "store-unreachable", state: State::Waiting, diagnosis }
}

const fn shown(code: &'static str, diagnosis: &'static str) -> Outcome {
    Outcome { code, state: State::Waiting, diagnosis }
}

const fn asked(code: &'static str, diagnosis: &'static str) -> Outcome {
    Outcome { code, state: State::NeedsSignIn, diagnosis }
}

type Answer = Result<Response, Unreachable>;

/// Every answer of which it does not matter who gives it.
fn table(kind: Kind) -> Vec<(&'static str, Answer, Outcome)> {
    let cut_off = match kind {
        Kind::WebDav => answer(207, XML, "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\"><D:response><D:hr"),
        _ => json(200, "{\"events\":[{\"id\":\"0190"),
    };
    let login = answer(200, HTML, PAGE).map(|page| Response { redirected: true, ..page });
    let busy = |headers| answer(429, headers, "slow down");
    vec![
        ("200 with a page", answer(200, HTML, PAGE), shown("bad-answer", "not-this-kind")),
        ("200 with nothing", json(200, ""), shown("bad-answer", "not-this-kind")),
        ("200 with bytes", json(200, "\u{0}\u{1}PNG"), shown("bad-answer", "not-this-kind")),
        ("200 with other JSON", json(200, "{\"hello\":\"world\"}"), shown("bad-answer", "not-this-kind")),
        ("200 with a number", json(200, "7"), shown("bad-answer", "not-this-kind")),
        ("an answer that is cut off", cut_off, retried("store-unreachable")),
        ("302 that is not followed", answer(302, &[("location", "/login")], ""), shown("bad-answer", "not-this-kind")),
        ("a login page", login, asked("sign-in-needed", "wrong-credentials")),
        ("401", json(401, "{}"), asked("sign-in-needed", "wrong-credentials")),
        ("403", json(403, "{}"), asked("access-denied", "denied")),
        ("404", json(404, "{}"), shown("wrong-place", "wrong-place")),
        ("404 with a page", answer(404, HTML, PAGE), shown("wrong-place", "wrong-place")),
        ("409", json(409, "{}"), shown("refused", "refused")),
        ("412", json(412, "{}"), shown("refused", "refused")),
        ("413", json(413, "{}"), shown("batch-too-large", "batch-too-large")),
        ("429", busy(&[]), retried("store-unreachable")),
        ("429 for a while", busy(&[("retry-after", "120")]), retried("store-unreachable")),
        ("500", json(500, "{\"message\":\"oops\"}"), retried("store-unreachable")),
        ("502 with a page", answer(502, HTML, PAGE), retried("store-unreachable")),
        ("503", json(503, ""), retried("store-unreachable")),
        ("nothing", Err(Unreachable), retried("unreachable")),
    ]
}

#[test]
fn every_answer_has_an_outcome_and_none_loses_an_event() {
    for kind in KINDS {
        for (name, given, outcome) in table(kind) {
            let case = format!("{} answering {name}", kind.word());
            let backend = client(kind, "https://hall.example.org/", Script::new(|_| given.clone()));
            let batch = [event(1), event(2)];
            let sent = block_on(backend.append(&batch)).map_err(|error| error.code());
            assert_eq!(sent.as_ref().err(), Some(&outcome.code), "{case} to sending: {sent:?}");
            let read = block_on(backend.since(None, 10)).map_err(|error| error.code());
            assert_eq!(read.as_ref().err(), Some(&outcome.code), "{case} to reading: {read:?}");
            let found = block_on(backend.get(&[event(1).id]));
            // A record store says so of a statement that it does not have.
            let is_none = kind == Kind::Xapi && name.starts_with("404");
            assert!(if is_none { found == Ok(Vec::new()) } else { found.is_err() }, "{case} to looking up: {found:?}");
            assert_eq!(diagnosed(kind, &given), outcome.diagnosis, "{case}");
            assert_eq!(synced(kind, &given), outcome.state, "{case}");
        }
    }
}

#[test]
fn every_answer_to_a_level_has_an_outcome_and_none_loses_it() {
    for (name, given, outcome) in table(Kind::Article) {
        let script = Script::new(|_| given.clone());
        let backend = client(Kind::Article, "https://hall.example.org", script).with_token("Bearer kept");
        backend.report_level(2, None);
        let sent = block_on(backend.append(&[event(1), event(2)])).map_err(|error| error.code());
        assert_eq!(diagnosed(Kind::Article, &given), outcome.diagnosis, "the article's service answering {name}");
        if name == "200 with other JSON" {
            // What it says beside the status is for people.
            assert_eq!((sent, backend.level_sent()), (Ok(vec![Ack::Stored; 2]), Some(2)));
            continue;
        }
        assert_eq!(sent.err(), Some(outcome.code), "the article's service answering {name}");
        assert_eq!(backend.level_sent(), None, "after {name} the level is sent again");
        assert_eq!(synced(Kind::Article, &given), outcome.state, "the article's service answering {name}");
    }
}

#[test]
fn a_diagnosis_registers_nobody() {
    let script = Rc::new(Script::new(|request: &Request| match request.url.ends_with("/login") {
        true => json(401, "{}"),
        false => json(201, "{}"),
    }));
    let backend = client(Kind::Article, "https://hall.example.org", Rc::clone(&script));
    assert_eq!(block_on(diagnose(&backend, true)), Diagnosis::WrongCredentials);
    let asked = || script.asked.borrow().iter().filter(|request| request.url.ends_with("/register")).count();
    assert_eq!(asked(), 0, "nothing is written");
    let _ = block_on(backend.authorize(guildhall_store::AuthReason::First));
    assert_eq!(asked(), 1, "who goes on is registered");
}

#[test]
fn an_answer_to_a_sign_in_has_an_outcome_too() {
    for kind in [Kind::Rest, Kind::PocketBase, Kind::Article] {
        for (name, given, outcome) in table(kind) {
            let backend = client(kind, "https://hall.example.org", Script::new(|_| given.clone()));
            let signed_in = block_on(backend.authorize(guildhall_store::AuthReason::First));
            let code = signed_in.map_err(|error| error.code());
            assert_eq!(code, Err(outcome.code), "{} answering {name} to a sign-in", kind.word());
            assert_eq!(backend.token(), None, "nothing is kept of {name}");
        }
    }
}

#[test]
fn a_request_that_is_not_understood_is_refused_and_a_sign_in_so_answered_is_a_wrong_password() {
    for kind in KINDS {
        let script = || Script::new(|_| json(400, "{\"message\":\"no\"}"));
        let backend = client(kind, "https://hall.example.org", script()).with_token("Bearer kept");
        let (sent, read) = (block_on(backend.append(&[event(1)])), block_on(backend.since(None, 10)));
        let codes = [sent.map(drop), read.map(drop)].map(|outcome| outcome.map_err(|error| error.code()));
        assert_eq!(codes, [Err("refused"); 2], "{}", kind.word());
    }
    for kind in [Kind::Rest, Kind::PocketBase, Kind::PostgRest] {
        let backend = client(kind, "https://hall.example.org", Script::new(|_| json(400, "{}")));
        let signed_in = block_on(backend.authorize(guildhall_store::AuthReason::First));
        assert_eq!(signed_in, Err(StoreError::Auth { denied: false }), "{}", kind.word());
    }
}

#[test]
fn a_store_that_wants_to_be_left_alone_is() {
    for kind in KINDS {
        for (status, headers, expected) in [
            (429, vec![("retry-after", "120")], seconds(120)),
            (503, vec![("retry-after", "1")], seconds(1)),
            (429, vec![], None),
            (
                429,
                vec![("retry-after", "Mon, 01 Jan 2024 00:01:00 GMT"), ("date", "Mon, 01 Jan 2024 00:00:00 GMT")],
                seconds(60),
            ),
        ] {
            let backend = client(kind, "https://hall.example.org", Script::new(|_| answer(status, &headers, "")));
            let expected = StoreError::Retryable { after: expected };
            assert_eq!(block_on(backend.append(&[event(1)])), Err(expected.clone()));
            assert_eq!(block_on(backend.since(None, 1)), Err(expected));
        }
    }
}

#[test]
fn a_cursor_is_never_moved_by_a_failure() {
    let page_of_nothing = ["{\"events\":[],\"items\":[],\"results\":[],\"done\":true}", "[]", "null"];
    for kind in KINDS {
        for body in page_of_nothing {
            let backend = client(kind, "https://hall.example.org", Script::new(|_| json(200, body)));
            let read = block_on(backend.since(Some(&Cursor::new("7 x")), 10));
            assert!(read.is_err(), "{} answering `{body}` says nothing about what comes next: {read:?}", kind.word());
        }
    }
}

#[test]
fn what_is_no_event_is_left_out() {
    let odd = "{\"id\":\"x\",\"event\":7,\"doc\":{\"event\":[]},\"seq\":3}";
    let body = format!(
        "{{\"events\":[{odd}],\"items\":[{odd}],\"results\":[{odd}],\"done\":true,\"cursor\":\"c\",\"last_seq\":3}}"
    );
    for kind in [Kind::Rest, Kind::PocketBase, Kind::CouchDb] {
        let backend = client(kind, "https://hall.example.org", Script::new(|_| json(200, &body)));
        let read = block_on(backend.since(None, 10)).unwrap();
        assert!(read.events.is_empty() && read.done, "{}", kind.word());
    }
}

fn diagnosed(kind: Kind, given: &Answer) -> &'static str {
    // An account without a name, so that nothing is signed in beforehand.
    let backend = client(kind, "https://hall.example.org", Script::new(|_| given.clone()));
    assert_eq!(block_on(diagnose(&backend, false)), Diagnosis::Offline);
    block_on(diagnose(&backend, true)).code()
}

/// What the sync does about it; whatever it is, both events stay in the outbox.
fn synced(kind: Kind, given: &Answer) -> State {
    let backend = client(kind, "https://hall.example.org", Script::new(|_| given.clone())).with_token("Bearer kept");
    backend.report_level(2, None);
    let replica = MemoryReplica::new();
    replica.write([event(1), event(2)]);
    let now = RefCell::new(Moment(1_700_000_000_000));
    let syncer = RefCell::new(Syncer::new(backend.caps(), Settings::default(), 1, None, *now.borrow()));
    syncer.borrow_mut().signal(Signal::Consent(true));
    for _ in 0..5 {
        let rest = block_on(run(&syncer, &backend, &replica, || *now.borrow()));
        if let guildhall_store::sync::Rest::Until(until) = rest {
            now.replace(until);
        }
    }
    assert_eq!(replica.waiting(), 2, "nothing leaves the outbox");
    assert_eq!(replica.aside(), [], "a server that takes nothing blames no event");
    let status = syncer.borrow().status();
    assert!(status.fault.is_some(), "the failure is shown");
    status.state
}
