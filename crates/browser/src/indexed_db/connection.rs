//! The connection to one database, through its losses.

use super::migration::{META, STEPS};
use super::numbering::DEVICE;
use super::opening::{self, OpenError};
use super::request::{Mode, Transaction, failure, name_of, result};
use crate::hall::{Change, Ending};
use guildhall_engine::id::DeviceId;
use guildhall_store::StoreError;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, IdbDatabase, IdbVersionChangeEvent};

/// Whom to tell what happens to the store without this tab's doing.
#[derive(Default)]
pub struct Notice(RefCell<Option<Listener>>);

type Listener = Rc<dyn Fn(Change)>;

impl Notice {
    pub fn set(&self, notice: impl Fn(Change) + 'static) {
        self.0.replace(Some(Rc::new(notice)));
    }

    pub fn give(&self, change: Change) {
        // Cloned first: the one who is told may name another in its place.
        let notice = self.0.borrow().clone();
        if let Some(notice) = notice {
            notice(change);
        }
    }
}

/// A connection that is opened again, once for each operation, when the browser has closed it; never when another tab
/// had a reason to close it.
pub struct Connection {
    name: String,
    /// To whom the store belongs, once that is known. A database without this owner was deleted by the browser and made
    /// anew; numbers must not begin again under the same name.
    owner: OnceCell<DeviceId>,
    database: RefCell<IdbDatabase>,
    shared: Rc<Shared>,
    on_version_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
    on_close: Closure<dyn FnMut(Event)>,
}

/// What the event handlers share with the connection.
struct Shared {
    lost: Cell<bool>,
    ending: Cell<Option<Ending>>,
    notice: Rc<Notice>,
}

impl Shared {
    fn end(&self, ending: Ending) {
        if self.ending.replace(Some(ending)).is_none() {
            self.notice.give(Change::Ended(ending));
        }
    }
}

impl Connection {
    /// Opens a database in the current form.
    pub async fn open(name: String, notice: Rc<Notice>) -> Result<Connection, OpenError> {
        let database = opening::open(&name, STEPS).await?;
        let shared = Rc::new(Shared { lost: Cell::new(false), ending: Cell::new(None), notice });
        let told = shared.clone();
        let on_version_change = Closure::new(move |event: IdbVersionChangeEvent| {
            // Whoever asks waits for every older connection: letting go at once is what makes an upgrade possible.
            if let Some(target) = event.target() {
                target.unchecked_into::<IdbDatabase>().close();
            }
            told.end(if event.new_version().is_some() { Ending::Superseded } else { Ending::Erased });
        });
        let told = shared.clone();
        let on_close = Closure::new(move |_| told.lost.set(true));
        let database = RefCell::new(database);
        let connection = Connection { name, owner: OnceCell::new(), database, shared, on_version_change, on_close };
        connection.listen();
        Ok(connection)
    }

    /// Fixes to whom the store belongs.
    pub fn belongs_to(&self, device: DeviceId) {
        // A second claim would be for the same device: there is one in a database.
        let _ = self.owner.set(device);
    }

    /// Begins a transaction, on a new connection if the old one is dead.
    pub async fn begin(&self, stores: &[&str], mode: Mode) -> Result<Transaction, StoreError> {
        if !self.shared.lost.get() && self.shared.ending.get().is_none() {
            let begun = Transaction::begin(&self.database.borrow(), stores, mode);
            match begun {
                Ok(transaction) => return Ok(transaction),
                Err(error) if name_of(&error) == "InvalidStateError" => self.shared.lost.set(true),
                Err(error) => return Err(failure(&error)),
            }
        }
        self.alive()?;
        self.reopen().await?;
        let begun = Transaction::begin(&self.database.borrow(), stores, mode);
        begun.map_err(|error| failure(&error))
    }

    /// Closes the connection and deletes the database.
    pub async fn delete(&self) -> Result<(), StoreError> {
        // Said before anybody is asked: this tab needs no notice of what it does itself.
        self.shared.ending.set(Some(Ending::Erased));
        self.database.borrow().close();
        opening::delete(&self.name).await.map_err(|error| StoreError::permanent(error.code(), error.to_string()))
    }

    fn alive(&self) -> Result<(), StoreError> {
        match self.shared.ending.get() {
            Some(ending) => Err(StoreError::permanent(ending.code(), ending.to_string())),
            None => Ok(()),
        }
    }

    async fn reopen(&self) -> Result<(), StoreError> {
        let opened = opening::open(&self.name, STEPS).await;
        let database = opened.map_err(|error| StoreError::permanent(error.code(), error.to_string()))?;
        let reading = Transaction::begin(&database, &[META], Mode::Read).map_err(|error| failure(&error))?;
        let found = result(reading.store(META)?.get(&DEVICE.into())).await?.as_string();
        // The connection may have been ended, or reopened by another operation, in the meantime.
        self.alive().inspect_err(|_| database.close())?;
        if self.owner.get().is_some_and(|owner| found.as_deref() != Some(owner.as_str())) {
            database.close();
            self.shared.end(Ending::Evicted);
            return self.alive();
        }
        self.database.replace(database).close();
        self.shared.lost.set(false);
        self.listen();
        Ok(())
    }

    fn listen(&self) {
        let database = self.database.borrow();
        database.set_onversionchange(Some(self.on_version_change.as_ref().unchecked_ref()));
        database.set_onclose(Some(self.on_close.as_ref().unchecked_ref()));
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let database = self.database.borrow();
        database.set_onversionchange(None);
        database.set_onclose(None);
        database.close();
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::super::numbering;
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    async fn connection() -> (Connection, Rc<RefCell<Vec<Change>>>) {
        let notice = Rc::new(Notice::default());
        let changes = Rc::new(RefCell::new(Vec::new()));
        let heard = changes.clone();
        notice.set(move |change| heard.borrow_mut().push(change));
        let connection = Connection::open(format!("test-{:?}", crate::random()), notice).await.unwrap();
        let device = numbering::claim(&connection).await.unwrap();
        connection.belongs_to(device);
        (connection, changes)
    }

    #[wasm_bindgen_test]
    async fn a_lost_connection_is_opened_again() {
        let (connection, changes) = connection().await;
        let device = numbering::claim(&connection).await.unwrap();
        for lose in [|c: &Connection| c.database.borrow().close(), |c: &Connection| c.shared.lost.set(true)] {
            lose(&connection);
            assert_eq!(numbering::claim(&connection).await.unwrap(), device, "the data is still there");
        }
        assert!(changes.borrow().is_empty(), "nobody need know");
    }

    #[wasm_bindgen_test]
    async fn data_that_the_browser_deleted_is_not_begun_anew_under_the_same_name() {
        let (connection, changes) = connection().await;
        connection.database.borrow().close();
        opening::delete(&connection.name).await.unwrap();
        for _ in 0..2 {
            let refused = connection.begin(&[META], Mode::WriteStrict).await.err();
            assert_eq!(refused.map(|error| error.code()), Some("store-evicted"));
        }
        assert_eq!(*changes.borrow(), [Change::Ended(Ending::Evicted)]);
    }

    #[wasm_bindgen_test]
    fn a_full_disk_is_told_from_a_passing_fault() {
        let code = |name: &str| failure(&web_sys::DomException::new_with_message_and_name("", name).unwrap()).code();
        assert_eq!(code("QuotaExceededError"), "storage-full");
        assert_eq!(code("UnknownError"), "store-unreachable");
        assert_eq!(code("DataError"), "storage-failed");
    }
}
