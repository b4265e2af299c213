//! Word of every change, wherever it was made.

use crate::HallCore;
use crate::opened::{Opened, Problem};
use crate::options::wrong_type;
use guildhall_browser::Change;
use js_sys::{Function, Object, Reflect};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
impl HallCore {
    /// Has a function called at every change; answers the number under which it is forgotten.
    pub fn subscribe(&self, callback: JsValue) -> Result<u32, JsValue> {
        let opened = self.opened()?;
        let callback =
            callback.dyn_into::<Function>().map_err(|value| wrong_type("subscribe.callback", "a function", &value))?;
        let number = opened.subscribed.get().wrapping_add(1);
        opened.subscribed.set(number);
        opened.subscribers.borrow_mut().insert(number, callback);
        Ok(number)
    }

    /// Forgets a function.
    pub fn unsubscribe(&self, number: u32) {
        if let Ok(opened) = self.opened() {
            opened.subscribers.borrow_mut().remove(&number);
        }
    }
}

impl Opened {
    /// Tells everybody who wants to know, each in a turn of its own: what one of them throws is its own affair.
    pub fn tell(&self, why: &str, events: usize) {
        let change = Object::new();
        // Setting a property of a new object cannot fail.
        let put = |key: &str, value: JsValue| Reflect::set(&change, &key.into(), &value).is_ok();
        put("reason", why.into());
        put("events", (events as f64).into());
        for callback in self.subscribers.borrow().values() {
            let (callback, change) = (callback.clone(), change.clone());
            spawn_local(async move {
                if let Err(error) = callback.call1(&JsValue::UNDEFINED, &change) {
                    // Shows in the console as any other error that nobody caught.
                    let _ = js_sys::Promise::reject(&error);
                }
            });
        }
    }
}

/// Has an open hall follow what happens to its store elsewhere.
pub fn follow(opened: &Rc<Opened>) {
    // Weak, because the store that holds the function is held by the hall.
    let weak = Rc::downgrade(opened);
    opened.hall.watch(move |change| match change {
        Change::Newer => catch_up(weak.clone()),
        Change::Ended(ending) => {
            if let Some(opened) = weak.upgrade() {
                note(&opened, ending.code(), ending.to_string());
                opened.tell(ending.code(), 0);
            }
        }
        Change::Problem(problem) => {
            if let Some(opened) = weak.upgrade() {
                note(&opened, problem.code(), problem.to_string());
                opened.tell("problem", 0);
            }
        }
    });
}

fn note(opened: &Opened, code: &'static str, message: String) {
    opened.problems.borrow_mut().push(Problem { code, message, path: None });
}

fn catch_up(weak: Weak<Opened>) {
    spawn_local(async move {
        let Some(opened) = weak.upgrade() else { return };
        // What cannot be read now is read the next time.
        let Ok(loaded) = opened.hall.newer().await else { return };
        for problem in &loaded.problems {
            note(&opened, problem.code(), problem.to_string());
        }
        let new = opened.take(loaded.events);
        if new > 0 {
            opened.tell("elsewhere", new);
        }
    });
}
