//! What the page and the mark show, and what is kept in memory alone.

use super::condition::Condition;
use super::running::Running;
use guildhall_store::sync::Aside;
use guildhall_sync::{Connection, Told};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// What came of trying a connection.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Trial {
    /// Nothing was tried.
    #[default]
    None,
    /// It is being tried.
    Running,
    /// It works; whether there are events already.
    Fine {
        /// Unknown where they cannot be read back.
        holds: Option<bool>,
    },
    /// The security policy of this site does not allow the address; the origin that is missing in it.
    Policy(String),
    /// It does not work: a code, and words for codes that have no own.
    Failed {
        /// Stable, kebab-case name of the reason.
        code: &'static str,
        /// In the words of where it arose.
        message: String,
    },
}

/// What there is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// What the hall is connected with.
    pub connection: Option<Connection>,
    /// How it stands, once that is known.
    pub told: Option<Told>,
    /// The most events that waited since the exchange began: the whole of the progress.
    pub most: u64,
    /// Nothing is known that would let the member in.
    pub is_locked_out: bool,
    /// Events that could not be exchanged.
    pub aside: Vec<Aside>,
    /// What came of trying a connection.
    pub trial: Trial,
    /// Grows when the exchange has to begin anew.
    pub beginning: u32,
}

impl Shown {
    /// Everything in one word.
    pub fn condition(&self) -> Condition {
        Condition::of(self.connection.as_ref(), self.told.as_ref(), self.is_locked_out, self.aside.len())
    }
}

#[derive(Default)]
struct Memory {
    shown: Shown,
    /// The password or key, for as long as the tab is open.
    secret: Option<String>,
    running: Weak<Running>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What there is to show.
pub fn shown() -> Shown {
    MEMORY.with_borrow(|memory| memory.shown.clone())
}

/// Changes what there is to show; answers whether anything changed.
pub fn change(act: impl FnOnce(&mut Shown)) -> bool {
    MEMORY.with_borrow_mut(|memory| {
        let before = memory.shown.clone();
        act(&mut memory.shown);
        memory.shown != before
    })
}

/// The password or key that was given in this tab.
pub fn secret() -> Option<String> {
    MEMORY.with_borrow(|memory| memory.secret.clone())
}

/// Keeps a password or key in memory.
pub fn keep_secret(secret: Option<String>) {
    MEMORY.with_borrow_mut(|memory| memory.secret = secret);
}

/// Forgets everything but what a page has just tried.
pub fn forget() {
    MEMORY.with_borrow_mut(|memory| {
        let Shown { trial, beginning, .. } = std::mem::take(&mut memory.shown);
        memory.shown = Shown { trial, beginning, ..Shown::default() };
        memory.secret = None;
    });
}

/// The exchange that is going on in this tab.
pub fn running() -> Option<Rc<Running>> {
    MEMORY.with_borrow(|memory| memory.running.upgrade())
}

/// Takes note of the exchange that is going on.
pub fn note_running(running: &Rc<Running>) {
    MEMORY.with_borrow_mut(|memory| memory.running = Rc::downgrade(running));
}
