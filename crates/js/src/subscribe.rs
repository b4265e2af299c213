//! Word of every change, wherever it was made.

use crate::HallCore;
use crate::opened::{Opened, Problem};
use crate::options::wrong_type;
use guildhall_browser::Change;
use guildhall_engine::event::Event;
use js_sys::{Function, Object, Reflect};
use std::rc::Rc;
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
        self.tell_with(why, events, None);
    }

    /// The same, with what came of an exchange.
    pub fn tell_with(&self, why: &str, events: usize, report: Option<JsValue>) {
        if why != "sync"
            && let Some(link) = &*self.link.borrow()
        {
            link.changed();
        }
        let change = Object::new();
        // Setting a property of a new object cannot fail.
        let put = |key: &str, value: JsValue| Reflect::set(&change, &key.into(), &value).is_ok();
        put("reason", why.into());
        put("events", (events as f64).into());
        if let Some(report) = report {
            put("report", report);
        }
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
        Change::Newer => {
            let weak = weak.clone();
            spawn_local(async move {
                if let Some(opened) = weak.upgrade() {
                    opened.catch_up().await;
                }
            });
        }
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
    opened.note(Problem { code: code.into(), message, path: None });
}

impl Opened {
    /// Reads what was stored elsewhere, or by the exchange, and tells of it.
    pub async fn catch_up(&self) {
        // What cannot be read now is read the next time.
        let Ok(loaded) = self.hall.newer().await else { return };
        for problem in &loaded.problems {
            note(self, problem.code(), problem.to_string());
        }
        let (came, elsewhere): (Vec<Event>, Vec<Event>) = {
            let mut coming = self.coming.borrow_mut();
            loaded.events.into_iter().partition(|event| coming.remove(&event.id))
        };
        for (why, events) in [("sync", came), ("elsewhere", elsewhere)] {
            let new = self.take(events);
            if new > 0 {
                self.arrived.set(self.arrived.get() + new);
                self.tell(why, new);
            }
        }
    }
}
