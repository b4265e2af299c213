//! Files from a host, in a page, a worker or a server alike.

use crate::fault::Fault;
use crate::options::shown;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The text at an address.
pub async fn text(address: &str, place: &str) -> Result<String, Fault> {
    body(address, "text").await.and_then(|text| text.as_string()).ok_or_else(|| unreachable(address, place))
}

/// The bytes at an address.
pub async fn bytes(address: &str) -> Option<Vec<u8>> {
    let buffer = body(address, "arrayBuffer").await?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn body(address: &str, form: &str) -> Option<JsValue> {
    let global = js_sys::global();
    let answer = settle(call(&global, "fetch", Some(address))?).await?;
    let is_ok = Reflect::get(&answer, &"ok".into()).ok()?.is_truthy();
    if is_ok { settle(call(&answer, form, None)?).await } else { None }
}

/// Calls a method. Pages and servers have no common type that has `fetch`, so it is looked up by its name.
fn call(of: &JsValue, method: &str, argument: Option<&str>) -> Option<JsValue> {
    let method = Reflect::get(of, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    match argument {
        Some(argument) => method.call1(of, &argument.into()).ok(),
        None => method.call0(of).ok(),
    }
}

async fn settle(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(Promise::resolve(&promise)).await.ok()
}

fn unreachable(address: &str, place: &str) -> Fault {
    let address = shown(address);
    Fault::new("unreachable", ["`", &address, "` cannot be fetched; see whether it is there and may be read"].concat())
        .at(place)
}

/// The address of a file beside another one.
pub fn beside(address: &str, name: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default();
    [folder, name].concat()
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn a_file_lies_beside_another_one() {
        assert_eq!(beside("https://a.example/b/charter.json?v=1/2", "model/x"), "https://a.example/b/model/x");
        assert_eq!(beside("charter.json", "page-2.json"), "page-2.json");
    }
}
