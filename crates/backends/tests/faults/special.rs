//! Answers that one kind of server gives.

use crate::client;
use crate::script::{Script, answer, json};
use guildhall_backends::{Kind, Method, Request, Response, Unreachable};
use guildhall_engine::event::Event;
use guildhall_store::testing::event;
use guildhall_store::{Ack, AuthReason, Cursor, EventStore as _, StoreError};
use pollster::block_on;
use serde_json::Value;
use std::cell::{Cell, RefCell};

const URL: &str = "https://hall.example.org";

fn batch(count: u64) -> Vec<Event> {
    (0..count).map(event).collect()
}

fn code<T>(result: Result<T, StoreError>) -> Option<&'static str> {
    result.err().map(|error| error.code())
}

fn sent(request: &Request) -> Value {
    guildhall_engine::json::parse(request.body.as_deref().unwrap_or("null")).unwrap()
}

#[test]
fn pocketbase_that_lists_nothing_to_a_bad_token_is_not_believed() {
    for cursor in [None, Some(Cursor::new("3 abc"))] {
        let script = Script::new(|request: &Request| match request.method {
            Method::Get => json(200, "{\"items\":[]}"),
            _ => json(401, "{\"message\":\"The request requires valid record authorization token.\"}"),
        });
        let backend = client(Kind::PocketBase, URL, script).with_token("Bearer old");
        assert_eq!(code(block_on(backend.since(cursor.as_ref(), 10))), Some("sign-in-needed"));
        assert_eq!(code(block_on(backend.get(&[event(1).id]))), Some("sign-in-needed"));
    }
}

#[test]
fn pocketbase_without_a_token_is_neither_empty_nor_strict() {
    let script = Script::new(|request: &Request| match request.method {
        Method::Get => json(200, "{\"items\":[]}"),
        _ => json(400, "{\"data\":{},\"message\":\"Failed to create record.\"}"),
    });
    let backend = client(Kind::PocketBase, URL, script);
    assert_eq!(code(block_on(backend.since(None, 10))), Some("sign-in-needed"));
    assert_eq!(code(block_on(backend.append(&[event(1)]))), Some("sign-in-needed"));
}

#[test]
fn pocketbase_whose_records_were_removed_loses_the_cursor() {
    let script = Script::new(|request: &Request| match request.method {
        Method::Get => json(200, "{\"items\":[{\"id\":\"other\",\"event\":{}}]}"),
        _ => json(200, "{\"token\":\"new\",\"record\":{\"id\":\"me\"}}"),
    });
    let backend = client(Kind::PocketBase, URL, script).with_token("Bearer kept");
    assert_eq!(block_on(backend.since(Some(&Cursor::new("1 gone")), 10)), Err(StoreError::CursorLost));
    assert_eq!(backend.token().as_deref(), Some("Bearer new"), "a probe renews the token");
}

#[test]
fn pocketbase_without_batches_takes_events_one_by_one() {
    let singles = Cell::new(0);
    let script = Script::new(|request: &Request| {
        if request.url.ends_with("/api/batch") {
            return json(403, "{\"data\":{},\"message\":\"Batch requests are not allowed.\"}");
        }
        if request.method == Method::Get {
            return json(200, "{\"items\":[]}");
        }
        singles.set(singles.get() + 1);
        json(200, "{\"id\":\"taken\"}")
    });
    let backend = client(Kind::PocketBase, URL, script);
    assert_eq!(block_on(backend.append(&batch(20))), Ok(vec![Ack::Stored; 20]));
    assert_eq!(singles.get(), 20);
}

#[test]
fn pocketbase_is_sent_as_many_events_as_it_takes() {
    let sizes = RefCell::new(Vec::new());
    let script = Script::new(|request: &Request| {
        let size = sent(request)["requests"].as_array().map_or(1, Vec::len);
        sizes.borrow_mut().push(size);
        match size {
            0..=7 => json(200, &["[", &vec!["{}"; size].join(","), "]"].concat()),
            _ => {
                json(400, "{\"data\":{\"requests\":{\"code\":\"validation_length_too_long\",\"params\":{\"max\":7}}}}")
            }
        }
    });
    let backend = client(Kind::PocketBase, URL, script);
    assert_eq!(block_on(backend.append(&batch(20))), Ok(vec![Ack::Stored; 20]));
    assert_eq!(*sizes.borrow(), [20, 7, 7, 6]);
}

/// A PocketBase that knows event 3 and refuses event 5.
fn picky(request: &Request) -> Result<Response, Unreachable> {
    if request.method == Method::Get {
        return json(200, &format!("{{\"items\":[{{\"event\":{}}}]}}", event(3).to_json()));
    }
    let body = sent(request);
    let requests = body["requests"].as_array().cloned().unwrap_or_else(|| vec![serde_json::json!({ "body": body })]);
    let fault = |at: usize, field: &str| {
        let said = format!("{{\"data\":{{\"{field}\":{{\"code\":\"validation\",\"message\":\"not this\"}}}}}}");
        match body["requests"].is_array() {
            true => json(400, &format!("{{\"data\":{{\"requests\":{{\"{at}\":{{\"response\":{said}}}}}}}}}")),
            false => json(400, &said),
        }
    };
    for (at, request) in requests.iter().enumerate() {
        let id = request["body"]["id"].as_str().unwrap();
        if id == event(3).id.to_string() {
            return fault(at, "id");
        }
        if id == event(5).id.to_string() {
            return fault(at, "event");
        }
    }
    match body["requests"].is_array() {
        true => json(200, &["[", &vec!["{}"; requests.len()].join(","), "]"].concat()),
        false => json(200, "{\"id\":\"taken\"}"),
    }
}

#[test]
fn pocketbase_tells_known_events_from_refused_ones() {
    let picked = |acks: Result<Vec<Ack>, StoreError>| -> Vec<&'static str> {
        let word = |ack: &Ack| match ack {
            Ack::Stored => "stored",
            Ack::Duplicate => "duplicate",
            Ack::Rejected(rejection) => rejection.code,
        };
        acks.unwrap().iter().map(word).collect()
    };
    let backend = client(Kind::PocketBase, URL, Script::new(picky));
    let expected = ["stored", "stored", "stored", "duplicate", "stored", "refused", "stored"];
    assert_eq!(picked(block_on(backend.append(&batch(7)))), expected);
    assert_eq!(picked(block_on(backend.append(&[event(5)]))), ["refused"]);
    assert_eq!(picked(block_on(backend.append(&[event(3)]))), ["duplicate"]);
}

#[test]
fn pocketbase_whose_rules_forbid_writing_says_so_once() {
    for token in ["Bearer kept", "Bearer old"] {
        let script = Script::new(|request: &Request| {
            let shown = request.headers.iter().any(|(_, value)| value == "Bearer old");
            match request.url.ends_with("/auth-refresh") {
                true if shown => json(401, "{}"),
                true => json(200, "{\"token\":\"kept\",\"record\":{\"id\":\"me\"}}"),
                false => json(400, "{\"data\":{},\"message\":\"Failed to create record.\"}"),
            }
        });
        let backend = client(Kind::PocketBase, URL, script).with_token(token);
        let expected = if token == "Bearer old" { "sign-in-needed" } else { "refused" };
        assert_eq!(code(block_on(backend.append(&[event(1)]))), Some(expected));
    }
}

#[test]
fn pocketbase_with_a_wrong_password_is_a_wrong_password() {
    let script = Script::new(|_: &Request| json(400, "{\"data\":{},\"message\":\"Failed to authenticate.\"}"));
    let backend = client(Kind::PocketBase, URL, script);
    assert_eq!(block_on(backend.authorize(AuthReason::First)), Err(StoreError::Auth { denied: false }));
}

#[test]
fn couchdb_says_of_each_document_what_became_of_it() {
    let outcome = |n: u64, rest: &str| format!("{{\"id\":\"{}\",{rest}}}", event(n).id);
    let taken = outcome(0, "\"ok\":true,\"rev\":\"1-a\"");
    let known = outcome(1, "\"error\":\"conflict\",\"reason\":\"Document update conflict.\"");
    let refused = outcome(2, "\"error\":\"forbidden\",\"reason\":\"only on Mondays\"");
    // In another order, which the protocol allows.
    let all = format!("[{refused},{taken},{known}]");
    let backend = client(Kind::CouchDb, URL, Script::new(|_: &Request| json(201, &all)));
    let acks = block_on(backend.append(&batch(3))).unwrap();
    assert!(
        matches!(&acks[..], [Ack::Stored, Ack::Duplicate, Ack::Rejected(why)] if &*why.message == "only on Mondays")
    );
    for (rest, expected) in [
        ("\"error\":\"internal_server_error\"", "store-unreachable"),
        ("\"error\":\"unauthorized\"", "sign-in-needed"),
        ("\"hello\":1", "bad-answer"),
    ] {
        let all = format!("[{},{known},{refused}]", outcome(0, rest));
        let backend = client(Kind::CouchDb, URL, Script::new(|_: &Request| json(201, &all)));
        assert_eq!(code(block_on(backend.append(&batch(3)))), Some(expected), "{rest}");
    }
    let backend = client(Kind::CouchDb, URL, Script::new(|_: &Request| json(201, &format!("[{taken}]"))));
    assert_eq!(code(block_on(backend.append(&batch(3)))), Some("bad-answer"), "an event was forgotten");
}

#[test]
fn couchdb_gets_its_sequence_back_as_it_gave_it() {
    for (given, kept) in [("7", "7"), ("\"12-g1AAAA\"", "12-g1AAAA"), ("[3,\"g1\"]", "[3,\"g1\"]")] {
        let script =
            std::rc::Rc::new(Script::new(|_: &Request| json(200, &format!("{{\"results\":[],\"last_seq\":{given}}}"))));
        let backend = client(Kind::CouchDb, URL, std::rc::Rc::clone(&script));
        let page = block_on(backend.since(None, 10)).unwrap();
        assert_eq!(page.cursor.as_str(), kept);
        block_on(backend.since(Some(&page.cursor), 10)).unwrap();
        let asked = script.asked.borrow().last().unwrap().url.clone();
        let expected = guildhall_backends::address::part(kept);
        assert!(asked.ends_with(&format!("since={expected}")), "{asked}");
    }
    let backend = client(Kind::CouchDb, URL, Script::new(|_: &Request| json(400, "{\"error\":\"bad_request\"}")));
    assert_eq!(block_on(backend.since(Some(&Cursor::new("odd")), 10)), Err(StoreError::CursorLost));
}

#[test]
fn couchdb_leaves_out_what_somebody_else_keeps_there() {
    let results = format!(
        "{{\"results\":[{{\"id\":\"_design/x\",\"doc\":{{}}}},{{\"id\":\"gone\",\"deleted\":true}},{{\"doc\":{{\"event\":{}}}}}],\"last_seq\":3}}",
        event(1).to_json()
    );
    let backend = client(Kind::CouchDb, URL, Script::new(|_: &Request| json(200, &results)));
    let page = block_on(backend.since(None, 3)).unwrap();
    assert_eq!((page.events, page.done), (vec![event(1)], false));
}

#[test]
fn the_contract_is_taken_at_its_word() {
    let outcome = |n: u64, word: &str| format!("{{\"id\":\"{}\",\"outcome\":\"{word}\"}}", event(n).id);
    let append = |outcomes: &[String]| {
        let body = format!("{{\"outcomes\":[{}]}}", outcomes.join(","));
        block_on(client(Kind::Rest, URL, Script::new(|_: &Request| json(200, &body))).append(&batch(2)))
    };
    assert_eq!(append(&[outcome(0, "stored"), outcome(1, "duplicate")]), Ok(vec![Ack::Stored, Ack::Duplicate]));
    for wrong in [
        vec![outcome(0, "stored")],
        vec![outcome(1, "stored"), outcome(0, "stored")],
        vec![outcome(0, "stored"), outcome(1, "stored"), outcome(2, "stored")],
        vec![outcome(0, "stored"), outcome(1, "perhaps")],
    ] {
        assert_eq!(code(append(&wrong)), Some("bad-answer"), "{wrong:?}");
    }
    let gone = client(Kind::Rest, URL, Script::new(|_: &Request| json(410, "{}")));
    assert_eq!(block_on(gone.since(Some(&Cursor::new("c")), 1)), Err(StoreError::CursorLost));
    let large = client(Kind::Rest, URL, Script::new(|_: &Request| json(413, "{\"limit\":50}")));
    assert_eq!(block_on(large.append(&batch(2))), Err(StoreError::TooLarge { hint: Some(50) }));
    for status in [404, 405, 501] {
        let plain = client(Kind::Rest, URL, Script::new(|_: &Request| answer(status, &[], "")));
        assert_eq!(block_on(plain.get(&[event(1).id])), Err(StoreError::Unsupported), "looking up is not offered");
    }
}
