//! One tab of many does the work: the others would only do it twice.

use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The lock, until it is dropped.
pub struct Held(Rc<Shared>);

#[derive(Default)]
struct Shared {
    release: RefCell<Option<Function>>,
    is_over: Cell<bool>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.is_over.set(true);
        if let Some(release) = self.0.release.take() {
            // A promise's own function does not fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock of a name; where there are no locks, everybody has it.
///
/// Dropping the future gives the request up: should it be granted later, it is released at once.
pub async fn lock(name: &str) -> Held {
    let shared = Rc::new(Shared::default());
    let held = Held(shared.clone());
    let Some((locks, request)) = locks() else { return held };
    let mut resolve_granted = None;
    let granted = Promise::new(&mut |resolve, _| resolve_granted = Some(resolve));
    // Frees itself when it is called, which may be long after anybody waits for it.
    let on_granted = Closure::once_into_js(move |_: JsValue| {
        if shared.is_over.get() {
            return JsValue::UNDEFINED;
        }
        if let Some(resolve) = resolve_granted.take() {
            let _ = resolve.call0(&JsValue::NULL);
        }
        let until = Promise::new(&mut |resolve, _| drop(shared.release.replace(Some(resolve))));
        until.into()
    });
    let asked = request.call2(&locks, &name.into(), &on_granted);
    if asked.is_ok() {
        // The promise never fails.
        let _ = JsFuture::from(granted).await;
    }
    held
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
