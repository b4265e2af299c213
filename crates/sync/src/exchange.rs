//! The exchange itself, in the background of one tab, or once.

use crate::connection::Connection;
use crate::levels::Levels;
use crate::line::{Line, Saying};
use crate::rounds::Rounds;
use crate::stopping::Word;
use crate::told::Told;
use crate::{Store, TOKEN};
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use guildhall_browser::{Attention, Hall, HallReplica, Tabs, Turn, is_online, is_visible, lock, now, random};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::sync::{Aside, Replica as _, Rest, Settings, Signal, Syncer, run};
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use std::cell::{Cell, OnceCell, RefCell};
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::task::Poll;

/// After something was done the exchange waits this long for what is done next, in milliseconds.
const GATHER: u32 = 500;
/// The longest sleep, in milliseconds: a clock that was set meanwhile is noticed after it.
const SLEEP: i64 = 3_600_000;

/// Who has events exchanged, and acts on what comes of it.
pub trait Host {
    /// The member's level, 1 for the lowest tier, which is what some services take instead of events; 0 while it is not known.
    fn level(&self) -> u32;
    /// How it stands, here or in the tab that exchanges.
    fn stands(&self, told: &Told);
    /// All that could not be exchanged.
    fn sets_aside(&self, aside: Vec<Aside>);
    /// The server gave events, known ones among them, which are kept next.
    fn comes(&self, events: &[Event]);
    /// Another tab ended the exchange.
    fn ends(&self);
    /// What the hall is connected with, or whose it is, was changed in another tab.
    fn begins_anew(&self);
}

/// The exchange of one hall; it ends when this is dropped.
pub struct Exchange {
    inner: Rc<Inner>,
    _attention: Attention,
    _tabs: Option<Tabs>,
}

struct Inner {
    hall: Hall,
    community: String,
    host: Rc<dyn Host>,
    stop: Word,
    wake: Word,
    rounds: Rounds,
    /// Its own only in the tab that exchanges.
    syncer: RefCell<Option<Rc<RefCell<Syncer>>>>,
    replica: OnceCell<HallReplica>,
    line: OnceCell<Line>,
    gathering: RefCell<Option<Timeout>>,
    last: RefCell<Option<Told>>,
    /// How it stood when a round was asked for.
    before: RefCell<Option<Told>>,
    /// Another tab waits for the end of a round.
    is_awaited: Cell<bool>,
    keeps_going: Cell<bool>,
    /// Somebody here waits for a round, and who comes now waits for them.
    is_asked: Cell<bool>,
    turns: Rounds,
}

/// What came of a round.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Round {
    /// How it stands after it.
    pub told: Told,
    /// Events that were sent.
    pub sent: u64,
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Exchange {
    /// Joins the tabs that have a community's hall open; nothing is exchanged yet. A hall in memory is in one tab alone.
    pub fn join(hall: Hall, community: &str, host: Rc<dyn Host>) -> Exchange {
        let inner = Rc::new(Inner {
            hall,
            community: community.to_owned(),
            host,
            stop: Word::default(),
            wake: Word::default(),
            rounds: Rounds::default(),
            syncer: RefCell::default(),
            replica: OnceCell::new(),
            line: OnceCell::new(),
            gathering: RefCell::default(),
            last: RefCell::default(),
            before: RefCell::default(),
            is_awaited: Cell::default(),
            keeps_going: Cell::default(),
            is_asked: Cell::default(),
            turns: Rounds::default(),
        });
        let weak = Rc::downgrade(&inner);
        let tabs = inner.hall.is_kept().then(|| {
            let hearing = weak.clone();
            let line = Line::join(community, move |saying| {
                if let Some(inner) = hearing.upgrade() {
                    inner.hear(saying);
                }
            });
            // It is empty so far.
            let _ = inner.line.set(line);
            let gathering = weak.clone();
            Tabs::join(&["guildhall:", community].concat(), Rc::new(move || gather(&gathering)))
        });
        let attention = Attention::follow(move |turn| {
            if let Some(inner) = weak.upgrade() {
                inner.signal(match turn {
                    Turn::Online(is_online) => Signal::Online(is_online),
                    Turn::Visible(is_visible) => Signal::Visible(is_visible),
                });
            }
        });
        Exchange { inner, _attention: attention, _tabs: tabs }
    }

    /// Chooses what to exchange with, by a connection's name, and asks how it stands. With another name than before the
    /// exchange begins anew; the events stay.
    ///
    /// # Errors
    /// When the choice could not be written down.
    pub fn open(&self, connection: &Connection) -> impl Future<Output = Result<(), StoreError>> + use<> {
        let (inner, name) = (self.inner.clone(), connection.name());
        async move {
            let replica = HallReplica::open(&inner.hall, &name).await?;
            // It is empty so far.
            let _ = inner.replica.set(replica);
            inner.tell_aside().await;
            inner.say(&Saying::Ask);
            Ok(())
        }
    }

    /// Exchanges until this is stopped: once no other tab does. What is answered does not keep it from being dropped.
    pub fn keep_going(&self, connection: Rc<Connection>, store: Rc<Store>) -> impl Future<Output = ()> + use<> {
        let inner = self.inner.clone();
        async move {
            inner.keeps_going.set(true);
            if let Some(_held) = inner.stop.or(inner.lead()).await {
                inner.exchange(&connection, &store, None).await;
            }
            inner.keeps_going.set(false);
            inner.rounds.end();
        }
    }

    /// Ends it.
    pub fn stop(&self) {
        self.inner.stop.say();
        self.inner.wake.say();
    }

    /// Has everything exchanged once, here or by the tab that exchanges; nothing comes of it when this is stopped before.
    pub async fn once(&self, connection: &Connection, store: &Store, signal: Signal) -> Option<Round> {
        let inner = &self.inner;
        let _asking = Asking::begin(inner).await;
        let round = inner.rounds.next();
        inner.publish(false);
        inner.before.replace(inner.told());
        self.say(&Saying::Ask);
        self.ask(signal);
        let lead = async {
            if inner.keeps_going.get() {
                return pending().await;
            }
            let _held = inner.lead().await;
            inner.before.take();
            inner.exchange(connection, store, Some(signal)).await;
        };
        inner.stop.or(first(round, lead)).await?;
        let told = inner.last.borrow().clone().unwrap_or_default();
        let before = inner.before.take().map_or(0, |before| before.sent);
        Some(Round { sent: told.sent.saturating_sub(before), told })
    }

    /// Takes note that something was done here.
    pub fn gather(&self) {
        gather(&Rc::downgrade(&self.inner));
    }

    /// Has it done now, here or in the tab that exchanges.
    pub fn ask(&self, signal: Signal) {
        if self.inner.syncer.borrow().is_some() {
            return self.inner.signal(signal);
        }
        self.say(if signal == Signal::CheckAll { &Saying::CheckAll } else { &Saying::Now });
    }

    /// Asks the server nothing more, or does again, where it is this tab that exchanges.
    pub fn hold(&self, hold: bool) {
        if self.inner.syncer.borrow().is_some() {
            self.inner.signal(Signal::Consent(!hold));
        }
    }

    /// Tells the other tabs.
    pub fn say(&self, saying: &Saying) {
        self.inner.say(saying);
    }

    /// How many events wait for being sent; nothing is known before the first exchange, which begins with all there are.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub async fn pending(&self) -> Result<Option<u64>, StoreError> {
        match self.inner.replica.get() {
            Some(replica) if replica.record().await?.is_some() => Ok(Some(replica.pending(0, 1).await?.total)),
            _ => Ok(None),
        }
    }

    /// All that could not be exchanged.
    ///
    /// # Errors
    /// When the replica cannot be read.
    pub async fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        match self.inner.replica.get() {
            Some(replica) => replica.aside().await,
            None => Ok(Vec::new()),
        }
    }

    /// Puts events that were set aside into the outbox again.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn try_again(&self, ids: &[EventId]) -> Result<(), StoreError> {
        let inner = &self.inner;
        let Some(replica) = inner.replica.get() else { return Ok(()) };
        replica.try_again(ids).await?;
        inner.tell_aside().await;
        Ok(())
    }
}

/// What is done in one go is sent in one go.
fn gather(inner: &Weak<Inner>) {
    let Some(strong) = inner.upgrade() else { return };
    let inner = inner.clone();
    let wait = Timeout::new(GATHER, move || {
        if let Some(inner) = inner.upgrade() {
            inner.signal(Signal::Changed);
        }
    });
    strong.gathering.replace(Some(wait));
}

impl Inner {
    /// Waits for being the tab that exchanges, as long as what is answered is kept.
    async fn lead(&self) -> Option<guildhall_browser::Held> {
        if !self.hall.is_kept() {
            return None;
        }
        Some(lock(&["guildhall:sync:", &self.community].concat()).await)
    }

    fn signal(&self, signal: Signal) {
        let syncer = self.syncer.borrow().clone();
        if let Some(Ok(mut syncer)) = syncer.as_ref().map(|syncer| syncer.try_borrow_mut()) {
            syncer.signal(signal);
        }
        self.wake.say();
    }

    fn hear(&self, saying: Saying) {
        let leads = self.syncer.borrow().is_some();
        match saying {
            Saying::Stands(told) if !leads => self.show(told),
            Saying::Done(told) if !leads => {
                self.show(told);
                self.rounds.end();
            }
            Saying::Ask if leads => self.publish(true),
            Saying::Now | Saying::CheckAll => {
                // Whoever is about to lead owes the answer, too.
                self.is_awaited.set(true);
                if leads {
                    self.signal(if saying == Saying::Now { Signal::SyncNow } else { Signal::CheckAll });
                }
            }
            Saying::Stands(_) | Saying::Done(_) | Saying::Ask => {}
            Saying::End => self.host.ends(),
            Saying::Anew => self.host.begins_anew(),
        }
    }

    fn show(&self, told: Told) {
        self.before.borrow_mut().get_or_insert_with(|| told.clone());
        self.host.stands(&told);
        self.last.replace(Some(told));
    }

    fn say(&self, saying: &Saying) {
        if let Some(line) = self.line.get() {
            line.say(saying);
        }
    }

    /// How it stands, in the tab that exchanges.
    fn told(&self) -> Option<Told> {
        let syncer = self.syncer.borrow().clone()?;
        syncer.try_borrow().ok().map(|syncer| Told::from(syncer.status()))
    }

    /// Shows how it stands, and tells the other tabs.
    fn publish(&self, is_asked: bool) {
        let Some(told) = self.told() else { return };
        let is_known = self.last.borrow().as_ref() == Some(&told);
        if is_asked || !is_known {
            self.say(&Saying::Stands(told.clone()));
        }
        self.show(told);
    }

    /// Ends a round for whoever waits for it.
    fn end_round(&self) {
        if self.is_awaited.take()
            && let Some(told) = self.told()
        {
            self.say(&Saying::Done(told));
        }
        self.rounds.end();
    }

    async fn tell_aside(&self) {
        let Some(replica) = self.replica.get() else { return };
        // What cannot be read now is read the next time.
        if let Ok(aside) = replica.aside().await {
            self.host.sets_aside(aside);
        }
    }

    /// Exchanges until it is stopped, or, where something is asked for, until that is done.
    async fn exchange(&self, connection: &Connection, store: &Store, asked: Option<Signal>) {
        let Some(replica) = self.replica.get() else { return };
        let record = match replica.record().await {
            Ok(record) => record,
            Err(error) => return self.show(Told::failed(&error)),
        };
        let seed = random().iter().fold(0, |seed: u64, byte| seed << 8 | u64::from(*byte));
        let syncer =
            Rc::new(RefCell::new(Syncer::new(store.caps(), Settings::default(), seed, record.as_deref(), now())));
        self.syncer.replace(Some(syncer.clone()));
        let _leading = Leading(self);
        let around = [Signal::Consent(true), Signal::Online(is_online()), Signal::Visible(is_visible())];
        around.into_iter().chain(asked).for_each(|signal| syncer.borrow_mut().signal(signal));
        let watched = Watched { store, inner: self };
        let kept = Cell::new(false);
        let levels = Levels::read(&self.hall, connection).await;
        loop {
            self.wake.take();
            levels.report(self.host.level(), store);
            let Some(rest) = self.stop.or(run(&syncer, &watched, replica, now)).await else { return };
            if is_in(&syncer) {
                levels.send(&self.hall, store).await;
            }
            self.publish(false);
            self.tell_aside().await;
            if connection.stays && !kept.get() && is_in(&syncer) {
                kept.set(self.keep_token(store).await);
            }
            // Another tab may have ended it, or everything was erased.
            if matches!(replica.record().await, Err(StoreError::Permanent { .. })) {
                return;
            }
            // Whatever was asked for meanwhile is a part of the next round.
            if !self.wake.is_said() {
                self.end_round();
                if asked.is_some() {
                    return;
                }
            }
            match rest {
                Rest::Until(until) => {
                    let wait = u32::try_from((until.0 - now().0).clamp(50, SLEEP)).unwrap_or(u32::MAX);
                    self.wake.or(TimeoutFuture::new(wait)).await;
                }
                Rest::Idle => drop(self.wake.or(pending::<()>()).await),
            }
            if self.stop.is_said() {
                return;
            }
        }
    }

    async fn keep_token(&self, store: &Store) -> bool {
        let Some(token) = store.token() else { return true };
        self.hall.set_setting(TOKEN, &token).await.is_ok()
    }
}

/// Being the tab that exchanges.
struct Leading<'a>(&'a Inner);

impl Drop for Leading<'_> {
    fn drop(&mut self) {
        self.0.syncer.take();
    }
}

/// Asking for a round, one after the other.
struct Asking<'a>(&'a Inner);

impl Asking<'_> {
    async fn begin(inner: &Inner) -> Asking<'_> {
        while inner.is_asked.replace(true) {
            inner.turns.next().await;
        }
        Asking(inner)
    }
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.is_asked.set(false);
        self.0.turns.end();
    }
}

/// Whether the server has let the member in.
fn is_in(syncer: &RefCell<Syncer>) -> bool {
    syncer.borrow().status().last_success.is_some()
}

/// Waits for whichever comes first; the other one is dropped.
async fn first(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| match one.as_mut().poll(context).is_ready() || other.as_mut().poll(context).is_ready() {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

/// The store, with a look at how it stands before each thing asked of it.
struct Watched<'a> {
    store: &'a Store,
    inner: &'a Inner,
}

impl EventStore for Watched<'_> {
    fn caps(&self) -> Caps {
        self.store.caps()
    }

    async fn append(&self, batch: &[Event]) -> Result<Vec<Ack>, StoreError> {
        self.inner.publish(false);
        self.store.append(batch).await
    }

    async fn since(&self, cursor: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        self.inner.publish(false);
        let page = self.store.since(cursor, limit).await;
        if let Ok(page) = &page {
            self.inner.host.comes(&page.events);
        }
        page
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        self.inner.publish(false);
        self.store.authorize(why).await
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        self.store.get(ids).await
    }
}
