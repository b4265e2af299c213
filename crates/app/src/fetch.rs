//! Fetching a file of the site.

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
    let answer = gloo::utils::window().fetch_with_str(address);
    async move {
        let answer: Response = JsFuture::from(answer).await.map_err(|_| Unreachable)?.unchecked_into();
        if !answer.ok() {
            return Err(Unreachable);
        }
        let text = JsFuture::from(answer.text().map_err(|_| Unreachable)?).await.map_err(|_| Unreachable)?;
        text.as_string().ok_or(Unreachable)
    }
}
