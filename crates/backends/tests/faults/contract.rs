//! A server of the project's own contract, in memory, of which copies can be made and put back.

use crate::client;
use crate::script::json;
use guildhall_backends::{Fetch, Kind, Method, Request, Response, Unreachable};
use guildhall_engine::event::Event;
use guildhall_engine::id::{DeviceId, EventId};
use guildhall_engine::time::Moment;
use guildhall_store::sync::{MemoryReplica, Rest, Settings, Signal, Syncer, run};
use guildhall_store::testing::event;
use guildhall_store::{Ack, Cursor, EventStore as _, MemoryStore};
use pollster::block_on;
use serde_json::{Value, json as value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

#[derive(Default)]
struct Server {
    store: RefCell<Rc<MemoryStore>>,
}

impl Server {
    fn events(&self) -> Vec<Event> {
        block_on(self.store.borrow().since(None, u32::MAX)).unwrap().events
    }

    /// Becomes what it was when it had so many events.
    fn restore(&self, count: usize) {
        let old = MemoryStore::new();
        block_on(old.append(&self.events()[..count])).unwrap();
        self.store.replace(Rc::new(old));
    }
}

impl Fetch for Server {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let body = guildhall_engine::json::parse(request.body.as_deref().unwrap_or("null")).unwrap();
        let path = request.url.strip_prefix("https://hall.example.org").unwrap();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let said = |value: Value| json(200, &value.to_string());
        let written = |events: &[Event]| events.iter().map(Event::to_json).collect::<Vec<_>>();
        let store = Rc::clone(&self.store.borrow());
        match (request.method, path) {
            (_, "/events/session") => said(value!({ "token": "let in" })),
            (Method::Post, "/events/events") => {
                let events = guildhall_backends::answer::events(body["events"].as_array().unwrap());
                let acks = store.append(&events).await.unwrap();
                let outcome = |(event, ack): (&Event, &Ack)| {
                    let outcome = if *ack == Ack::Stored { "stored" } else { "duplicate" };
                    value!({ "id": event.id.to_string(), "outcome": outcome })
                };
                said(value!({ "outcomes": events.iter().zip(&acks).map(outcome).collect::<Vec<_>>() }))
            }
            (Method::Get, "/events/events") => {
                let field = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
                let after = field("after").map(Cursor::new);
                match store.since(after.as_ref(), field("limit").unwrap().parse().unwrap()).await {
                    Ok(page) => said(value!({
                        "events": written(&page.events), "cursor": page.cursor.as_str(), "done": page.done
                    })),
                    Err(_) => json(410, "{}"),
                }
            }
            (Method::Post, "/events/events/find") => {
                let ids: Vec<EventId> = body["ids"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|id| EventId::parse(id.as_str().unwrap()).unwrap())
                    .collect();
                said(value!({ "events": written(&store.get(&ids).await.unwrap()) }))
            }
            _ => json(404, "{}"),
        }
    }
}

struct Device {
    name: &'static str,
    replica: MemoryReplica,
    syncer: RefCell<Syncer>,
    backend: guildhall_backends::Backend<Rc<Server>>,
    now: Cell<i64>,
    n: Cell<u64>,
}

impl Device {
    fn new(name: &'static str, server: &Rc<Server>, now: i64) -> Device {
        let backend = client(Kind::Rest, "https://hall.example.org", Rc::clone(server));
        let syncer = RefCell::new(Syncer::new(backend.caps(), Settings::default(), 7, None, Moment(now)));
        syncer.borrow_mut().signal(Signal::Consent(true));
        Device { name, replica: MemoryReplica::new(), syncer, backend, now: Cell::new(now), n: Cell::new(0) }
    }

    fn write(&self, count: u64) {
        let first = self.n.get() + 1;
        self.n.set(first + count - 1);
        self.replica.write((first..first + count).map(|n| Event {
            id: EventId::of_name(&format!("{} {n}", self.name)),
            device: DeviceId::from(self.name),
            at: Moment(self.now.get()),
            ..event(n)
        }));
        self.syncer.borrow_mut().signal(Signal::Changed);
    }

    /// Lets hours go by.
    fn live(&self, hours: i64) {
        let end = self.now.get() + hours * 3_600_000;
        while self.now.get() < end {
            match block_on(run(&self.syncer, &self.backend, &self.replica, || Moment(self.now.get()))) {
                Rest::Until(until) => self.now.set(until.0),
                Rest::Idle => panic!("there is always a next round"),
            }
        }
    }
}

#[test]
fn a_server_restored_from_an_old_copy_gets_back_what_it_lost() {
    // The copy is older than everything that was written, than some of it, or as old as the last event.
    for kept in [0, 60, 149] {
        let server = Rc::new(Server::default());
        let start = 1_700_000_000_000;
        let devices = [Device::new("left", &server, start), Device::new("right", &server, start + 86_400_000)];
        for device in &devices {
            device.write(75);
        }
        devices.iter().chain(&devices).for_each(|device| device.live(1));
        assert_eq!(server.events().len(), 150);
        server.restore(kept);
        // One goes on writing as if nothing had happened, so that the cursors mean something again, and something else.
        devices[0].write(40);
        devices.iter().for_each(|device| device.live(9));
        assert_eq!(server.events().len(), 190, "within hours, of a copy with {kept} events");
        // A cursor that is a mere number may mean another place by now, so that only comparing everything tells.
        devices.iter().for_each(|device| device.live(8 * 24));
        for device in &devices {
            assert_eq!(device.replica.events().len(), 190, "{} of a copy with {kept} events", device.name);
            assert_eq!((device.replica.waiting(), device.replica.aside().len()), (0, 0));
        }
    }
}

#[test]
fn devices_whose_clocks_agree_or_are_a_day_apart_end_up_alike() {
    let start = 1_700_000_000_000;
    for off in [0, 86_400_000, -86_400_000] {
        let server = Rc::new(Server::default());
        let devices = [Device::new("left", &server, start), Device::new("right", &server, start + off)];
        for _ in 0..3 {
            // Both write at the same moments, so that times and numbers are equal where the clocks are.
            devices.iter().for_each(|device| device.write(20));
            devices.iter().for_each(|device| device.live(1));
        }
        devices.iter().for_each(|device| device.live(1));
        let held = |device: &Device| {
            let mut events = device.replica.events();
            events.sort_by_key(|event| event.id);
            events
        };
        assert_eq!(held(&devices[0]).len(), 120, "with clocks {off} apart");
        assert_eq!(held(&devices[0]), held(&devices[1]), "with clocks {off} apart");
        assert_eq!(server.events().len(), 120, "with clocks {off} apart");
        assert!(devices.iter().all(|device| device.replica.waiting() == 0));
    }
}
