//! Devices, one store, and everything that goes wrong between them.

use super::backend::{Backend, Kind, POISON, REJECTED};
use super::chance::Chance;
use super::device::Device;
use guildhall_engine::id::EventId;
use guildhall_store::sync::{Answer, Settings, Signal, Step};
use guildhall_store::{Page, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

pub struct World {
    pub chance: Chance,
    pub now: i64,
    pub backend: Backend,
    pub devices: Vec<Device>,
    /// Requests that arrive a second time, and when.
    late: Vec<(i64, Vec<guildhall_engine::event::Event>)>,
    /// Faults of each kind so far.
    pub faults: BTreeMap<&'static str, u64>,
    pub troubled: bool,
    pub steps: u64,
    /// Batches that were written down, and such that were read, while another one was on its way.
    pub meanwhile: [u64; 2],
}

impl World {
    pub fn new(kind: Kind, settings: Settings, seed: u64) -> World {
        let mut chance = Chance::new(seed);
        let now = 1_700_000_000_000;
        // In half of the worlds what waits seldom fits into one batch.
        let backend = Backend::new(kind, if seed.is_multiple_of(4) || seed % 4 == 3 { 5 } else { 1000 });
        let count = 2 + chance.below(5);
        let devices = (0..count).map(|number| Device::new(number, backend.caps(), settings.clone(), now)).collect();
        World {
            chance,
            now,
            backend,
            devices,
            late: Vec::new(),
            faults: BTreeMap::new(),
            troubled: true,
            steps: 0,
            meanwhile: [0; 2],
        }
    }

    /// Writes events on all devices while everything that can go wrong does.
    pub fn live(&mut self, events: usize) {
        let mut written = 0;
        while written < events {
            if self.chance.happens(6000) {
                let count = (1 + self.chance.below(12)).min(events - written);
                let at = self.chance.below(self.devices.len());
                let now = self.now;
                self.devices[at].write(count, now, &mut self.chance, |chance| match chance.below(400) {
                    0 => POISON.into(),
                    1 => REJECTED.into(),
                    number => format!("item-{number}"),
                });
                written += count;
            }
            self.happen();
            // Never far at once, so that events are written and trouble comes in between.
            self.turn(self.now + 20_000);
        }
    }

    /// Lets the trouble end and time go by.
    pub fn calm(&mut self, span: i64) {
        self.troubled = false;
        let end = self.now + span;
        for device in &mut self.devices {
            for end in [Signal::Consent(true), Signal::SignedIn, Signal::Online(true)] {
                device.syncer.signal(end);
            }
            device.wake = self.now;
            device.full_until = 0;
            // Nobody looks when it takes days.
            device.syncer.signal(Signal::Visible(span < DAY));
        }
        while self.now < end {
            self.turn(end);
        }
    }

    /// Somebody does one thing; when nobody has anything to do, time goes on, but not too far.
    fn turn(&mut self, until: i64) {
        let now = self.now;
        if let Some(at) = self.late.iter().position(|(due, _)| *due <= now) {
            let (_, batch) = self.late.swap_remove(at);
            let _ = self.backend.append(&batch, now, &mut self.chance);
        }
        let time = |device: &Device| device.flight.as_ref().map_or(device.wake, |(due, _)| *due);
        let ready: Vec<usize> = (0..self.devices.len()).filter(|at| time(&self.devices[*at]) <= now).collect();
        if ready.is_empty() {
            let next = self.devices.iter().map(time).min().unwrap_or(now);
            self.now = next.min(until);
            return;
        }
        self.steps += 1;
        let at = ready[self.chance.below(ready.len())];
        let device = &mut self.devices[at];
        let clock = device.clock(now);
        if let Some((_, answer)) = device.flight.take() {
            // A request that hangs is given up and something else is done next.
            if let Some(answer) = answer {
                if let Answer::Appended(Err(StoreError::Retryable { after: Some(after) }))
                | Answer::Read(Err(StoreError::Retryable { after: Some(after) })) = &answer
                {
                    device.alone_until = now + after.as_millis() as i64;
                }
                device.syncer.answer(answer, clock);
            }
            return;
        }
        let step = device.syncer.next(clock);
        match step {
            Step::Wait(until) => {
                assert!(until > clock, "a wait lies in the future");
                device.wake = now + (until.0 - clock.0);
            }
            Step::Idle => device.wake = now + 60 * MINUTE,
            step => self.perform(at, &step),
        }
    }

    fn perform(&mut self, at: usize, step: &Step) {
        let now = self.now;
        let device = &self.devices[at];
        let (answer, delay) = match self.keep(at, step) {
            Some(answer) => (Some(answer), self.chance.between(0, 5)),
            None => {
                assert!(now >= device.alone_until, "{} does not leave the store alone", device.id);
                let answer = self.ask(step);
                // Not every host does two things at once.
                if self.chance.happens(30_000) {
                    self.meanwhile(at);
                }
                (answer, self.chance.between(10, 400))
            }
        };
        let delay = if answer.is_some() { delay } else { 30_000 };
        self.devices[at].flight = Some((now + delay, answer));
    }

    /// Does on the replica what can be done while the store answers, or a part of it.
    fn meanwhile(&mut self, at: usize) {
        while let Some(step) = self.devices[at].syncer.meanwhile() {
            let answer = self.keep(at, &step).expect("meanwhile the replica alone is asked");
            match &answer {
                Answer::Kept(Ok(_)) => self.meanwhile[0] += 1,
                Answer::Loaded(Ok(pending)) if !pending.events.is_empty() => self.meanwhile[1] += 1,
                _ => {}
            }
            if self.chance.happens(5_000) {
                return;
            }
            self.devices[at].syncer.done_meanwhile(answer);
        }
    }

    /// Does what concerns the replica, unless its disk is full.
    fn keep(&self, at: usize, step: &Step) -> Option<Answer> {
        let device = &self.devices[at];
        if self.now < device.full_until && matches!(step, Step::Commit(_) | Step::Requeue(_)) {
            return Some(Answer::Kept(Err(StoreError::permanent("storage-full", "the disk is full"))));
        }
        device.keep(step)
    }

    /// Asks the store, or what lies between.
    fn ask(&mut self, step: &Step) -> Option<Answer> {
        if self.troubled && self.chance.happens(20_000) {
            return self.fault(step);
        }
        Some(self.honestly(step))
    }

    fn honestly(&mut self, step: &Step) -> Answer {
        match step {
            Step::Append(batch) => Answer::Appended(self.backend.append(batch, self.now, &mut self.chance)),
            Step::Since { cursor, limit } => Answer::Read(self.backend.since(cursor.as_ref(), *limit, self.now)),
            Step::Get(ids) => Answer::Found(self.backend.get(ids)),
            _ => Answer::Authorized(Ok(())),
        }
    }

    fn fault(&mut self, step: &Step) -> Option<Answer> {
        let failed = |error: StoreError| match step {
            Step::Append(_) => Answer::Appended(Err(error)),
            Step::Since { .. } => Answer::Read(Err(error)),
            Step::Get(_) => Answer::Found(Err(error)),
            _ => Answer::Authorized(Err(error)),
        };
        let unreachable = |after| StoreError::Retryable { after };
        let (name, answer) = match self.chance.below(14) {
            0 => ("request dropped", Some(failed(unreachable(None)))),
            1 | 2 => {
                self.honestly(step);
                ("answer dropped", Some(failed(unreachable(None))))
            }
            3 => {
                if let Step::Append(batch) = step {
                    let due = self.now + self.chance.between(0, 10 * MINUTE);
                    self.late.push((due, batch.clone()));
                }
                ("delivered twice", Some(self.honestly(step)))
            }
            4 => ("401", Some(failed(StoreError::Auth { denied: false }))),
            5 => ("403", Some(failed(StoreError::Auth { denied: true }))),
            6 => ("413", Some(failed(StoreError::TooLarge { hint: self.chance.happens(50_000).then_some(20) }))),
            7 => {
                let after = Duration::from_secs(self.chance.between(1, 90) as u64);
                ("429", Some(failed(unreachable(Some(after)))))
            }
            8 => {
                if let Step::Append(batch) = step {
                    let half = &batch[..batch.len() / 2];
                    let _ = self.backend.append(half, self.now, &mut self.chance);
                }
                ("500 half-way", Some(failed(unreachable(None))))
            }
            9 => {
                if self.chance.happens(50_000) {
                    self.honestly(step);
                }
                ("hung", None)
            }
            10 if self.chance.happens(30_000) => ("cursor lost", Some(failed(StoreError::CursorLost))),
            _ => match self.honestly(step) {
                Answer::Read(Ok(page)) => ("page in disorder", Some(Answer::Read(Ok(self.disorder(page, step))))),
                answer => ("nothing", Some(answer)),
            },
        };
        // An event that is too large alone is rightly set aside, so nobody says that of one.
        if name == "413" && matches!(step, Step::Append(batch) if batch.len() == 1) {
            return Some(self.honestly(step));
        }
        *self.faults.entry(name).or_default() += 1;
        answer
    }

    /// Shorter, repeated, and in another order.
    fn disorder(&mut self, page: Page, step: &Step) -> Page {
        let mut page = page;
        if let Step::Since { cursor, limit } = step
            && self.chance.happens(50_000)
            && let Ok(short) = self.backend.since(cursor.as_ref(), (limit / 7).max(1), self.now)
        {
            page = short;
        }
        for _ in 0..self.chance.below(4) {
            page.events.extend(self.backend.any(&mut self.chance).filter(|_| !page.done || !page.events.is_empty()));
        }
        for at in (1..page.events.len()).rev() {
            page.events.swap(at, self.chance.below(at + 1));
        }
        page
    }

    /// What happens to devices and store as such.
    fn happen(&mut self) {
        if self.chance.happens(95_000) {
            return;
        }
        let at = self.chance.below(self.devices.len());
        let (now, caps) = (self.now, self.backend.caps());
        let device = &mut self.devices[at];
        let name = match self.chance.below(400) {
            0..20 => {
                device.reopen(caps, now, &mut self.chance);
                "tab killed"
            }
            20..30 => {
                device.full_until = now + self.chance.between(1, 30) * MINUTE;
                "disk full"
            }
            30..34 => {
                device.offset = [0, DAY, -DAY, 12_345][self.chance.below(4)];
                device.alone_until = 0;
                "clock set"
            }
            34..50 => {
                device.syncer.signal(Signal::Online(false));
                "offline"
            }
            50..110 => {
                device.syncer.signal(Signal::Online(true));
                device.wake = device.wake.min(now);
                "online"
            }
            110..180 => {
                device.syncer.signal(Signal::SignedIn);
                device.wake = device.wake.min(now);
                "signed in"
            }
            180..190 => {
                device.flight = None;
                device.syncer.signal(Signal::Cancel);
                device.wake = now;
                "cancelled"
            }
            190..200 => {
                device.syncer.signal(Signal::SyncNow);
                device.wake = now;
                "asked for"
            }
            200..204 => {
                device.syncer.signal(Signal::Consent(false));
                "consent taken back"
            }
            204..240 => {
                device.syncer.signal(Signal::Consent(true));
                device.wake = now;
                "consent given"
            }
            240..246 => {
                self.backend.copy();
                "copy made"
            }
            246..249 if self.backend.restore() > 0 => "store restored",
            249..251 => {
                self.backend.most = 30 + self.chance.below(400);
                "limit changed"
            }
            _ => return,
        };
        *self.faults.entry(name).or_default() += 1;
    }

    /// Sound events that the store or a device misses: should be none.
    pub fn missing(&self) -> usize {
        let mut written: BTreeSet<EventId> = BTreeSet::new();
        for device in &self.devices {
            written.extend(device.events().iter().filter(|event| is_sound(event)).map(|event| event.id));
        }
        let unstored = written.iter().filter(|id| !self.backend.has(id)).count();
        let unread = self.devices.iter().map(|device| written.len() - device.events().len().min(written.len()));
        unstored + unread.sum::<usize>()
    }

    /// Everything that must be true in the end.
    pub fn assert_converged(&self) {
        let written: u64 = self.devices.iter().map(|device| device.n).sum();
        let mut aside = 0;
        for device in &self.devices {
            assert_eq!(device.replica.waiting(), 0, "the outbox of {} is empty", device.id);
            for event in device.replica.aside() {
                assert!(!event.foreign && event.device == device.id, "{event:?} was set aside by another device");
            }
            let refused = device.replica.events().into_iter().filter(|event| !is_sound(event)).count();
            assert_eq!(device.replica.aside().len(), refused, "of {} the unsound events are set aside", device.id);
            aside += refused;
        }
        assert_eq!(self.backend.len() + aside, written as usize, "every event is stored once, or set aside");
        let (count, digest) = self.devices[0].digest();
        assert_eq!(count, self.backend.len(), "every stored event is visible once");
        for device in &self.devices {
            assert_eq!(device.digest(), (count, digest.clone()), "{} has the ledger of the others", device.id);
            let others: Vec<_> =
                device.syncer.status().holes.into_iter().filter(|hole| hole.device == device.id).collect();
            assert_eq!(others, [], "{} knows what it set aside itself", device.id);
        }
    }
}

fn is_sound(event: &guildhall_engine::event::Event) -> bool {
    !event.object.as_ref().is_some_and(|object| [POISON, REJECTED].contains(&object.as_str()))
}
