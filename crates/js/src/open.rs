//! Opening a hall.

use crate::HallCore;
use crate::community;
use crate::fault::Fault;
use crate::model::Held;
use crate::opened::{Clock, Opened, Problem};
use crate::options::{Options, bytes, moment, wrong_type};
use crate::record::recording;
use crate::standing::answers;
use crate::subscribe::follow;
use crate::sync;
use guildhall_browser::{Hall, Loaded};
use guildhall_engine::id::{DeviceId, MemberId, fault};
use guildhall_engine::ledger::Ledger;
use js_sys::Function;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The setting of the store that holds whose installation it is, when it took the name of a member of another one. The app
/// keeps to the same.
const OWNER: &str = "owner";

/// Opens a hall.
#[wasm_bindgen]
pub async fn open(options: JsValue) -> Result<HallCore, JsValue> {
    Ok(opened(options).await.map(HallCore::new)?)
}

async fn opened(options: JsValue) -> Result<Rc<Opened>, Fault> {
    let known = ["charter", "catalogue", "checked", "lazy", "model", "storage", "member", "now", "backend", "sync"];
    let options = Options::read(options, "open", &known, true)?;
    let storage = storage(&options)?;
    let clock = clock(&options)?;
    let member = options.text("member")?;
    if let Some(found) = member.as_deref().and_then(fault) {
        return Err(Fault::new("bad-id", ["the member ", found].concat()).at("open.member"));
    }
    let (backend, in_background) = (sync::given(&options)?, sync::in_background(&options)?);
    let model = options.get("model")?;
    let missing =
        |name: &str| Fault::new("option-missing", ["`", name, "` is missing"].concat()).at(["open.", name].concat());
    let charter = options.get("charter")?.ok_or_else(|| missing("charter"))?;
    let catalogue = options.get("catalogue")?.ok_or_else(|| missing("catalogue"))?;
    let is_checked = options.flag("checked")?;
    let (charter, address, findings) = community::charter(&charter, is_checked).await?;
    let is_lazy = options.flag("lazy")?;
    let mut problems: Vec<Problem> = findings.into_iter().map(Problem::from).collect();
    let held = held(model, address.as_deref(), &charter).await?;

    let (hall, loaded) = match storage {
        Storage::IndexedDb => Hall::open(&charter.file().id).await,
        Storage::Memory => (Hall::in_memory(), Loaded::default()),
    };
    problems.extend(loaded.problems.iter().map(|problem| Problem {
        code: problem.code().into(),
        message: problem.to_string(),
        path: None,
    }));
    let member = match member {
        Some(member) => MemberId::from(member),
        None => match hall.setting(OWNER).await? {
            Some(owner) => MemberId::from(owner),
            None => own_member(hall.device()),
        },
    };
    let opened = Rc::new(Opened {
        hall,
        charter,
        read: OnceCell::new(),
        content: catalogue,
        clock,
        ledger: RefCell::new(Ledger::new(member)),
        others: RefCell::default(),
        problems: RefCell::new(problems),
        model: RefCell::new(held),
        subscribers: RefCell::new(BTreeMap::new()),
        subscribed: Cell::new(0),
        backend,
        link: RefCell::default(),
        coming: RefCell::default(),
        arrived: Cell::default(),
        is_over: Cell::default(),
    });
    if !is_lazy {
        opened.catalogue().await?;
    }
    opened.take(loaded.events);
    follow(&opened);
    if in_background {
        sync::begin(&opened);
    }
    if is_lazy {
        spawn_local(ahead());
    } else {
        ahead().await;
    }
    Ok(opened)
}

/// Fetches what writes and answers: an open hall works on where the network has gone since.
async fn ahead() {
    // What does not come is asked for again when it is needed.
    let _ = (recording().await.is_ok(), answers().await.is_ok());
}

enum Storage {
    IndexedDb,
    Memory,
}

fn storage(options: &Options) -> Result<Storage, Fault> {
    match options.text("storage")?.as_deref() {
        None | Some("indexeddb") => Ok(Storage::IndexedDb),
        Some("memory") => Ok(Storage::Memory),
        Some(_) => Err(Fault::new("bad-option", "`indexeddb` or `memory` is wanted").at("open.storage")),
    }
}

fn clock(options: &Options) -> Result<Clock, Fault> {
    let Some(value) = options.get("now")? else { return Ok(Clock::Device) };
    match value.dyn_into::<Function>() {
        Ok(ask) => {
            let said = ask.call0(&JsValue::UNDEFINED);
            let said = said.map_err(|_| Fault::new("bad-time", "the function threw an error").at("open.now"))?;
            moment(&said, "open.now").map(|_| Clock::Asked(ask))
        }
        Err(value) => moment(&value, "open.now").map(Clock::Fixed),
    }
}

/// The model the caller names, or the one that the charter names beside itself.
async fn held(
    given: Option<JsValue>,
    charter_address: Option<&str>,
    charter: &guildhall_engine::charter::Charter,
) -> Result<Option<Held>, Fault> {
    let Some(given) = given else {
        let named = charter.file().taste.model.as_deref().zip(charter_address);
        return Ok(named.map(|(name, address)| Held::at(crate::fetch::beside(address, name))));
    };
    match (given.as_string(), given.as_bool(), bytes(&given)) {
        (Some(address), ..) => Ok(Some(Held::at(address))),
        (_, Some(false), _) => Ok(None),
        (_, _, Some(bytes)) => Ok(Some(Held::of(bytes))),
        _ => Err(wrong_type("open.model", "an address, bytes or `false`", &given)),
    }
}

/// The member of an installation, as the app names them: so that both are the same member.
fn own_member(device: &DeviceId) -> MemberId {
    MemberId::from(["member-", device.as_str()].concat())
}
