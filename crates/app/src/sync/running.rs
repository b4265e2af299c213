//! The exchange itself, in the background of one tab.

use super::connection::Connection;
use super::line::{Line, Saying};
use super::lock::lock;
use super::port::{Port, port};
use super::shown::{change, forget, note_running, secret};
use super::stopping::Word;
use super::told::{Doing, Told};
use super::{CONNECTION, LEVEL, TOKEN};
use crate::boot;
use crate::session::{Desk, Linked, Tell};
use crate::state::Action;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use guildhall_backends::{Backend, Kind};
use guildhall_browser::{Hall, HallReplica, Tabs, now, random};
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::sync::{Replica as _, Rest, Settings, Signal, Syncer, run};
use guildhall_store::{Ack, AuthReason, Caps, Cursor, EventStore, Page, StoreError};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

/// After something was done the exchange waits this long for what is done next, in milliseconds.
const GATHER: u32 = 500;
/// The longest sleep, in milliseconds: a clock that was set meanwhile is noticed after it.
const SLEEP: i64 = 3_600_000;

/// The exchange; it ends when this is dropped.
pub struct Running {
    inner: Rc<Inner>,
    _listeners: Vec<EventListener>,
    _tabs: Tabs,
}

struct Inner {
    desk: Rc<Desk>,
    tell: Tell,
    hall: Hall,
    community: String,
    stop: Word,
    wake: Word,
    syncer: OnceCell<RefCell<Syncer>>,
    replica: OnceCell<HallReplica>,
    line: OnceCell<Line>,
    gathering: RefCell<Option<Timeout>>,
    /// The member's level, 1 for the lowest tier; 0 while it is not known.
    level: Cell<u32>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.inner.stop.say();
        self.inner.wake.say();
        // It did not make room for another one: everything was erased, or the connection ended.
        if self.inner.desk.linked.borrow().is_none() {
            forget();
        }
    }
}

impl Running {
    /// Begins to exchange what the hall holds with what it is connected with.
    pub fn begin(desk: Rc<Desk>, tell: Tell, community: String) -> Option<Rc<Running>> {
        let hall = desk.hall()?;
        let inner = Rc::new(Inner {
            desk,
            tell,
            hall,
            community: community.clone(),
            stop: Word::default(),
            wake: Word::default(),
            syncer: OnceCell::new(),
            replica: OnceCell::new(),
            line: OnceCell::new(),
            gathering: RefCell::default(),
            level: Cell::default(),
        });
        let hearing = Rc::downgrade(&inner);
        let line = Line::join(&community, move |saying| {
            if let Some(inner) = hearing.upgrade() {
                inner.hear(saying);
            }
        });
        // It is empty so far.
        let _ = inner.line.set(line);
        let gathering = Rc::downgrade(&inner);
        let tabs = Tabs::join(&["guildhall:", &community].concat(), Rc::new(move || gather(&gathering)));
        let listeners = listeners(&inner);
        spawn_local(live(inner.clone()));
        let running = Rc::new(Running { inner, _listeners: listeners, _tabs: tabs });
        note_running(&running);
        Some(running)
    }

    /// Takes note of what the member did here, and of the level it led to.
    pub fn gather(&self, level: u32) {
        self.inner.level.set(level);
        gather(&Rc::downgrade(&self.inner));
    }

    /// Has it done now, here or in the tab that exchanges.
    pub fn ask(&self, signal: Signal) {
        if self.inner.syncer.get().is_some() {
            return self.inner.signal(signal);
        }
        self.say(if signal == Signal::CheckAll { &Saying::CheckAll } else { &Saying::Now });
    }

    /// Tells the other tabs.
    pub fn say(&self, saying: &Saying) {
        if let Some(line) = self.inner.line.get() {
            line.say(saying);
        }
    }

    /// Puts events that were set aside into the outbox again.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn try_again(&self, ids: &[EventId]) -> Result<(), StoreError> {
        let inner = self.inner.clone();
        let Some(replica) = inner.replica.get() else { return Ok(()) };
        replica.try_again(ids).await?;
        inner.count_aside().await;
        self.ask(Signal::SyncNow);
        Ok(())
    }
}

fn listeners(inner: &Rc<Inner>) -> Vec<EventListener> {
    let window = gloo::utils::window();
    let on = |target: &web_sys::EventTarget, name: &'static str, signal: fn() -> Signal| {
        let inner = Rc::downgrade(inner);
        EventListener::new(target, name, move |_| {
            if let Some(inner) = inner.upgrade() {
                inner.signal(signal());
            }
        })
    };
    vec![
        on(&window, "online", || Signal::Online(true)),
        on(&window, "offline", || Signal::Online(false)),
        on(&gloo::utils::document(), "visibilitychange", || Signal::Visible(is_visible())),
    ]
}

fn is_visible() -> bool {
    gloo::utils::document().visibility_state() == VisibilityState::Visible
}

/// Whether the browser has a connection, by its own word.
pub fn is_online() -> bool {
    gloo::utils::window().navigator().on_line()
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
    fn signal(&self, signal: Signal) {
        if let Some(Ok(mut syncer)) = self.syncer.get().map(RefCell::try_borrow_mut) {
            syncer.signal(signal);
        }
        self.wake.say();
    }

    fn hear(self: &Rc<Inner>, saying: Saying) {
        let leads = self.syncer.get().is_some();
        match saying {
            Saying::Stands(told) if !leads => self.show(told),
            Saying::Ask if leads => self.publish(true),
            Saying::Now if leads => self.signal(Signal::SyncNow),
            Saying::CheckAll if leads => self.signal(Signal::CheckAll),
            Saying::Stands(_) | Saying::Ask | Saying::Now | Saying::CheckAll => {}
            Saying::End => {
                self.desk.linked.take();
                change(|shown| *shown = super::Shown { beginning: shown.beginning + 1, ..Default::default() });
                self.tell.dispatch(Action::Loaded);
            }
            Saying::Anew => {
                let (desk, tell) = (self.desk.clone(), self.tell.clone());
                spawn_local(begin_anew(desk, tell));
            }
        }
    }

    fn show(&self, told: Told) {
        let is_new = change(|shown| {
            shown.most = if told.pending == 0 { 0 } else { shown.most.max(told.pending) };
            shown.told = Some(told);
        });
        if is_new {
            self.tell.dispatch(Action::Loaded);
        }
    }

    /// Shows how it stands, and tells the other tabs.
    fn publish(&self, is_asked: bool) {
        let Some(Ok(syncer)) = self.syncer.get().map(RefCell::try_borrow) else { return };
        let told = Told::from(syncer.status());
        drop(syncer);
        let is_known = super::shown().told.as_ref() == Some(&told);
        if let Some(line) = self.line.get().filter(|_| is_asked || !is_known) {
            line.say(&Saying::Stands(told.clone()));
        }
        self.show(told);
    }

    async fn count_aside(&self) {
        let Some(replica) = self.replica.get() else { return };
        // What cannot be read now is read the next time.
        let Ok(aside) = replica.aside().await else { return };
        if change(|shown| shown.aside = aside) {
            self.tell.dispatch(Action::Loaded);
        }
    }

    fn fail(&self, error: &StoreError) {
        let fault = Some((error.code().into(), error.to_string().into()));
        self.show(Told { doing: Doing::Waiting, fault, attempts: 2, ..Told::default() });
    }
}

/// Opens the hall again, because what it is connected with or whose it is has changed.
pub async fn begin_anew(desk: Rc<Desk>, tell: Tell) {
    boot::open(desk, tell.clone(), None).await;
    change(|shown| *shown = super::Shown { beginning: shown.beginning + 1, ..Default::default() });
    tell.dispatch(Action::Loaded);
}

async fn live(inner: Rc<Inner>) {
    let setting = async |key: &str| inner.hall.setting(key).await.ok().flatten().filter(|text| !text.is_empty());
    let Some(connection) = setting(CONNECTION).await.and_then(|text| Connection::read(&text)) else {
        inner.desk.linked.take();
        return inner.tell.dispatch(Action::Loaded);
    };
    let only_level = connection.kind == Kind::Article;
    let linked = Linked { host: connection.host().to_owned(), stays: connection.stays, only_level };
    inner.desk.linked.replace(Some(linked));
    let (secret, token) = (secret(), setting(TOKEN).await);
    let is_locked_out = secret.is_none() && token.is_none() && !connection.is_open;
    change(|shown| {
        shown.connection = Some(connection.clone());
        (shown.told, shown.is_locked_out) = (None, is_locked_out);
    });
    inner.tell.dispatch(Action::Loaded);
    if connection.is_paused {
        return;
    }
    match HallReplica::open(&inner.hall, &connection.name()).await {
        // It is empty so far.
        Ok(replica) => drop(inner.replica.set(replica)),
        Err(error) => return inner.fail(&error),
    }
    inner.count_aside().await;
    if let Some(line) = inner.line.get() {
        line.say(&Saying::Ask);
    }
    if is_locked_out {
        return;
    }
    let store = match Backend::new(connection.settings(&secret.unwrap_or_default()), port()) {
        Ok(store) => store,
        Err(error) => return inner.fail(&error),
    };
    let store = match token.filter(|_| connection.stays) {
        Some(token) => store.with_token(&token),
        None => store,
    };
    let Some(_held) = inner.stop.or(lock(&inner.community)).await else { return };
    exchange(&inner, &connection, &store).await;
}

/// Exchanges until it is stopped.
async fn exchange(inner: &Inner, connection: &Connection, store: &Backend<Port>) {
    let Some(replica) = inner.replica.get() else { return };
    let record = match replica.record().await {
        Ok(record) => record,
        Err(error) => return inner.fail(&error),
    };
    let seed = random().iter().fold(0, |seed: u64, byte| seed << 8 | u64::from(*byte));
    let syncer = Syncer::new(store.caps(), Settings::default(), seed, record.as_deref(), now());
    let syncer = inner.syncer.get_or_init(|| RefCell::new(syncer));
    for signal in [Signal::Consent(true), Signal::Online(is_online()), Signal::Visible(is_visible())] {
        syncer.borrow_mut().signal(signal);
    }
    let watched = Watched { store, inner };
    let kept = Cell::new(false);
    let levels = Levels::read(inner, connection).await;
    loop {
        inner.wake.take();
        levels.report(inner, store);
        let Some(rest) = inner.stop.or(run(syncer, &watched, replica, now)).await else { return };
        if is_in(syncer) {
            levels.send(inner, store).await;
        }
        inner.publish(false);
        inner.count_aside().await;
        if connection.stays && !kept.get() && is_in(syncer) {
            kept.set(keep_token(inner, store).await);
        }
        // Another tab may have ended it, or everything was erased.
        if matches!(replica.record().await, Err(StoreError::Permanent { .. })) {
            return;
        }
        match rest {
            Rest::Until(until) => {
                let wait = u32::try_from((until.0 - now().0).clamp(50, SLEEP)).unwrap_or(u32::MAX);
                inner.wake.or(TimeoutFuture::new(wait)).await;
            }
            Rest::Idle => drop(inner.wake.or(std::future::pending::<()>()).await),
        }
        if inner.stop.is_said() {
            return;
        }
    }
}

/// Whether the server has let the member in.
fn is_in(syncer: &RefCell<Syncer>) -> bool {
    syncer.borrow().status().last_success.is_some()
}

async fn keep_token(inner: &Inner, store: &Backend<Port>) -> bool {
    let Some(token) = store.token() else { return true };
    inner.hall.set_setting(TOKEN, &token).await.is_ok()
}

/// What a service that takes levels only is told.
struct Levels {
    /// What the remembered level belongs to.
    of: String,
    /// The level that the service was known to have when this began.
    remembered: Option<u32>,
    kept: Cell<Option<u32>>,
}

impl Levels {
    async fn read(inner: &Inner, connection: &Connection) -> Levels {
        let of = connection.name();
        let kept = inner.hall.setting(LEVEL).await.ok().flatten();
        let remembered = kept.and_then(|kept| kept.strip_prefix(&of)?.trim().parse().ok());
        Levels { of, remembered, kept: Cell::new(remembered) }
    }

    fn report(&self, inner: &Inner, store: &Backend<Port>) {
        if inner.level.get() > 0 {
            store.report_level(inner.level.get(), self.remembered);
        }
    }

    /// A level changes without an event, too, as when time goes by.
    async fn send(&self, inner: &Inner, store: &Backend<Port>) {
        // What the service did not take is sent with the next events, or in the next round.
        let _ = store.send_level().await;
        let sent = store.level_sent();
        if let Some(level) = sent.filter(|_| sent != self.kept.get()) {
            let text = [&self.of, "\n", &level.to_string()].concat();
            if inner.hall.set_setting(LEVEL, &text).await.is_ok() {
                self.kept.set(sent);
            }
        }
    }
}

/// The store, with a look at how it stands before each thing asked of it.
struct Watched<'a> {
    store: &'a Backend<Port>,
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
        self.store.since(cursor, limit).await
    }

    async fn authorize(&self, why: AuthReason) -> Result<(), StoreError> {
        self.inner.publish(false);
        self.store.authorize(why).await
    }

    async fn get(&self, ids: &[EventId]) -> Result<Vec<Event>, StoreError> {
        self.store.get(ids).await
    }
}
