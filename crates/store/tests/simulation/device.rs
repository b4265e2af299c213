//! One device of the simulated world: a replica, a sync, a clock of its own.

use super::chance::Chance;
use guildhall_engine::digest::{hex, sha256};
use guildhall_engine::event::{Event, Verb};
use guildhall_engine::id::{DeviceId, EventId, MemberId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::time::Moment;
use guildhall_store::sync::{Answer, MemoryReplica, Replica as _, Settings, Signal, Step, Syncer};
use guildhall_store::{Caps, codec};
use pollster::block_on;

pub struct Device {
    pub id: DeviceId,
    pub replica: MemoryReplica,
    pub syncer: Syncer,
    /// The number of the last event.
    pub n: u64,
    /// How far its clock is from the true time.
    pub offset: i64,
    /// What was asked for, and when the answer comes; a request that hangs has none.
    pub flight: Option<(i64, Option<Answer>)>,
    /// Nothing to do before.
    pub wake: i64,
    /// Its disk is full until then.
    pub full_until: i64,
    /// The store asked to be left alone until then.
    pub alone_until: i64,
}

impl Device {
    pub fn new(number: usize, caps: Caps, settings: Settings, now: i64) -> Device {
        let mut device = Device {
            id: DeviceId::from(format!("device-{number}")),
            replica: MemoryReplica::new(),
            syncer: Syncer::new(caps, settings, 0, None, Moment(now)),
            n: 0,
            offset: 0,
            flight: None,
            wake: now,
            full_until: 0,
            alone_until: 0,
        };
        device.syncer.signal(Signal::Consent(true));
        device
    }

    /// What its clock shows.
    pub fn clock(&self, now: i64) -> Moment {
        Moment(now + self.offset)
    }

    /// Writes events; `object` says what each is about.
    pub fn write(
        &mut self,
        count: usize,
        now: i64,
        chance: &mut Chance,
        mut object: impl FnMut(&mut Chance) -> String,
    ) {
        let first = self.n + 1;
        let events: Vec<Event> = (first..first + count as u64)
            .map(|n| Event {
                id: EventId([chance.next().to_be_bytes(), chance.next().to_be_bytes()].concat().try_into().unwrap()),
                at: self.clock(now),
                member: MemberId::from("ada"),
                verb: Verb::View,
                object: Some(object(chance).into()),
                owner: None,
                value: None,
                note: None,
                source: Default::default(),
                device: self.id.clone(),
                n,
            })
            .collect();
        self.n += count as u64;
        self.replica.write(events);
        self.syncer.signal(Signal::Changed);
        self.wake = now;
    }

    /// The tab is killed and opened again.
    pub fn reopen(&mut self, caps: Caps, now: i64, chance: &mut Chance) {
        let record = block_on(self.replica.record()).unwrap();
        self.syncer = Syncer::new(caps, Settings::default(), chance.next(), record.as_deref(), self.clock(now));
        self.syncer.signal(Signal::Consent(true));
        (self.flight, self.wake, self.alone_until) = (None, now, 0);
    }

    /// Does what concerns the replica; `None` for what concerns the store.
    pub fn keep(&self, step: &Step) -> Option<Answer> {
        block_on(async {
            Some(match step {
                Step::Load { skip, limit } => Answer::Loaded(self.replica.pending(*skip, *limit).await),
                Step::Commit(commit) => Answer::Kept(self.replica.commit(commit).await),
                Step::Requeue(requeue) => Answer::Kept(self.replica.requeue(requeue).await),
                _ => return None,
            })
        })
    }

    /// What the device holds and did not set aside.
    pub fn events(&self) -> Vec<Event> {
        let aside = self.replica.aside();
        let mut events = self.replica.events();
        events.retain(|event| aside.binary_search_by(|aside| aside.id.cmp(&event.id)).is_err());
        events
    }

    /// The digest of the ledger, in its order.
    pub fn digest(&self) -> (usize, String) {
        let ledger = Ledger::of("ada".into(), self.events());
        let mut bytes = Vec::new();
        for entry in ledger.entries() {
            codec::encode(&entry.event, &mut bytes).unwrap();
        }
        (ledger.entries().len(), hex(&sha256(&bytes)))
    }
}
