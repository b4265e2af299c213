//! The exchange of an open hall, once there is one.

use super::failure::failure;
use super::report::SyncReport;
use super::{Given, Link, Wish, begin};
use crate::answer::plain;
use crate::fault::Fault;
use crate::opened::Opened;
use guildhall_backends::Kind;
use guildhall_engine::event::{Event, Quantity, Verb};
use guildhall_engine::id::EventId;
use guildhall_engine::standing::standing;
use guildhall_store::sync::{Aside, Signal};
use guildhall_sync::{CONNECTION, Connection, Doing, Exchange, Host, PURPOSE, Store, TOKEN, Told};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// The exchange with one server.
struct Linked {
    exchange: Exchange,
    connection: Rc<Connection>,
    store: Rc<Store>,
    listening: Rc<Listening>,
}

/// What a hall does with what it hears of its exchange.
struct Listening {
    /// Weak, because the hall holds what holds this.
    opened: Weak<Opened>,
    store: Rc<Store>,
    /// The caller has named the server; otherwise the member has, in the app.
    is_given: bool,
    /// The server takes levels, and no events.
    only_level: bool,
    is_in_background: Cell<bool>,
    aside: RefCell<Vec<Aside>>,
    /// How it stood when that was last told, and how many events had come by then.
    told: Rc<RefCell<Option<(Told, usize)>>>,
}

/// Does what is wanted.
pub async fn grant(opened: Rc<Opened>, wish: Wish) -> Result<JsValue, Fault> {
    let linked = linked(&opened).await?;
    match wish {
        Wish::Pending => Ok((linked.pending(&opened).await? as f64).into()),
        Wish::Once { check_all, retry } => linked.once(&opened, check_all, retry).await,
        Wish::Background => {
            linked.may(&opened)?;
            linked.listening.is_in_background.set(true);
            spawn_local(linked.exchange.keep_going(linked.connection.clone(), linked.store.clone()));
            Ok(JsValue::UNDEFINED)
        }
    }
}

/// The exchange of a hall, made when it is first asked for; nothing is sent by that.
async fn linked(opened: &Rc<Opened>) -> Result<Rc<Linked>, Fault> {
    if let Some(linked) = present(opened) {
        return Ok(linked);
    }
    let (connection, secret, token) = choose(opened).await?;
    let store = Rc::new(connection.store(&secret, token.as_deref())?);
    let listening = Rc::new(Listening {
        opened: Rc::downgrade(opened),
        store: store.clone(),
        is_given: opened.backend.is_some(),
        only_level: connection.kind == Kind::Article,
        is_in_background: Cell::default(),
        aside: RefCell::default(),
        told: Rc::default(),
    });
    let community = opened.charter.file().id.as_str();
    let exchange = Exchange::join(opened.hall.clone(), community, listening.clone());
    exchange.open(&connection).await?;
    // Another call may have been faster, or the hall was closed.
    if let Some(linked) = present(opened) {
        return Ok(linked);
    }
    if opened.is_over.get() {
        return Err(Fault::closed());
    }
    let linked = Rc::new(Linked { exchange, connection: Rc::new(connection), store, listening });
    opened.link.replace(Some(linked.clone()));
    Ok(linked)
}

fn present(opened: &Opened) -> Option<Rc<Linked>> {
    let link = opened.link.borrow().clone();
    link.and_then(|link| link.into_any().downcast().ok())
}

/// The server that the caller has named, or the one that the member has connected in the app; with what lets them in.
async fn choose(opened: &Opened) -> Result<(Connection, String, Option<String>), Fault> {
    let setting = async |key: &str| opened.hall.setting(key).await.map(|text| text.filter(|text| !text.is_empty()));
    let kept = setting(CONNECTION).await?.and_then(|text| Connection::read(&text));
    match (&opened.backend, kept) {
        (Some(given), Some(kept)) if kept.name() != given.connection.name() => {
            let message = [
                "the member has connected the hall with another server, `",
                kept.host(),
                "`; leave `backend` away to use that one",
            ];
            Err(Fault::new("connected-elsewhere", message.concat()).at("open.backend"))
        }
        (Some(Given { connection, secret }), kept) => {
            let is_paused = kept.is_some_and(|kept| kept.is_paused);
            Ok((Connection { is_paused, ..connection.clone() }, secret.clone(), None))
        }
        (None, Some(kept)) => {
            let token = if kept.stays { setting(TOKEN).await? } else { None };
            if token.is_none() && !kept.is_open {
                let message =
                    "the member has to sign in in the app, and to stay signed in; or open the hall with `backend`";
                return Err(Fault::new("sign-in-needed", message));
            }
            Ok((kept, String::new(), token))
        }
        (None, None) => {
            let message = "there is no server to exchange with; open the hall with `backend`, or connect it in the app";
            Err(Fault::new("not-connected", message).at("open.backend"))
        }
    }
}

impl Linked {
    /// Whether anything may be sent: nobody has paused it, and the member did not say no.
    fn may(&self, opened: &Opened) -> Result<(), Fault> {
        if self.connection.is_paused {
            return Err(Fault::new("paused", "the member has paused the exchange in the app; they go on there"));
        }
        let ledger = opened.ledger.borrow();
        let mut counting = ledger.entries().iter().rev().filter(|entry| entry.counts()).map(|entry| &entry.event);
        let answer = counting.find(|event| {
            let is_about = event.object.as_ref().is_some_and(|object| object.as_str() == PURPOSE);
            event.verb == Verb::Consent && is_about && event.member == *ledger.member()
        });
        // Asking them is up to the caller; overruling them is not.
        match answer.map(|event| event.value.map_or(0.0, Quantity::get) > 0.0) {
            Some(false) => {
                let message = "the member does not want events to be sent to a server; ask them, and record their answer: \
                               `record({ verb: \"consent\", object: \"sync\", value: 1 })`";
                Err(Fault::new("not-agreed", message))
            }
            Some(true) | None => Ok(()),
        }
    }

    async fn pending(&self, opened: &Opened) -> Result<u64, Fault> {
        let waiting = self.exchange.pending().await?;
        // Before the first exchange, that is all there is.
        let all = || opened.ledger.borrow().entries().len() + opened.others.borrow().len();
        Ok(waiting.unwrap_or_else(|| all() as u64))
    }

    async fn once(&self, opened: &Opened, check_all: bool, retry: bool) -> Result<JsValue, Fault> {
        self.may(opened)?;
        if retry {
            let aside: Vec<EventId> = self.exchange.aside().await?.iter().map(|aside| aside.id).collect();
            self.exchange.try_again(&aside).await?;
        }
        let arrived = opened.arrived.get();
        let signal = if check_all { Signal::CheckAll } else { Signal::SyncNow };
        let round = self.exchange.once(&self.connection, &self.store, signal).await.ok_or_else(Fault::closed)?;
        opened.catch_up().await;
        let received = opened.arrived.get().saturating_sub(arrived);
        let aside = self.exchange.aside().await.unwrap_or_default();
        let fault = failure(&round.told, &self.store, self.listening.is_given).await;
        let diagnosis = fault.as_ref().map(|fault| fault.code().to_owned());
        // An exchange that fails early has not counted them.
        let pending = self.pending(opened).await.unwrap_or(round.told.pending);
        let told = Told { pending, ..round.told };
        let report = plain(&SyncReport::of(&told, round.sent, received, &aside, diagnosis))?;
        match fault {
            None => Ok(report),
            Some(fault) => {
                // Ended elsewhere: whoever asks again begins anew.
                if fault.code() == "disconnected" {
                    opened.link.take();
                }
                Err(fault.with_report(report))
            }
        }
    }
}

impl Link for Linked {
    fn changed(&self) {
        self.exchange.gather();
    }

    fn stop(&self) {
        self.exchange.stop();
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

impl Host for Listening {
    fn level(&self) -> u32 {
        let opened = self.opened.upgrade().filter(|_| self.only_level);
        opened.map_or(0, |opened| standing(&opened.charter, &opened.ledger.borrow(), opened.now()).tier.rank as u32 + 1)
    }

    fn stands(&self, told: &Told) {
        if !self.is_in_background.get() || told.is_busy() {
            return;
        }
        let Some(opened) = self.opened.upgrade() else { return };
        let (told, last, aside) = (told.clone(), self.told.clone(), self.aside.borrow().clone());
        let (store, is_given) = (self.store.clone(), self.is_given);
        spawn_local(async move {
            opened.catch_up().await;
            let arrived = opened.arrived.get();
            let before = last.replace(Some((told.clone(), arrived)));
            // A look for news that found none is nobody's concern.
            let essence = |told: &Told| (told.sent, told.pending, told.fault.clone(), told.doing == Doing::Offline);
            if before.as_ref().is_some_and(|before| (essence(&before.0), before.1) == (essence(&told), arrived)) {
                return;
            }
            let (sent, known) = before.map_or((0, 0), |(before, known)| (before.sent, known));
            let diagnosis = failure(&told, &store, is_given).await.map(|fault| fault.code().to_owned());
            let new = arrived.saturating_sub(known);
            let report = SyncReport::of(&told, told.sent.saturating_sub(sent), new, &aside, diagnosis);
            if let Ok(report) = plain(&report) {
                opened.tell_with("sync", 0, Some(report));
            }
        });
    }

    fn sets_aside(&self, aside: Vec<Aside>) {
        self.aside.replace(aside);
    }

    fn comes(&self, events: &[Event]) {
        if let Some(opened) = self.opened.upgrade() {
            opened.coming.borrow_mut().extend(events.iter().map(|event| event.id));
        }
    }

    fn ends(&self) {
        let opened = self.opened.clone();
        // In a turn of its own, because what tells this is dropped by it.
        spawn_local(async move { drop(opened.upgrade().and_then(|opened| opened.link.take())) });
    }

    fn begins_anew(&self) {
        let (opened, goes_on) = (self.opened.clone(), self.is_in_background.get());
        spawn_local(async move {
            let Some(opened) = opened.upgrade() else { return };
            opened.link.take();
            if goes_on {
                begin(&opened);
            }
        });
    }
}
