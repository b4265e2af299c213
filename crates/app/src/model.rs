//! A trained model in the hall: its files, fetched as the member's history asks for them, after the page stands.
//!
//! All of it is a chunk: a community without a model never downloads it. Whatever fails leaves the shelf as it is without
//! a model, and is told in the console.

use crate::fetch;
use crate::route::Route;
use crate::session::{Session, Tell};
use crate::state::Action;
use crate::state::room::Room;
use gloo::timers::future::TimeoutFuture;
use guildhall_browser::chunk;
use guildhall_engine::model::{Model, Nearness, Neighbours};
use guildhall_engine::taste::Taste;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Sees to it that what is known of the model fits what the member has done.
pub type Keep = fn(&Session);

chunk!(model: Keep = keep);

/// How long a shelf waits for the model, in milliseconds; afterwards it stays until the member does something.
const PATIENCE: u32 = 3000;
/// How many parts are fetched at a time; the others come with the next thing the member does.
const PARTS: usize = 64;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// What has come of the model of a folder.
#[derive(Default)]
struct Kept {
    /// The first file's address; empty before it was asked for.
    address: String,
    /// The bytes of the first file, until the catalogue is whole.
    first: Option<Vec<u8>>,
    model: Option<Rc<Held>>,
    /// Files that were asked for: each is asked for once in a visit.
    asked: BTreeSet<String>,
    /// For how large a catalogue the model was read.
    items: usize,
    /// The hall as it was last seen, and the item that is looked at: a file comes into another hall than it was asked for in.
    latest: Option<(Room, Option<String>)>,
}

/// A model that grows while the shelf reads it.
struct Held(RefCell<Model>);

impl Nearness for Held {
    fn neighbours(&self, taste: &Taste) -> Neighbours {
        self.0.borrow().neighbours(taste)
    }

    fn parts(&self, neighbours: &Neighbours, places: &[usize]) -> Vec<Vec<(usize, f64)>> {
        self.0.borrow().parts(neighbours, places)
    }

    fn beside(&self, place: usize) -> Vec<(usize, f64)> {
        self.0.borrow().beside(place)
    }
}

fn keep(session: &Session) {
    let Some(room) = session.room() else { return };
    let Some(path) = room.community.charter.file().taste.model.as_deref() else { return };
    let address = [&room.community.folder, path].concat();
    let (room, tell) = (room.clone(), session.teller());
    let shown = match session.route() {
        Route::Item { id } => Some(id.clone()),
        _ => None,
    };
    let is_new = KEPT.with_borrow(|kept| kept.address != address);
    if is_new {
        KEPT.set(Kept { address: address.clone(), ..Kept::default() });
        let tell = tell.clone();
        spawn_local(async move {
            TimeoutFuture::new(PATIENCE).await;
            tell.dispatch(Action::Model(None));
        });
    }
    KEPT.with_borrow_mut(|kept| kept.latest = Some((room, shown)));
    spawn_local(async move {
        if is_new {
            match fetch::bytes(&address).await {
                Ok(bytes) => KEPT.with_borrow_mut(|kept| kept.first = Some(bytes)),
                Err(fetch::Unreachable) => {
                    return fault(&tell, &address, "the file cannot be fetched");
                }
            }
        }
        extend(&tell, &address).await;
    });
}

/// Reads the model once the catalogue is whole, and fetches the parts that the member's history asks for.
async fn extend(tell: &Tell, address: &str) {
    let Some((room, shown)) = KEPT.with_borrow(|kept| kept.latest.clone()) else { return };
    let room = &room;
    let catalogue = &room.community.catalogue;
    if room.community.is_growing {
        return;
    }
    let first = KEPT.with_borrow_mut(|kept| {
        let is_other = kept.items != catalogue.items().len();
        kept.items = catalogue.items().len();
        kept.first.as_ref().filter(|_| kept.model.is_none() || is_other).cloned()
    });
    // A hall that was opened anew has none, though it is here.
    let mut is_news = first.is_some() || !room.has_model();
    if let Some(bytes) = first {
        match Model::read(&bytes, &room.community.charter.file().id, catalogue) {
            Ok(model) => KEPT.with_borrow_mut(|kept| {
                kept.asked.clear();
                kept.model = Some(Rc::new(Held(RefCell::new(model))));
            }),
            Err(found) => return fault(tell, address, &found.to_string()),
        }
    }
    let Some(held) = KEPT.with_borrow(|kept| kept.model.clone()) else { return };
    let folder = &address[..address.rfind('/').map_or(0, |at| at + 1)];
    let ids = held.0.borrow().wants_ids();
    if let Some(name) = ids.filter(|name| ask(name)) {
        is_news |= take(&held, room, tell, folder, vec![name]).await;
    }
    let wanted = {
        let model = held.0.borrow();
        let shown = shown.and_then(|id| catalogue.place(&id));
        let mut wanted = model.wants_for(shown.into_iter());
        wanted.extend(model.wants(&room.taste()));
        wanted
    };
    let wanted = wanted.into_iter().filter(|name| ask(name)).take(PARTS).collect();
    is_news |= take(&held, room, tell, folder, wanted).await;
    if is_news {
        tell.dispatch(Action::Model(Some(held)));
    }
}

/// Whether a file was not asked for before.
fn ask(name: &str) -> bool {
    KEPT.with_borrow_mut(|kept| kept.asked.insert(name.to_owned()))
}

/// Fetches files of a model, all at once, and gives them to it; answers whether any came.
async fn take(held: &Held, room: &Room, tell: &Tell, folder: &str, names: Vec<String>) -> bool {
    let requests: Vec<_> = names.into_iter().map(|name| (fetch::bytes(&[folder, &name].concat()), name)).collect();
    let mut is_any = false;
    for (answer, name) in requests {
        let taken = match answer.await {
            Ok(bytes) => {
                held.0.borrow_mut().take(&name, &bytes, &room.community.catalogue).map_err(|fault| fault.to_string())
            }
            Err(fetch::Unreachable) => Err("the file cannot be fetched".into()),
        };
        match taken {
            Ok(()) => is_any = true,
            Err(found) => fault(tell, &[folder, &name].concat(), &found),
        }
    }
    is_any
}

fn fault(tell: &Tell, address: &str, message: &str) {
    // Members can do nothing about it: it is for the people who publish the model.
    web_sys::console::warn_1(
        &["Guildhall: ", address, ": ", message, " (The shelf goes on without it.)"].concat().into(),
    );
    tell.dispatch(Action::Model(None));
}
