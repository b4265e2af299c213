//! Events that cannot be exchanged, each with its reason, as values in `meta`.

use super::put;
use super::request::{Asked, failure};
use guildhall_engine::id::{DeviceId, EventId};
use guildhall_engine::time::Moment;
use guildhall_store::StoreError;
use guildhall_store::sync::Aside;
use js_sys::Array;
use std::collections::HashSet;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{IdbKeyRange, IdbObjectStore};

/// What the names of the values begin with.
const REFUSED: &str = "sync:refused:";

fn name(id: EventId) -> JsValue {
    [REFUSED, &id.to_string()].concat().into()
}

/// The range of all names.
fn every() -> Result<JsValue, StoreError> {
    let range = IdbKeyRange::bound(&REFUSED.into(), &[REFUSED, "\u{ffff}"].concat().into());
    range.map(JsValue::from).map_err(|error| failure(&error))
}

/// Everything that was set aside.
pub async fn all(meta: &IdbObjectStore) -> Result<Vec<Aside>, StoreError> {
    let values: Array = Asked::new(meta.get_all_with_key(&every()?)).answer().await?.unchecked_into();
    Ok(values.iter().filter_map(|value| read(&value.dyn_into().ok()?)).collect())
}

/// Adds one, in place of what was said of the same event before.
pub fn add(meta: &IdbObjectStore, aside: &Aside) -> Result<(), StoreError> {
    let Aside { id, device, n, foreign, code, message, at } = aside;
    let values: [JsValue; 7] = [
        id.to_string().into(),
        device.as_str().into(),
        // As text, because numbers in a browser are exact below 2^53 only.
        n.to_string().into(),
        (*foreign).into(),
        (&**code).into(),
        (&**message).into(),
        (at.0 as f64).into(),
    ];
    put(meta.put_with_key(&values.iter().collect::<Array>(), &name(*id))).map(drop)
}

/// Removes what was said of an event.
pub fn remove(meta: &IdbObjectStore, id: EventId) -> Result<(), StoreError> {
    put(meta.delete(&name(id))).map(drop)
}

/// Removes what was said of some events; mostly nothing was.
pub async fn take_out(meta: &IdbObjectStore, ids: &HashSet<EventId>) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let names: Array = Asked::new(meta.get_all_keys_with_key(&every()?)).answer().await?.unchecked_into();
    let names = names.iter().filter_map(|name| name.as_string());
    for id in names.filter_map(|name| EventId::parse(name.strip_prefix(REFUSED)?).ok()) {
        if ids.contains(&id) {
            remove(meta, id)?;
        }
    }
    Ok(())
}

fn read(value: &Array) -> Option<Aside> {
    let text = |at: u32| value.get(at).as_string();
    Some(Aside {
        id: EventId::parse(&text(0)?).ok()?,
        device: DeviceId::from(text(1)?),
        n: text(2)?.parse().ok()?,
        foreign: value.get(3).is_truthy(),
        code: text(4)?.into(),
        message: text(5)?.into(),
        at: Moment(value.get(6).as_f64()? as i64),
    })
}
