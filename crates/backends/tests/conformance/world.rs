//! Several devices on bad lines, and one real server.

use crate::faulty::{Faulty, Trouble};
use crate::given::Given;
use guildhall_backends::{Backend, NativeFetch, together};
use guildhall_engine::event::Event;
use guildhall_engine::id::{DeviceId, EventId};
use guildhall_engine::time::Moment;
use guildhall_store::sync::{MemoryReplica, Rest, Settings, Signal, State, Syncer, run};
use guildhall_store::testing::{conformance, event};
use guildhall_store::{AuthReason, EventStore as _};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

const DEVICES: usize = 3;
const ROUNDS: u64 = 12;

pub struct Device {
    pub id: DeviceId,
    pub replica: MemoryReplica,
    syncer: RefCell<Syncer>,
    pub backend: Backend<Faulty<NativeFetch>>,
    /// Its clock, which goes on whenever there is something to wait for: no test waits for real.
    pub now: Cell<i64>,
    n: Cell<u64>,
}

impl Device {
    pub fn new(number: usize, backend: Backend<Faulty<NativeFetch>>, seed: u64) -> Device {
        // One clock is off by a day, and two show the same.
        let now = 1_700_000_000_000 + if number == 0 { 86_400_000 } else { 0 };
        let syncer = Syncer::new(backend.caps(), Settings::default(), seed, None, Moment(now));
        let device = Device {
            id: DeviceId::from(format!("device-{number}")),
            replica: MemoryReplica::new(),
            syncer: RefCell::new(syncer),
            backend,
            now: Cell::new(now),
            n: Cell::new(0),
        };
        device.syncer.borrow_mut().signal(Signal::Consent(true));
        device
    }

    pub fn write(&self, count: u64) {
        let first = self.n.get() + 1;
        self.n.set(self.n.get() + count);
        let events = (first..first + count).map(|n| Event {
            id: EventId::of_name(&format!("{} {n}", self.id)),
            at: Moment(self.now.get() + n as i64),
            device: self.id.clone(),
            ..event(n)
        });
        self.replica.write(events);
        self.syncer.borrow_mut().signal(Signal::Changed);
    }

    /// Lets it do what it wants to, and then lets time go by until it wants something again.
    async fn go_on(&self) {
        let rest = run(&self.syncer, &self.backend, &self.replica, || Moment(self.now.get())).await;
        match rest {
            Rest::Until(until) => self.now.set(until.0.max(self.now.get())),
            Rest::Idle => self.now.set(self.now.get() + 60_000),
        }
        if self.syncer.borrow().status().state == State::NeedsSignIn {
            let _ = self.backend.authorize(AuthReason::Expired).await;
            self.syncer.borrow_mut().signal(Signal::SignedIn);
        }
    }

    async fn live(&self, trouble: &Trouble) {
        for _ in 0..ROUNDS {
            self.write(trouble.below(40));
            for _ in 0..=trouble.below(4) {
                self.go_on().await;
            }
        }
    }

    /// On a good line until nothing is left to do.
    pub async fn come_to_rest(&self) {
        for _ in 0..60 {
            self.syncer.borrow_mut().signal(Signal::SyncNow);
            self.go_on().await;
            let status = self.syncer.borrow().status();
            if status.fault.is_none() && status.pending == 0 && status.state == State::Resting {
                return;
            }
        }
        panic!("{} comes to rest on a good line: {:?}", self.id, self.syncer.borrow().status());
    }
}

pub fn set(events: impl IntoIterator<Item = Event>) -> BTreeMap<EventId, Event> {
    events.into_iter().map(|event| (event.id, event)).collect()
}

/// Nothing is missed and nothing is doubled, whatever happens on the way.
pub async fn converge(given: &Given, seed: u64) {
    let trouble = Trouble::new(seed);
    let settings = given.place();
    let device = |number| {
        let line = |fetch| Faulty { fetch, trouble: Rc::clone(&trouble) };
        Device::new(number, given.client_by(settings.clone(), line), seed * 100 + number as u64)
    };
    let devices: Vec<Device> = (0..DEVICES).map(device).collect();
    given.faults(true).await;
    together::all(devices.iter().map(|device| device.live(&trouble)), DEVICES).await;
    trouble.over.set(true);
    given.faults(false).await;
    for device in devices.iter().chain(&devices) {
        device.come_to_rest().await;
    }
    let written: BTreeMap<EventId, Event> = set(devices.iter().flat_map(|device| device.replica.events()));
    let total: u64 = devices.iter().map(|device| device.n.get()).sum();
    assert_eq!(written.len() as u64, total, "nothing is made up");
    for device in &devices {
        assert_eq!(
            (device.replica.waiting(), device.replica.aside()),
            (0, Vec::new()),
            "{} sent everything",
            device.id
        );
        let missed = written.len() - device.replica.events().len();
        assert_eq!(missed, 0, "{} missed {missed} events of {total}", device.id);
        assert_eq!(set(device.replica.events()), written, "{} holds what the others hold", device.id);
    }
    let reader = given.client(settings);
    reader.authorize(AuthReason::First).await.expect("the account is let in");
    let (stored, _) = conformance::follow(&reader, None, 1000).await;
    if reader.caps().ordered {
        assert_eq!(stored.len() as u64, total, "nothing is stored twice");
    }
    assert_eq!(set(stored), written, "the server has what the devices hold");
    let made: Vec<String> = trouble.made.borrow().iter().map(|(name, count)| format!("{count} {name}")).collect();
    println!("{}: {total} events of {DEVICES} devices, 0 missed, 0 doubled; {}", given.name, made.join(", "));
}
