//! The JavaScript API: a member's hall that any page or server can open, ask and write to.
//!
//! [`HallCore`] is what crosses the boundary; `npm/hall.js` gives it its public face, one class with promises. Beside it lies
//! a file for each thing that can be asked for. Whatever comes from JavaScript is checked where it comes in ([`options`]), and
//! what is wrong with it is a [`Fault`](fault::Fault) with a code, a message and a place, never a panic.

mod answer;
mod chunk;
mod community;
mod fault;
mod feedback;
mod fetch;
mod files;
mod glance;
mod model;
mod open;
mod opened;
mod options;
mod record;
mod shelf;
mod standing;
mod subscribe;
mod sync;

pub use open::open;

use fault::Fault;
use opened::Opened;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A hall as long as it is open, and afterwards the reason why it is not.
#[wasm_bindgen]
pub struct HallCore {
    state: RefCell<Result<Rc<Opened>, &'static str>>,
}

impl HallCore {
    fn new(opened: Rc<Opened>) -> HallCore {
        HallCore { state: RefCell::new(Ok(opened)) }
    }

    /// The hall, if it is open.
    fn opened(&self) -> Result<Rc<Opened>, Fault> {
        self.state.borrow().clone().map_err(|code| match code {
            "erased" => Fault::new(code, "the hall was erased; open it again to begin anew"),
            _ => Fault::closed(),
        })
    }
}

#[wasm_bindgen]
impl HallCore {
    /// Whose hall it is.
    pub fn member(&self) -> Result<String, JsValue> {
        Ok(self.opened()?.member().to_string())
    }

    /// The community's identifier.
    pub fn community(&self) -> Result<String, JsValue> {
        Ok(self.opened()?.charter.file().id.to_string())
    }

    /// `indexeddb` or `memory`: where it is really kept.
    pub fn storage(&self) -> Result<String, JsValue> {
        Ok(if self.opened()?.hall.is_kept() { "indexeddb" } else { "memory" }.to_owned())
    }

    /// What the member or the operator should know: storage that is not kept, warnings about documents, a missing model.
    pub fn problems(&self) -> Result<JsValue, JsValue> {
        Ok(answer::plain(&*self.opened()?.problems.borrow())?)
    }

    /// Lets the hall go; nothing that was acknowledged is lost.
    pub fn close(&self) {
        if let Ok(opened) = self.state.replace(Err("closed")) {
            opened.is_over.set(true);
            opened.unlink();
            opened.subscribers.borrow_mut().clear();
        }
    }

    /// Deletes everything of the community from this device.
    pub async fn erase(&self) -> Result<(), JsValue> {
        let opened = self.opened()?;
        // What is erased is not sent any more.
        opened.unlink();
        opened.hall.erase().await.map_err(Fault::from)?;
        opened.is_over.set(true);
        self.state.replace(Err("erased")).ok();
        opened.tell("erased", 0);
        opened.subscribers.borrow_mut().clear();
        Ok(())
    }
}
