//! What tabs tell each other about the exchange.

use crate::told::Told;
use guildhall_engine::json;
use serde_json::json;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub enum Saying {
    /// How it stands, by the tab that exchanges.
    Stands(Told),
    /// A round has ended that somebody asked for, and how it stands; by the tab that exchanges.
    Done(Told),
    /// Who exchanges, say how it stands.
    Ask,
    /// The member wants it to be done now.
    Now,
    /// The member wants everything to be compared.
    CheckAll,
    /// The exchange was ended.
    End,
    /// What the hall is connected with, or whose it is, has changed.
    Anew,
}

impl Saying {
    fn write(&self) -> String {
        match self {
            Saying::Stands(told) => json!({ "stands": told.write() }).to_string(),
            Saying::Done(told) => json!({ "done": told.write() }).to_string(),
            Saying::Ask => "\"ask\"".into(),
            Saying::Now => "\"now\"".into(),
            Saying::CheckAll => "\"check\"".into(),
            Saying::End => "\"end\"".into(),
            Saying::Anew => "\"anew\"".into(),
        }
    }

    fn read(text: &str) -> Option<Saying> {
        let value = json::parse(text).ok()?;
        match value.as_str() {
            Some("ask") => Some(Saying::Ask),
            Some("now") => Some(Saying::Now),
            Some("check") => Some(Saying::CheckAll),
            Some("end") => Some(Saying::End),
            Some("anew") => Some(Saying::Anew),
            Some(_) => None,
            None => {
                let told = |name: &str| value.get(name).and_then(Told::read);
                told("stands").map(Saying::Stands).or_else(|| told("done").map(Saying::Done))
            }
        }
    }
}

/// A line to the other tabs; closed when dropped. Without `BroadcastChannel` a tab is alone.
pub struct Line(Option<(BroadcastChannel, Heard)>);

/// What is called with each message.
type Heard = Closure<dyn FnMut(MessageEvent)>;

impl Line {
    /// Joins the tabs of a community.
    pub fn join(community: &str, heard: impl Fn(Saying) + 'static) -> Line {
        let channel = BroadcastChannel::new(&["guildhall:sync:", community].concat()).ok();
        let heard = Rc::new(heard);
        Line(channel.map(|channel| {
            let closure = Closure::new(move |event: MessageEvent| {
                if let Some(saying) = event.data().as_string().and_then(|text| Saying::read(&text)) {
                    heard(saying);
                }
            });
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
            (channel, closure)
        }))
    }

    /// Tells the other tabs.
    pub fn say(&self, saying: &Saying) {
        if let Some((channel, _)) = &self.0 {
            // It fails only when the channel is closed, which is at the end of its life.
            let _ = channel.post_message(&saying.write().into());
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.0 {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_saying_is_understood() {
        let told = Told::default;
        let sayings = [Saying::Ask, Saying::Now, Saying::CheckAll, Saying::End, Saying::Anew];
        for saying in sayings.into_iter().chain([Saying::Stands(told()), Saying::Done(told())]) {
            assert_eq!(Saying::read(&saying.write()), Some(saying));
        }
        assert_eq!(Saying::read("\"sing\""), None);
        assert_eq!(Saying::read("{"), None);
    }
}
