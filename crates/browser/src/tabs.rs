//! Word between the tabs that have the same community open.

use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::BroadcastChannel;

/// A line to the other tabs; closed when dropped.
///
/// What is said is only that something changed: the database says what, so a word that is lost, late or doubled does no
/// harm. Without `BroadcastChannel` a tab is alone and sees the others' events when it reads again.
pub struct Tabs {
    line: Option<(BroadcastChannel, Closure<dyn FnMut()>)>,
}

impl Tabs {
    /// Joins the tabs that use the same name; `on_word` is called when another one says that something changed.
    pub fn join(name: &str, on_word: Rc<dyn Fn()>) -> Tabs {
        let line = BroadcastChannel::new(name).ok().map(|channel| {
            let heard = Closure::new(move || on_word());
            channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            (channel, heard)
        });
        Tabs { line }
    }

    /// Tells the other tabs that something changed.
    pub fn tell(&self) {
        if let Some((channel, _)) = &self.line {
            // It fails only when the channel is closed, which is at the end of its life.
            let _ = channel.post_message(&JsValue::NULL);
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.line {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
