//! Whether the device is connected and somebody is looking, and word when that changes. A worker has no page to look at, a
//! server neither that nor a word about its connection: both count as connected and looked at.

use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::EventTarget;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The device is connected, or not, by its own word.
    Online(bool),
    /// Somebody looks, or nobody.
    Visible(bool),
}

/// Whether the device has a connection, by its own word.
pub fn is_online() -> bool {
    property(&js_sys::global(), "navigator").and_then(|navigator| property(&navigator, "onLine")).is_none_or(said)
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    let state = property(&js_sys::global(), "document").and_then(|document| property(&document, "visibilityState"));
    state.is_none_or(|state| state.as_string().as_deref() == Some("visible"))
}

/// Follows the turns until it is dropped.
pub struct Attention {
    followed: Vec<(EventTarget, &'static str)>,
    heard: Closure<dyn FnMut(web_sys::Event)>,
}

impl Attention {
    /// Has `notice` called at every turn.
    pub fn follow(notice: impl Fn(Turn) + 'static) -> Attention {
        let notice = Rc::new(notice);
        let heard = Closure::new(move |event: web_sys::Event| {
            notice(match event.type_().as_str() {
                "online" => Turn::Online(true),
                "offline" => Turn::Online(false),
                _ => Turn::Visible(is_visible()),
            });
        });
        let global = js_sys::global();
        let document = property(&global, "document");
        let wanted = [
            (Some(JsValue::from(global.clone())), "online"),
            (Some(global.into()), "offline"),
            (document, "visibilitychange"),
        ];
        let mut followed = Vec::new();
        for (target, name) in wanted {
            let target = target.and_then(|target| target.dyn_into::<EventTarget>().ok());
            if let Some(target) = target
                && target.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).is_ok()
            {
                followed.push((target, name));
            }
        }
        Attention { followed, heard }
    }
}

impl Drop for Attention {
    fn drop(&mut self) {
        for (target, name) in &self.followed {
            // It was added; that it cannot be removed is not to be had.
            let _ = target.remove_event_listener_with_callback(name, self.heard.as_ref().unchecked_ref());
        }
    }
}

fn said(value: JsValue) -> bool {
    value.as_bool() != Some(false)
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
