//! A learning record store in memory, strict or as loose as real ones are.

use crate::script::json;
use guildhall_backends::{Account, Backend, Fetch, Kind, Method, Request, Response, Settings, Unreachable};
use guildhall_engine::time::Moment;
use guildhall_store::testing::{conformance, sharing};
use pollster::block_on;
use serde_json::{Value, json as value};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How it reads what the standard says.
#[derive(Clone, Copy)]
struct Habits {
    /// The newest comes first on each page, though the pages follow each other from the oldest on.
    turned_pages: bool,
    /// It shows the newest page first, whatever was asked.
    newest_first: bool,
    /// It gives pages of this size, whatever was asked.
    page: Option<usize>,
    /// It says what time it is.
    clock: bool,
    /// It keeps so many milliseconds apart and no fewer.
    tick: i64,
}

struct Server {
    habits: Habits,
    now: Cell<i64>,
    /// Each with the time when it was stored.
    statements: RefCell<Vec<(i64, Value)>>,
    /// Where the statement of an id is.
    places: RefCell<BTreeMap<String, usize>>,
}

impl Server {
    fn take(&self, body: &Value) -> Result<Response, Unreachable> {
        let (mut statements, mut places) = (self.statements.borrow_mut(), self.places.borrow_mut());
        let mut new = Vec::new();
        for statement in body.as_array().unwrap() {
            match places.get(statement["id"].as_str().unwrap()).map(|at| &statements[*at].1) {
                None => new.push(statement.clone()),
                // The same statement again is as good as taken; another one under its id is a conflict.
                Some(known) if known["context"] == statement["context"] => {}
                Some(_) => return json(409, "{}"),
            }
        }
        let stored = self.now.get() / self.habits.tick * self.habits.tick;
        let mut ids = Vec::new();
        for mut statement in new {
            statement["stored"] = Moment(stored).to_string().into();
            ids.push(statement["id"].clone());
            places.insert(statement["id"].as_str().unwrap().to_owned(), statements.len());
            statements.push((stored, statement));
        }
        if ids.is_empty() { json(204, "") } else { json(200, &Value::from(ids).to_string()) }
    }

    fn show(&self, query: &str) -> Result<Response, Unreachable> {
        let field = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let (statements, places) = (self.statements.borrow(), self.places.borrow());
        if let Some(id) = field("statementId") {
            let found = places.get(id).map(|at| &statements[*at].1);
            return found.map_or_else(|| json(404, "{}"), |statement| json(200, &statement.to_string()));
        }
        let since = field("since").map(|since| Moment::parse(&since.replace("%3A", ":")).unwrap().0);
        let later = statements.iter().filter(|(stored, _)| since.is_none_or(|since| *stored > since));
        let mut shown: Vec<&Value> = later.map(|(_, statement)| statement).collect();
        if self.habits.newest_first {
            shown.reverse();
        }
        // The next page begins behind the last statement of this one, however many came in the meantime.
        if let Some(after) = field("after") {
            let at = shown.iter().position(|statement| statement["id"] == after).unwrap();
            shown.drain(..=at);
        }
        let size = self.habits.page.unwrap_or_else(|| field("limit").unwrap().parse().unwrap());
        let more = shown.get(size).map(|_| {
            let query = query.split("&after=").next().unwrap();
            format!("/xAPI/statements?{query}&after={}", shown[size - 1]["id"].as_str().unwrap())
        });
        shown.truncate(size);
        if self.habits.turned_pages {
            shown.reverse();
        }
        let mut response = json(200, &value!({ "statements": shown, "more": more.unwrap_or_default() }).to_string())?;
        if self.habits.clock {
            let through = Moment(self.now.get()).to_string();
            response.headers.push(("x-experience-api-consistent-through".into(), through));
        }
        Ok(response)
    }
}

impl Fetch for Server {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        self.now.set(self.now.get() + 1);
        let path = request.url.strip_prefix("https://lrs.example.org/xAPI/statements").unwrap();
        match request.method {
            Method::Post => self.take(&guildhall_engine::json::parse(request.body.as_deref().unwrap()).unwrap()),
            _ => self.show(path.strip_prefix('?').unwrap()),
        }
    }
}

fn keeps_the_contract(habits: Habits) {
    let server = || {
        let now = Cell::new(1_700_000_000_000);
        Rc::new(Server { habits, now, statements: RefCell::default(), places: RefCell::default() })
    };
    let client = |server: &Rc<Server>| {
        let account = Account { user: "ada".into(), secret: "a word".into() };
        let url = "https://lrs.example.org/xAPI".into();
        Backend::new(Settings { kind: Kind::Xapi, url, place: String::new(), account }, Rc::clone(server)).unwrap()
    };
    let last = RefCell::new(server());
    let fresh = async || {
        last.replace(server());
        client(&last.borrow())
    };
    block_on(conformance::run(fresh, async |_| client(&last.borrow())));
    block_on(sharing::run(async |count| {
        let server = server();
        (0..count).map(|_| client(&server)).collect()
    }));
}

const STRICT: Habits = Habits { turned_pages: false, newest_first: false, page: None, clock: true, tick: 1 };

#[test]
fn nothing_is_missed_on_a_record_store_of_turned_pages_and_whole_seconds() {
    keeps_the_contract(Habits { turned_pages: true, tick: 1000, ..STRICT });
}

#[test]
fn nothing_is_missed_on_a_record_store_that_shows_the_newest_first_and_small_pages() {
    keeps_the_contract(Habits { newest_first: true, page: Some(50), clock: false, ..STRICT });
}

#[test]
fn nothing_is_missed_on_a_record_store_whose_pages_are_larger_than_asked_and_that_knows_no_time() {
    keeps_the_contract(Habits { turned_pages: true, page: Some(100), clock: false, ..STRICT });
}
