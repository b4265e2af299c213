//! The exchange in the background of one tab, and what of it is shown.

use super::shown::{change, forget, note_running, secret};
use crate::boot;
use crate::session::{Desk, Linked, Tell};
use crate::state::Action;
use guildhall_backends::Kind;
use guildhall_browser::Hall;
use guildhall_engine::event::Event;
use guildhall_engine::id::EventId;
use guildhall_store::StoreError;
use guildhall_store::sync::{Aside, Signal};
use guildhall_sync::{CONNECTION, Connection, Exchange, Host, Saying, TOKEN, Told};
use std::cell::Cell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// The exchange; it ends when this is dropped.
pub struct Running {
    exchange: Exchange,
    showing: Rc<Showing>,
}

/// What is shown of it, and where.
struct Showing {
    desk: Rc<Desk>,
    tell: Tell,
    /// The member's level, 1 for the lowest tier; 0 while it is not known.
    level: Cell<u32>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It did not make room for another one: everything was erased, or the connection ended.
        if self.showing.desk.linked.borrow().is_none() {
            forget();
        }
    }
}

impl Running {
    /// Begins to exchange what the hall holds with what it is connected with.
    pub fn begin(desk: Rc<Desk>, tell: Tell, community: &str) -> Option<Rc<Running>> {
        let hall = desk.hall()?;
        let showing = Rc::new(Showing { desk, tell, level: Cell::default() });
        let exchange = Exchange::join(hall.clone(), community, showing.clone());
        let running = Rc::new(Running { exchange, showing });
        note_running(&running);
        spawn_local(live(Rc::downgrade(&running), running.showing.clone(), hall));
        Some(running)
    }

    /// Takes note of what the member did here, and of the level it led to.
    pub fn gather(&self, level: u32) {
        self.showing.level.set(level);
        self.exchange.gather();
    }

    /// Has it done now, here or in the tab that exchanges.
    pub fn ask(&self, signal: Signal) {
        self.exchange.ask(signal);
    }

    /// Asks the server nothing more, or does again, where it is this tab that exchanges.
    pub fn hold(&self, hold: bool) {
        self.exchange.hold(hold);
    }

    /// Tells the other tabs.
    pub fn say(&self, saying: &Saying) {
        self.exchange.say(saying);
    }

    /// Puts events that were set aside into the outbox again.
    ///
    /// # Errors
    /// When nothing of it was done.
    pub async fn try_again(&self, ids: &[EventId]) -> Result<(), StoreError> {
        self.exchange.try_again(ids).await?;
        self.ask(Signal::SyncNow);
        Ok(())
    }
}

impl Showing {
    fn draw(&self) {
        self.tell.dispatch(Action::Loaded);
    }
}

impl Host for Showing {
    fn level(&self) -> u32 {
        self.level.get()
    }

    fn stands(&self, told: &Told) {
        let is_new = change(|shown| {
            shown.most = if told.pending == 0 { 0 } else { shown.most.max(told.pending) };
            shown.told = Some(told.clone());
        });
        if is_new {
            self.draw();
        }
    }

    fn sets_aside(&self, aside: Vec<Aside>) {
        if change(|shown| shown.aside = aside) {
            self.draw();
        }
    }

    /// The hall says so itself once they are kept.
    fn comes(&self, _: &[Event]) {}

    fn ends(&self) {
        self.desk.linked.take();
        change(|shown| *shown = super::Shown { beginning: shown.beginning + 1, ..Default::default() });
        self.draw();
    }

    fn begins_anew(&self) {
        spawn_local(begin_anew(self.desk.clone(), self.tell.clone()));
    }
}

/// Opens the hall again, because what it is connected with or whose it is has changed.
pub async fn begin_anew(desk: Rc<Desk>, tell: Tell) {
    boot::open(desk, tell.clone(), None).await;
    change(|shown| *shown = super::Shown { beginning: shown.beginning + 1, ..Default::default() });
    tell.dispatch(Action::Loaded);
}

/// Begins as the hall's settings say, and exchanges until it is stopped; does not keep it from being dropped.
async fn live(running: Weak<Running>, showing: Rc<Showing>, hall: Hall) {
    let setting = async |key: &str| hall.setting(key).await.ok().flatten().filter(|text| !text.is_empty());
    let Some(connection) = setting(CONNECTION).await.and_then(|text| Connection::read(&text)) else {
        showing.desk.linked.take();
        return showing.draw();
    };
    let only_level = connection.kind == Kind::Article;
    let linked = Linked { host: connection.host().to_owned(), stays: connection.stays, only_level };
    showing.desk.linked.replace(Some(linked));
    let (secret, token) = (secret(), setting(TOKEN).await);
    let is_locked_out = secret.is_none() && token.is_none() && !connection.is_open;
    change(|shown| {
        shown.connection = Some(connection.clone());
        (shown.told, shown.is_locked_out) = (None, is_locked_out);
    });
    showing.draw();
    if connection.is_paused {
        return;
    }
    let Some(opening) = running.upgrade().map(|running| running.exchange.open(&connection)) else { return };
    if let Err(error) = opening.await {
        return showing.stands(&Told::failed(&error));
    }
    if is_locked_out {
        return;
    }
    let store = match connection.store(&secret.unwrap_or_default(), token.as_deref()) {
        Ok(store) => Rc::new(store),
        Err(error) => return showing.stands(&Told::failed(&error)),
    };
    let going = running.upgrade().map(|running| running.exchange.keep_going(Rc::new(connection), store));
    if let Some(going) = going {
        going.await;
    }
}
