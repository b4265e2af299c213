//! The reference server: the contract of docs/backends/openapi.yaml in its plainest form.
//!
//! Every path in front of `/events` is a place of its own, and in it every member has their own events.

mod hall;

use super::host::{Answer, Host, dropped, open_to_loopback, whole};
use anyhow::Result;
use guildhall_engine::id::EventId;
use hall::{Hall, Key, chance};
use http_body_util::{BodyExt, Limited};
use hyper::{
    HeaderMap, Method, Request,
    body::{Bytes, Incoming},
    header::AUTHORIZATION,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The most events in one batch or page.
const MOST_EVENTS: usize = 1000;
/// The largest body.
const MOST_BYTES: usize = 4 << 20;
/// The size of a page for those who name none.
const USUAL_PAGE: usize = 250;

struct Server {
    members: Vec<(String, String)>,
    tokens: Mutex<HashMap<String, String>>,
    hall: Mutex<Hall>,
}

/// Starts it for members with these names and passwords, in memory or with a file.
pub fn start(port: u16, members: &[(&str, &str)], file: Option<&Path>) -> Result<Host> {
    let server = Arc::new(Server {
        members: members.iter().map(|(user, secret)| ((*user).to_owned(), (*secret).to_owned())).collect(),
        tokens: Mutex::default(),
        hall: Mutex::new(Hall::open(file)?),
    });
    Host::start(port, move |request: Request<Incoming>| {
        let server = Arc::clone(&server);
        async move {
            let asked = request.headers().clone();
            let (head, body) = request.into_parts();
            let mut answer = match Limited::new(body, MOST_BYTES).collect().await {
                Ok(body) => server.answer(&head.method, &head.uri, &asked, &body.to_bytes()),
                Err(error) if error.is::<http_body_util::LengthLimitError>() => too_large(),
                Err(_) => return Err(dropped()),
            };
            open_to_loopback(&mut answer, &asked);
            Ok(answer)
        }
    })
}

impl Server {
    fn answer(&self, method: &Method, uri: &hyper::Uri, headers: &HeaderMap, body: &Bytes) -> Answer {
        if method == Method::OPTIONS {
            return whole(204, "text/plain", "");
        }
        let path = uri.path().trim_end_matches('/');
        let Some((place, name)) = ["/events/find", "/events", "/session"]
            .into_iter()
            .find_map(|name| path.strip_suffix(name).map(|place| (place, name)))
        else {
            return refused(404, "not-found", "there is nothing here; the address ends before `/events`");
        };
        if name == "/session" {
            return if method == Method::POST { self.session(body) } else { not_so() };
        }
        let Some(user) = self.user(headers) else {
            return refused(401, "sign-in-needed", "send the token of `/session` as `Authorization: Bearer`");
        };
        let key = Key { place: place.to_owned(), user };
        match (name, method) {
            ("/events", &Method::POST) => self.append(&key, body),
            ("/events", &Method::GET) => self.since(&key, uri.query().unwrap_or_default()),
            ("/events/find", &Method::POST) => self.find(&key, body),
            _ => not_so(),
        }
    }

    fn session(&self, body: &Bytes) -> Answer {
        let asked: Value = serde_json::from_slice(body).unwrap_or_default();
        let is = |(user, secret): &&(String, String)| asked["user"] == **user && asked["secret"] == **secret;
        let Some((user, _)) = self.members.iter().find(is) else {
            return refused(401, "wrong-credentials", "there is no such member, or the password is another one");
        };
        let token = chance();
        locked(&self.tokens).insert(token.clone(), user.clone());
        said(200, &json!({ "token": token }))
    }

    fn user(&self, headers: &HeaderMap) -> Option<String> {
        let token = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
        locked(&self.tokens).get(token).cloned()
    }

    fn append(&self, key: &Key, body: &Bytes) -> Answer {
        let Some(events) = events(body) else {
            return refused(400, "not-events", "send an array of events, an object with `events`, or one event a line");
        };
        if events.len() > MOST_EVENTS {
            return too_large();
        }
        match locked(&self.hall).append(key, events) {
            Ok(outcomes) => said(200, &json!({ "outcomes": outcomes })),
            Err(error) => refused(507, "not-written", &format!("the events could not be written: {error:#}")),
        }
    }

    fn since(&self, key: &Key, query: &str) -> Answer {
        let value = |name: &str| query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name));
        let after = value("after").map(|(_, cursor)| cursor).filter(|cursor| !cursor.is_empty());
        let limit = value("limit").map_or(Ok(USUAL_PAGE), |(_, limit)| limit.parse());
        let Ok(limit) = limit else { return refused(400, "bad-limit", "`limit` is a number from 1 on") };
        match locked(&self.hall).since(key, after, limit.clamp(1, MOST_EVENTS)) {
            Some(page) => said(200, &json!({ "events": page.events, "cursor": page.cursor, "done": page.done })),
            None => refused(410, "cursor-lost", "the cursor is not one of this server; begin without one"),
        }
    }

    fn find(&self, key: &Key, body: &Bytes) -> Answer {
        let asked: Value = serde_json::from_slice(body).unwrap_or_default();
        let Some(ids) = asked["ids"].as_array() else {
            return refused(400, "not-ids", "send `{\"ids\": [...]}`");
        };
        if ids.len() > MOST_EVENTS {
            return too_large();
        }
        let ids: Vec<EventId> = ids.iter().filter_map(|id| EventId::parse(id.as_str()?).ok()).collect();
        said(200, &json!({ "events": locked(&self.hall).find(key, &ids) }))
    }
}

/// The events of a body in any of its three forms.
fn events(body: &Bytes) -> Option<Vec<Value>> {
    if let Ok(whole) = serde_json::from_slice::<Value>(body) {
        return match whole {
            Value::Array(events) => Some(events),
            Value::Object(mut object) => match object.remove("events") {
                Some(Value::Array(events)) => Some(events),
                // One line of one event.
                None if object.contains_key("id") => Some(vec![Value::Object(object)]),
                _ => None,
            },
            _ => None,
        };
    }
    let lines = body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    lines.map(|line| serde_json::from_slice(line).ok()).collect()
}

fn said(status: u16, value: &Value) -> Answer {
    whole(status, "application/json", value.to_string())
}

fn refused(status: u16, code: &str, message: &str) -> Answer {
    said(status, &json!({ "code": code, "message": message }))
}

fn too_large() -> Answer {
    said(413, &json!({ "code": "too-large", "message": "send fewer events at once", "limit": MOST_EVENTS }))
}

fn not_so() -> Answer {
    refused(405, "not-offered", "this is not done with this method")
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_three_forms() {
        let count = |text: &str| events(&Bytes::from(text.to_owned())).map(|events| events.len());
        assert_eq!(count(r#"[{"id":1},{"id":2}]"#), Some(2));
        assert_eq!(count(r#"{"events":[{"id":1},{"id":2}]}"#), Some(2));
        assert_eq!(count("{\"id\":1}\n\n{\"id\":2}\n"), Some(2));
        assert_eq!(count(r#"{"id":1}"#), Some(1));
        assert_eq!(count(""), Some(0));
        assert_eq!(count("[]"), Some(0));
        for text in ["7", "{\"id\":1}\nhello", "{}", r#"{"events":7}"#] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
