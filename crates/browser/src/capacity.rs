//! How much the browser keeps for this site, and for how long.

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, StorageEstimate, StorageManager};

/// What the site takes of what it may take, in bytes; estimates that browsers blur on purpose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usage {
    /// Bytes in use.
    pub used: f64,
    /// Bytes allowed.
    pub quota: f64,
    /// The browser has promised not to delete the data by itself when space is short.
    pub persisted: bool,
}

/// Asks the browser not to delete the data by itself; answers whether it promised. Some browsers ask the member.
pub async fn persist() -> bool {
    flag(manager().and_then(|manager| manager.persist())).await
}

/// What the site uses; `None` when the browser does not say.
pub async fn usage() -> Option<Usage> {
    let manager = manager().ok()?;
    let estimate = JsFuture::from(manager.estimate().ok()?).await.ok()?.unchecked_into::<StorageEstimate>();
    let persisted = flag(manager.persisted()).await;
    Some(Usage { used: estimate.get_usage()?, quota: estimate.get_quota()?, persisted })
}

/// How many files of the site lie in the browser's cache for a visit without a network; `None` when there are none.
pub async fn cached_files() -> Option<usize> {
    let caches = js_sys::Reflect::get(&js_sys::global(), &"caches".into()).ok()?;
    let names = Array::from(&answer(&caches, "keys", None).await?);
    let mut files = 0;
    for name in names {
        if name.as_string().is_some_and(|name| name.starts_with("guildhall:")) {
            let cache = answer(&caches, "open", Some(&name)).await?;
            files += Array::from(&answer(&cache, "keys", None).await?).length() as usize;
        }
    }
    (files > 0).then_some(files)
}

/// What a method of an object answers in the end.
async fn answer(object: &JsValue, method: &str, argument: Option<&JsValue>) -> Option<JsValue> {
    let method: js_sys::Function = js_sys::Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let called = match argument {
        Some(argument) => method.call1(object, argument),
        None => method.call0(object),
    };
    JsFuture::from(called.ok()?.dyn_into::<js_sys::Promise>().ok()?).await.ok()
}

fn manager() -> Result<StorageManager, JsValue> {
    let navigator = js_sys::Reflect::get(&js_sys::global(), &"navigator".into())?.unchecked_into::<Navigator>();
    // Absent in pages that did not come over a safe connection.
    js_sys::Reflect::get(&navigator, &"storage".into())?.dyn_into()
}

async fn flag(promise: Result<js_sys::Promise, JsValue>) -> bool {
    match promise {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()),
        Err(_) => false,
    }
}
