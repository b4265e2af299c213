//! The template of a backend of one's own (docs/backends/README.md), with the made-up server that it speaks to.
//!
//! Copy `adapter` into `src/`, change it until it speaks to your server, and let the two suites say what is still missing.

use adapter::Board;
use guildhall_backends::{Account, Kind, Settings};
use guildhall_store::testing::{conformance, sharing};
use server::Server;

/// What becomes a file of `src/`.
mod adapter {
    use guildhall_backends::answer::{bad, events, flag, list, page, read, text};
    use guildhall_backends::body::object;
    use guildhall_backends::{Fetch, Method, Pass, Server, Settings, address, batch};
    use guildhall_engine::event::Event;
    use guildhall_store::{Ack, Caps, Cursor, EventStore, Page, StoreError};
    use serde_json::Value;

    /// A notice board: what is put up stays, and is numbered in the order in which it came.
    #[derive(Debug)]
    pub struct Board<F> {
        server: Server<F>,
    }

    impl<F: Fetch> Board<F> {
        /// A client of a board; the place is its name.
        pub fn new(settings: &Settings, fetch: F) -> Board<F> {
            let base = [settings.base(), "/", &address::part(settings.place_or("events"))].concat();
            // The key goes with every request. A server that signs members in gets an `authorize` below.
            Board { server: Server::new(base, settings, Pass::key(&settings.account), fetch) }
        }

        async fn send(&self, events: &[&Event]) -> Result<Vec<Ack>, StoreError> {
            let notices: Value = events.iter().map(|event| event.to_json()).collect();
            let request = self.server.request(Method::Post, &[]).json(&object([("notices", notices)]));
            // `ask` makes of every other answer the failure that the sync understands.
            let answer = self.server.ask(request).await?;
            // The server must say of each event whether it is new. Where it cannot, look the ids up first.
            let outcome = |(event, new): (&&Event, &Value)| match new.as_bool() {
                Some(true) => Ok(Ack::Stored),
                Some(false) => Ok(Ack::Duplicate),
                None => Err(bad(&["nothing is said of the event ", &event.id.to_string()].concat())),
            };
            events.iter().zip(list(&answer, "new")?).map(outcome).collect()
        }
    }

    impl<F: Fetch> EventStore for Board<F> {
        fn caps(&self) -> Caps {
            // What the server takes at once. `ordered` when pages come in the order in which events were taken.
            Caps { batch_events: 500, ordered: true, ..batch::USUAL }
        }

        async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
            // Unsound events and repetitions never reach the server.
            batch::append(batch, async |events| self.send(events).await).await
        }

        async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
            let from = address::part(cursor.map_or("0", Cursor::as_str));
            let request = self.server.request(Method::Get, &["?from=", &from, "&limit=", &limit.to_string()]);
            // This board says 416 to a place where it has nothing.
            let answer = read(&self.server.turn(request, &[416]).await?)?;
            let notices = list(&answer, "notices")?;
            Ok(page(events(notices), text(&answer, "next")?, !flag(&answer, "more")?))
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
