//! The template of a backend of one's own (docs/backends/README.md), with the made-up server that it speaks to.
//!
//! Copy `adapter` into `src/`, change it until it speaks to your server, and let the two suites say what is still missing.

use adapter::Board;
use guildhall_backends::{Account, Kind, Settings};
use guildhall_store::testing::{conformance, sharing};
use server::Server;

/// What becomes a file of `src/`.
mod adapter {
    use guildhall_backends::answer::{ask_json, bad, events, list, page, send, text};
    use guildhall_backends::batch::Batch;
    use guildhall_backends::{Fetch, Method, Pass, Request, Settings, address, answer};
    use guildhall_engine::event::Event;
    use guildhall_store::{Ack, Caps, Cursor, EventStore, Page, StoreError, codec};
    use serde_json::{Value, json};

    /// A notice board: what is put up stays, and is numbered in the order in which it came.
    #[derive(Debug)]
    pub struct Board<F> {
        fetch: F,
        url: String,
        pass: Pass,
    }

    impl<F: Fetch> Board<F> {
        /// A client of a board; the place is its name.
        pub fn new(settings: &Settings, fetch: F) -> Board<F> {
            let url = [settings.base(), "/", &address::part(settings.place_or("events"))].concat();
            // The key goes with every request. A server that signs members in gets an `authorize` below.
            Board { fetch, url, pass: Pass::key(&settings.account) }
        }
    }

    impl<F: Fetch> EventStore for Board<F> {
        fn caps(&self) -> Caps {
            // What the server takes at once. `ordered` when pages come in the order in which events were taken.
            let event_bytes = codec::LARGEST_EVENT as u32;
            Caps { batch_events: 500, batch_bytes: 1 << 20, event_bytes, ordered: true, pull: true }
        }

        async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
            // Unsound events and repetitions never reach the server.
            let batch = Batch::sort(batch);
            let notices: Vec<Value> = batch.sound.iter().map(|event| event.to_json()).collect();
            let request = Request::new(Method::Post, &self.url).json(&json!({ "notices": notices }));
            // `ask_json` makes of every other answer the failure that the sync understands.
            let answer = ask_json(&self.fetch, self.pass.show(request)).await?;
            // The server must say of each event whether it is new. Where it cannot, look the ids up first.
            let mut acks = Vec::new();
            for (event, new) in batch.sound.iter().zip(list(&answer, "new")?) {
                match new.as_bool() {
                    Some(true) => acks.push(Ack::Stored),
                    Some(false) => acks.push(Ack::Duplicate),
                    None => return Err(bad(&["nothing is said of the event ", &event.id.to_string()].concat())),
                }
            }
            batch.acks(&acks)
        }

        async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
            let from = cursor.map_or("0", Cursor::as_str);
            let url = [&self.url, "?from=", &address::part(from), "&limit=", &limit.to_string()].concat();
            let response = send(&self.fetch, self.pass.show(Request::new(Method::Get, url))).await?;
            if response.status == 416 {
                return Err(StoreError::CursorLost);
            }
            if let Some(error) = answer::failure(&response) {
                return Err(error);
            }
            let answer = answer::read(&response)?;
            let notices = list(&answer, "notices")?;
            let more = answer.get("more").and_then(Value::as_bool).ok_or_else(|| bad("the answer has no `more`"))?;
            Ok(page(events(notices), text(&answer, "next")?, !more))
        }
    }
}

/// The made-up server, so that the template is tested; yours is a real one.
mod server {
    use guildhall_backends::{Fetch, Method, Request, Response, Unreachable};
    use serde_json::{Value, json};
    use std::cell::RefCell;
    use std::rc::Rc;

    #[derive(Clone, Default)]
    pub struct Server(Rc<RefCell<Vec<Value>>>);

    impl Fetch for Server {
        async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
            let said = |status, body: Value| {
                let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
                Ok(Response { status, headers, body: body.to_string().into_bytes(), redirected: false })
            };
            if !request.headers.iter().any(|(name, value)| *name == "authorization" && value.ends_with("the key")) {
                return said(401, json!({}));
            }
            let mut board = self.0.borrow_mut();
            if request.method == Method::Post {
                let body: Value = serde_json::from_str(&request.body.unwrap_or_default()).unwrap_or_default();
                let mut new = Vec::new();
                for notice in body["notices"].as_array().into_iter().flatten() {
                    new.push(board.iter().all(|known| known["id"] != notice["id"]));
                    if new.last() == Some(&true) {
                        board.push(notice.clone());
                    }
                }
                return said(200, json!({ "new": new }));
            }
            let asked = |name: &str| {
                let query = request.url.split_once('?').map_or("", |(_, query)| query);
                let pair = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
                pair.and_then(|(_, value)| value.parse::<usize>().ok())
            };
            let (Some(from), Some(limit)) = (asked("from"), asked("limit")) else { return said(416, json!({})) };
            let Some(rest) = board.get(from..) else { return said(416, json!({})) };
            let notices = rest.get(..limit).unwrap_or(rest);
            let (next, more) = ((from + notices.len()).to_string(), notices.len() < rest.len());
            said(200, json!({ "notices": notices, "next": next, "more": more }))
        }
    }
}

fn client(server: &Server) -> Board<Server> {
    let account = Account { user: String::new(), secret: "the key".into() };
    let url = "https://board.example.org".into();
    Board::new(&Settings { kind: Kind::Rest, url, place: "events".into(), account }, server.clone())
}

#[test]
fn the_template_keeps_the_contract() {
    pollster::block_on(async {
        conformance::run(async || client(&Server::default()), async |same| same).await;
        let clients = async |count| {
            let server = Server::default();
            (0..count).map(|_| client(&server)).collect()
        };
        sharing::run(clients).await;
    });
}
