//! Fetching a file of the site.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// A file that did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable;

/// The text at an address relative to the site's base. The request goes out at once, before the answer is awaited.
///
/// # Errors
/// When there is no connection or the host has no such file.
pub fn text(address: &str) -> impl Future<Output = Result<String, Unreachable>> + use<> {
    let answer = file(address);
    async move {
        let answer = answer.await?;
        let text = JsFuture::from(answer.text().map_err(|_| Unreachable)?).await.map_err(|_| Unreachable)?;
        text.as_string().ok_or(Unreachable)
    }
}

/// The bytes at an address relative to the site's base. The request goes out at once, before the answer is awaited.
///
/// # Errors
/// When there is no connection or the host has no such file.
pub fn bytes(address: &str) -> impl Future<Output = Result<Vec<u8>, Unreachable>> + use<> {
    let answer = file(address);
    async move {
        let answer = answer.await?;
        let buffer = answer.array_buffer().map_err(|_| Unreachable)?;
        let buffer = JsFuture::from(buffer).await.map_err(|_| Unreachable)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

fn file(address: &str) -> impl Future<Output = Result<Response, Unreachable>> + use<> {
    let answer = gloo::utils::window().fetch_with_str(address);
    async move {
        let answer: Response = JsFuture::from(answer).await.map_err(|_| Unreachable)?.unchecked_into();
        if answer.ok() { Ok(answer) } else { Err(Unreachable) }
    }
}
