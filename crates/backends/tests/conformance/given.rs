//! The server that the environment names.

use guildhall_backends::{Account, Backend, Fetch, Kind, Method, NativeFetch, Request, Settings};
use guildhall_engine::json;
use guildhall_store::{AuthReason, EventStore as _};
use serde_json::Value;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The number of the next place, for all tests of this run, which go on at the same time.
static NEXT: AtomicUsize = AtomicUsize::new(0);

pub struct Given {
    pub name: String,
    settings: Settings,
    places: Vec<String>,
    /// Where the faults on the way to it are switched, when there are any.
    faults: Option<String>,
    fetch: NativeFetch,
}

impl Given {
    /// From the environment.
    pub fn read() -> Given {
        let line = std::env::var("GUILDHALL_BACKEND").expect("`GUILDHALL_BACKEND` names a server");
        let line = json::parse(&line).expect("`GUILDHALL_BACKEND` is a line of JSON");
        let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
        let kind = Kind::of(&text("kind")).expect("`kind` is a kind of server");
        let account = Account { user: text("user"), secret: text("secret") };
        let places = line["places"].as_array().map(Vec::as_slice).unwrap_or_default();
        Given {
            name: text("name"),
            settings: Settings { kind, url: text("url"), place: text("place"), account },
            places: places.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            faults: line["faults"].as_str().map(str::to_owned),
            fetch: NativeFetch::new(Duration::from_secs(20)).unwrap(),
        }
    }

    /// Lets things go wrong on the way to it from now on, or nothing any more; nothing but the way is told.
    pub async fn faults(&self, on: bool) {
        if let Some(url) = &self.faults {
            let mut request = Request::new(Method::Put, url.clone());
            request.body = Some(if on { "on" } else { "off" }.to_owned());
            self.fetch.fetch(request).await.expect("the switch of the faults is there");
        }
    }

    /// How many worlds are made on it.
    pub fn runs(&self) -> u64 {
        std::env::var("GUILDHALL_WORLDS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(2)
    }

    pub fn can_be_read(&self) -> bool {
        self.client(self.settings()).caps().pull
    }

    /// As it was given.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }

    /// With an empty place: one of those that were prepared, or one of a new name where the kind makes it by itself.
    pub fn place(&self) -> Settings {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let place = match self.places.get(n) {
            Some(place) => place.clone(),
            None if self.places.is_empty() => format!("{}{}{n}", self.settings.place, std::process::id()),
            None => panic!("{} places were prepared, and more are needed", self.places.len()),
        };
        Settings { place, ..self.settings() }
    }

    pub fn client(&self, settings: Settings) -> Backend<NativeFetch> {
        Backend::new(settings, self.fetch.clone()).expect("the settings are sound")
    }

    pub fn client_by<F: Fetch>(&self, settings: Settings, by: impl Fn(NativeFetch) -> F) -> Backend<F> {
        Backend::new(settings, by(self.fetch.clone())).expect("the settings are sound")
    }

    async fn signed_in(&self, settings: Settings) -> Backend<NativeFetch> {
        let client = self.client(settings);
        client.authorize(AuthReason::First).await.expect("the account is let in");
        client
    }

    /// Clients of one empty place.
    pub async fn fresh(&self, count: usize) -> Vec<Backend<NativeFetch>> {
        let settings = self.place();
        let mut clients = Vec::new();
        for _ in 0..count {
            clients.push(self.signed_in(settings.clone()).await);
        }
        clients
    }

    /// Another client of the same place.
    pub async fn again(&self, client: &Backend<NativeFetch>) -> Backend<NativeFetch> {
        self.signed_in(client.settings().clone()).await
    }
}
