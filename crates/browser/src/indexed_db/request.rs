//! Requests and transactions of IndexedDB as futures, and their failures as [`StoreError`].

use guildhall_store::StoreError;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

/// Whether a transaction may write, and when its promise holds.
#[derive(Clone, Copy)]
pub enum Mode {
    /// Reads one consistent state, beside other readers.
    Read,
    /// Writes; on the disk itself when it is done.
    WriteStrict,
    /// Writes; handed to the system when it is done: for work that may be done again.
    WriteRelaxed,
}

/// One transaction; aborted when it is dropped before [`Transaction::commit`].
pub struct Transaction {
    inner: IdbTransaction,
    done: Option<JsFuture>,
}

impl Transaction {
    /// Begins a transaction over some object stores.
    pub fn begin(database: &IdbDatabase, stores: &[&str], mode: Mode) -> Result<Transaction, JsValue> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let (mode, durability) = match mode {
            Mode::Read => ("readonly", "default"),
            Mode::WriteStrict => ("readwrite", "strict"),
            Mode::WriteRelaxed => ("readwrite", "relaxed"),
        };
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        // `web-sys` has this method only behind its switch for unstable interfaces.
        let method: Function = Reflect::get(database, &"transaction".into())?.unchecked_into();
        let inner = method.call3(database, &names, &mode.into(), &options)?.unchecked_into::<IdbTransaction>();
        let done = settled(|complete, abort| {
            inner.set_oncomplete(Some(complete));
            inner.set_onabort(Some(abort));
        });
        Ok(Transaction { inner, done: Some(done) })
    }

    /// One of the object stores the transaction was begun over.
    pub fn store(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        self.inner.object_store(name).map_err(|error| failure(&error))
    }

    /// Ends the transaction; when this returns, everything in it has been written.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        // Saves a turn of the event loop where it exists; without it, the transaction commits by itself.
        #[expect(deprecated, reason = "`web-sys` marks it so by mistake; the standard has it")]
        let _ = self.inner.commit();
        match self.done.take() {
            Some(done) => match done.await {
                Ok(_) => Ok(()),
                // Without an error of its own it was cut off with the connection.
                Err(_) => Err(self.inner.error().map_or(LOST, |error| failure(&error))),
            },
            None => Err(LOST),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.done.is_some() {
            // Fails when the transaction is already over, which is as good.
            let _ = self.inner.abort();
        }
    }
}

/// The connection went away under an operation.
const LOST: StoreError = StoreError::Retryable { after: None };

/// A request that was made and is listened to; several can be made before the first is awaited.
pub struct Asked(Result<(IdbRequest, JsFuture), StoreError>);

impl Asked {
    /// Begins to listen.
    pub fn new(request: Result<IdbRequest, JsValue>) -> Asked {
        Asked(request.map_err(|error| failure(&error)).map(|request| {
            let outcome = settled(|success, error| {
                request.set_onsuccess(Some(success));
                request.set_onerror(Some(error));
            });
            (request, outcome)
        }))
    }

    /// The result.
    pub async fn answer(self) -> Result<JsValue, StoreError> {
        let (request, outcome) = self.0?;
        match outcome.await {
            Ok(_) => request.result().map_err(|error| failure(&error)),
            Err(_) => Err(request.error().ok().flatten().map_or(LOST, |error| failure(&error))),
        }
    }
}

/// The result of a request.
pub async fn result(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StoreError> {
    Asked::new(request).answer().await
}

/// A future of two event handlers: it resolves to the event of the first, or fails with that of the second. The handlers
/// are the promise's own functions, so that no closure has to be kept alive.
pub fn settled(attach: impl Fn(&Function, &Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| attach(&resolve, &reject)))
}

/// The name of a `DOMException`, such as `QuotaExceededError`.
pub fn name_of(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => "Error".into(),
    }
}

/// What a failure of IndexedDB means for the caller.
pub fn failure(error: &JsValue) -> StoreError {
    let name = name_of(error);
    match name.as_str() {
        "QuotaExceededError" => StoreError::permanent(
            "storage-full",
            "the browser gives this site no more space; free some, or export your data",
        ),
        // A closed or broken connection, an aborted transaction: the next attempt gets a new one.
        "InvalidStateError" | "AbortError" | "UnknownError" | "TransactionInactiveError" | "TimeoutError" => LOST,
        _ => StoreError::permanent("storage-failed", ["the browser's database failed with `", &name, "`"].concat()),
    }
}
