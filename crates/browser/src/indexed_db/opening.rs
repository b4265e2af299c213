//! Opening, migrating and deleting a database.

use super::migration::Step;
use super::request::{name_of, settled};
use guildhall_store::StoreError;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbVersionChangeEvent};

/// Why a store could not be opened; it was left as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The browser has no database, or hides it.
    #[error("this browser offers no storage for sites")]
    Unavailable,
    /// The browser has a database and does not let this site use it.
    #[error("the browser does not let this site store anything, as in a private window; allow storage for this site")]
    Denied,
    /// A newer version of the software wrote it.
    #[error("the data was written by a newer version of this software; reload to get it")]
    Newer,
    /// Another tab holds an older form of the database open and does not let go.
    #[error("another tab of this site holds the data in an older form; close it and reload")]
    Blocked,
    /// The disk, or the share of it that the browser gives this site, is full.
    #[error("there is no space left to store anything; free some and reload")]
    Full,
    /// The browser failed in another way.
    #[error("the browser's database failed with `{name}`; reload, or restart the browser")]
    Failed {
        /// The browser's name for the failure.
        name: Box<str>,
    },
}

impl OpenError {
    /// Stable, kebab-case name of the failure; programs match on this, never on the text.
    pub fn code(&self) -> &'static str {
        match self {
            OpenError::Unavailable => "storage-unavailable",
            OpenError::Denied => "storage-denied",
            OpenError::Newer => "storage-newer",
            OpenError::Blocked => "storage-blocked",
            OpenError::Full => "storage-full",
            OpenError::Failed { .. } => "storage-failed",
        }
    }

    fn of(error: &JsValue) -> OpenError {
        let name = name_of(error);
        match name.as_str() {
            // Firefox answers `InvalidStateError` in private windows.
            "SecurityError" | "InvalidStateError" | "NotAllowedError" => OpenError::Denied,
            "VersionError" => OpenError::Newer,
            "QuotaExceededError" => OpenError::Full,
            _ => OpenError::Failed { name: name.into() },
        }
    }
}

impl From<StoreError> for OpenError {
    /// What the failure of the first operation means for the opening.
    fn from(error: StoreError) -> OpenError {
        match error.code() {
            "storage-full" => OpenError::Full,
            code => OpenError::Failed { name: code.into() },
        }
    }
}

/// Opens a database and brings it up to date by the steps it has not run yet.
pub async fn open(name: &str, steps: &'static [Step]) -> Result<IdbDatabase, OpenError> {
    let request = factory()?.open_with_u32(name, steps.len() as u32).map_err(|error| OpenError::of(&error))?;
    let upgrading = request.clone();
    let upgrade: Function = Closure::once_into_js(move |event: IdbVersionChangeEvent| {
        if let Some(transaction) = upgrading.transaction()
            && upgrade(&upgrading, event.old_version() as usize, steps).is_err()
        {
            // The database stays in its old form and the request fails.
            let _ = transaction.abort();
        }
    })
    .unchecked_into();
    request.set_onupgradeneeded(Some(&upgrade));
    match finished(&request).await {
        Ok(database) => Ok(database.unchecked_into()),
        Err(OpenError::Blocked) => {
            // The request goes on waiting. Nobody would answer for a connection that it opens later.
            let close = Closure::once_into_js(|event: Event| {
                if let Some(Ok(late)) =
                    event.target().map(|target| target.unchecked_into::<IdbOpenDbRequest>().result())
                {
                    late.unchecked_into::<IdbDatabase>().close();
                }
            });
            request.set_onsuccess(Some(close.unchecked_ref()));
            Err(OpenError::Blocked)
        }
        Err(error) => Err(error),
    }
}

/// Deletes a database; connections that other tabs have to it are told and close.
pub async fn delete(name: &str) -> Result<(), OpenError> {
    let request = factory()?.delete_database(name).map_err(|error| OpenError::of(&error))?;
    finished(&request).await.map(drop)
}

/// The result of a request to open or to delete.
async fn finished(request: &IdbOpenDbRequest) -> Result<JsValue, OpenError> {
    let outcome = settled(|success, failure| {
        request.set_onsuccess(Some(success));
        request.set_onerror(Some(failure));
        request.set_onblocked(Some(failure));
    });
    match outcome.await {
        Ok(_) => request.result().map_err(|error| OpenError::of(&error)),
        Err(event) if event.unchecked_ref::<Event>().type_() == "blocked" => Err(OpenError::Blocked),
        Err(_) => Err(request.error().ok().flatten().map_or(OpenError::Denied, |error| OpenError::of(&error))),
    }
}

fn upgrade(request: &IdbOpenDbRequest, from: usize, steps: &[Step]) -> Result<(), JsValue> {
    let database = request.result()?.unchecked_into::<IdbDatabase>();
    let transaction = request.transaction().ok_or(JsValue::NULL)?;
    steps.iter().skip(from).try_for_each(|step| step(&database, &transaction))
}

/// The browser's databases, looked up on the global object because a worker has no `window`.
fn factory() -> Result<IdbFactory, OpenError> {
    let found = Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(|error| OpenError::of(&error))?;
    if found.is_falsy() { Err(OpenError::Unavailable) } else { Ok(found.unchecked_into()) }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::super::migration::{META, STEPS};
    use super::super::request::{Mode, Transaction, result};
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const V1: &[Step] = &[STEPS[0]];
    const V2: &[Step] = &[STEPS[0], |database, _| database.create_object_store("notes").map(drop)];
    const FAULTY: &[Step] = &[STEPS[0], |database, _| {
        database.create_object_store("notes")?;
        Err(JsValue::NULL)
    }];

    fn name() -> String {
        format!("test-{:?}", crate::random())
    }

    async fn put(database: &IdbDatabase, value: &str) {
        let transaction = Transaction::begin(database, &[META], Mode::WriteStrict).unwrap();
        result(transaction.store(META).unwrap().put_with_key(&value.into(), &"key".into())).await.unwrap();
        transaction.commit().await.unwrap();
    }

    async fn get(database: &IdbDatabase) -> Option<String> {
        let transaction = Transaction::begin(database, &[META], Mode::Read).unwrap();
        result(transaction.store(META).unwrap().get(&"key".into())).await.unwrap().as_string()
    }

    #[wasm_bindgen_test]
    async fn an_older_database_is_brought_along_with_its_data() {
        let name = name();
        let database = open(&name, V1).await.unwrap();
        put(&database, "kept").await;
        database.close();
        let database = open(&name, V2).await.unwrap();
        assert_eq!((database.version(), get(&database).await.as_deref()), (2.0, Some("kept")));
        assert!(Transaction::begin(&database, &["notes"], Mode::Read).is_ok());
        database.close();
        assert_eq!(open(&name, V1).await.unwrap_err(), OpenError::Newer, "and older software stays out");
    }

    #[wasm_bindgen_test]
    async fn a_step_that_fails_leaves_the_database_in_its_old_form() {
        let name = name();
        let database = open(&name, V1).await.unwrap();
        put(&database, "kept").await;
        database.close();
        assert!(matches!(open(&name, FAULTY).await, Err(OpenError::Failed { .. })));
        let database = open(&name, V1).await.unwrap();
        assert_eq!((database.version(), get(&database).await.as_deref()), (1.0, Some("kept")));
    }

    #[wasm_bindgen_test]
    async fn a_tab_that_does_not_let_go_is_named_and_the_late_connection_is_closed() {
        let name = name();
        let stubborn = open(&name, V1).await.unwrap();
        assert_eq!(open(&name, V2).await.unwrap_err(), OpenError::Blocked);
        stubborn.close();
        // Would wait for ever if the late connection of version 2 stayed open.
        delete(&name).await.unwrap();
    }
}
