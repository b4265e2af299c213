//! Exchanging events with a server of the member's choice: what is asked for, and the door to it.
//!
//! Everything behind [`door`] is reached through it alone, and comes as a part of its own to those who exchange. On this
//! side lie the options, which are checked when the hall is opened, and [`Link`], the exchange once there is one.

mod failure;
mod linked;
mod report;

use crate::HallCore;
use crate::fault::Fault;
use crate::opened::Opened;
use crate::options::{Options, shown};
use guildhall_backends::{Kind, address};
use guildhall_browser::chunk;
use guildhall_engine::finding::closest;
use guildhall_sync::Connection;
use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The exchange of an open hall.
pub trait Link {
    /// Something was done here.
    fn changed(&self);
    /// The hall is closed.
    fn stop(&self);
    /// As what it is.
    fn into_any(self: Rc<Self>) -> Rc<dyn Any>;
}

/// What is wanted of the exchange.
pub enum Wish {
    /// To go on in the background.
    Background,
    /// To be done once.
    Once {
        /// Everything is read again and compared.
        check_all: bool,
        /// What was set aside is offered again.
        retry: bool,
    },
    /// How much waits for being sent.
    Pending,
}

/// What comes of a wish.
pub type Granted = Pin<Box<dyn Future<Output = Result<JsValue, Fault>>>>;

/// Does what is wanted.
type Grant = fn(Rc<Opened>, Wish) -> Granted;

chunk!(exchanging: Grant = |opened, wish| Box::pin(linked::grant(opened, wish)));

/// The one door to everything that exchanges.
fn door(opened: Rc<Opened>, wish: Wish) -> Granted {
    Box::pin(async move {
        let grant = exchanging().await?;
        grant(opened, wish).await
    })
}

/// A server as a caller named it.
pub struct Given {
    /// Where it is and who signs in.
    pub connection: Connection,
    /// What lets the member in; in memory alone.
    pub secret: String,
}

/// The server to exchange with, if one is named.
pub fn given(options: &Options) -> Result<Option<Given>, Fault> {
    let place = options.place("backend");
    let Some(value) = options.get("backend")? else { return Ok(None) };
    let options = Options::read(value, &place, &["kind", "url", "place", "user", "secret"], true)?;
    let missing = |key: &str| Fault::new("option-missing", ["`", key, "` is missing"].concat()).at(options.place(key));
    let text = |key: &str| Ok::<_, Fault>(options.text(key)?.unwrap_or_default());
    let word = options.text("kind")?.ok_or_else(|| missing("kind"))?;
    let kind = Kind::of(&word).ok_or_else(|| {
        let meant = closest(&word, Kind::ALL.iter().map(|kind| kind.word()));
        let meant = meant.map(|word| ["; did you mean `", word, "`?"].concat()).unwrap_or_default();
        Fault::new("bad-option", ["there is no kind of server `", &shown(&word), "`", &meant].concat())
            .at(options.place("kind"))
    })?;
    let url = options.address("url")?.ok_or_else(|| missing("url"))?.trim().to_owned();
    address::check(&url).map_err(|error| Fault::from(error).at(options.place("url")))?;
    let secret = text("secret")?;
    let connection = Connection {
        kind,
        url,
        place: text("place")?.trim().to_owned(),
        user: text("user")?.trim().to_owned(),
        is_open: secret.is_empty(),
        stays: false,
        is_paused: false,
    };
    Ok(Some(Given { connection, secret }))
}

/// Whether to exchange in the background.
pub fn in_background(options: &Options) -> Result<bool, Fault> {
    match options.text("sync")?.as_deref() {
        None | Some("manual") => Ok(false),
        Some("background") => Ok(true),
        Some(_) => Err(Fault::new("bad-option", "`manual` or `background` is wanted").at(options.place("sync"))),
    }
}

/// Begins to exchange in the background; what is wrong is told to whoever subscribed.
pub fn begin(opened: &Rc<Opened>) {
    let granted = door(opened.clone(), Wish::Background);
    let opened = Rc::downgrade(opened);
    spawn_local(async move {
        if let (Err(fault), Some(opened)) = (granted.await, opened.upgrade()) {
            opened.note(fault.into());
            opened.tell("problem", 0);
        }
    });
}

#[wasm_bindgen]
impl HallCore {
    /// Exchanges once; answers what came of it.
    pub async fn sync(&self, options: JsValue) -> Result<JsValue, JsValue> {
        let opened = self.opened()?;
        let options = Options::read(options, "sync", &["checkAll", "retry"], false)?;
        let wish = Wish::Once { check_all: options.flag("checkAll")?, retry: options.flag("retry")? };
        Ok(door(opened, wish).await?)
    }

    /// How many events wait for being sent.
    pub async fn pending(&self) -> Result<JsValue, JsValue> {
        Ok(door(self.opened()?, Wish::Pending).await?)
    }
}
