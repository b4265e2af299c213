//! An open hall: the documents, the store, and the events as far as they are known here.

use crate::community;
use crate::fault::Fault;
use crate::model::Held;
use crate::sync::{Given, Link};
use guildhall_browser::Hall;
use guildhall_engine::catalogue::Catalogue;
use guildhall_engine::charter::Charter;
use guildhall_engine::event::Event;
use guildhall_engine::finding::Finding;
use guildhall_engine::id::{EventId, MemberId};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::taste::{Taste, taste_unless_asked};
use guildhall_engine::time::Moment;
use js_sys::Function;
use serde::Serialize;
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// What time it is.
pub enum Clock {
    /// As the device has it.
    Device,
    /// Always the same moment.
    Fixed(Moment),
    /// What a function of the caller says.
    Asked(Function),
}

/// Something worth knowing that stopped nothing.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// Its stable name.
    pub code: Cow<'static, str>,
    /// What is the matter.
    pub message: String,
    /// Where, if it has a place.
    pub path: Option<String>,
}

impl From<Finding> for Problem {
    fn from(finding: Finding) -> Problem {
        Problem { code: finding.code.into(), message: finding.message, path: Some(finding.path) }
    }
}

/// An open hall.
pub struct Opened {
    pub hall: Hall,
    pub charter: Charter,
    /// The content, once something asked for it.
    pub read: OnceCell<Catalogue>,
    /// Where the content is found, as the caller gave it.
    pub content: JsValue,
    pub clock: Clock,
    pub ledger: RefCell<Ledger>,
    /// Events on this device that concern others.
    pub others: RefCell<BTreeMap<EventId, Event>>,
    pub problems: RefCell<Vec<Problem>>,
    pub model: RefCell<Option<Held>>,
    pub subscribers: RefCell<BTreeMap<u32, Function>>,
    pub subscribed: Cell<u32>,
    /// The server to exchange with, if the caller has named one.
    pub backend: Option<Given>,
    /// The exchange, once there is one.
    pub link: RefCell<Option<Rc<dyn Link>>>,
    /// Events that a server gave and that are being kept.
    pub coming: RefCell<BTreeSet<EventId>>,
    /// How many events came that were not recorded here.
    pub arrived: Cell<usize>,
    /// The hall was closed or erased.
    pub is_over: Cell<bool>,
}

impl Opened {
    /// Whose hall it is.
    pub fn member(&self) -> MemberId {
        self.ledger.borrow().member().clone()
    }

    /// The moment everything is computed for.
    pub fn now(&self) -> Moment {
        match &self.clock {
            Clock::Device => guildhall_browser::now(),
            Clock::Fixed(moment) => *moment,
            Clock::Asked(ask) => {
                let said = ask.call0(&JsValue::UNDEFINED).ok();
                let said = said.and_then(|said| crate::options::moment(&said, "open.now").ok());
                said.unwrap_or_else(guildhall_browser::now)
            }
        }
    }

    /// Notes something worth knowing.
    pub fn note(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Ends the exchange.
    pub fn unlink(&self) {
        if let Some(link) = self.link.take() {
            link.stop();
        }
    }

    /// Takes events in; answers how many were not known here.
    pub fn take(&self, events: impl IntoIterator<Item = Event>) -> usize {
        let (mut ledger, mut others) = (self.ledger.borrow_mut(), self.others.borrow_mut());
        let mut new = 0;
        for event in events {
            new += usize::from(!ledger.contains(event.id) && !others.contains_key(&event.id));
            if ledger.concerns(&event) {
                ledger.apply(event);
            } else {
                others.insert(event.id, event);
            }
        }
        new
    }

    /// The content; read when it is first asked for.
    pub async fn catalogue(self: &Rc<Self>) -> Result<&Catalogue, Fault> {
        if let Some(catalogue) = self.read.get() {
            return Ok(catalogue);
        }
        let catalogue = community::catalogue().await?;
        let (catalogue, findings) = catalogue(self.clone()).await?;
        if self.read.get().is_none() {
            self.problems.borrow_mut().extend(findings.into_iter().map(Problem::from));
        }
        Ok(self.read.get_or_init(|| catalogue))
    }

    /// What the member likes; without personal recommendations where the browser asks for privacy and nobody was asked.
    pub fn taste(&self, catalogue: &Catalogue) -> Taste {
        let unasked = !guildhall_browser::asks_for_privacy();
        taste_unless_asked(&self.charter, catalogue, &self.ledger.borrow(), self.now(), unasked)
    }
}
