//! Files the member opens and saves.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard, File, HtmlAnchorElement, Url};

/// A file's bytes; `None` when it cannot be read (any more).
pub async fn read(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Has the browser save a text as a file; answers whether it could be offered.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    text_blob(media_type, text).and_then(|blob| offer(name, &blob)).is_some()
}

/// Has the browser save bytes it already holds as a file; answers whether they could be offered.
pub fn save_blob(name: &str, blob: &Blob) -> bool {
    offer(name, blob).is_some()
}

/// A text as the browser's own bytes.
pub fn text_blob(media_type: &str, text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()
}

/// Puts a text on the clipboard; answers whether the browser let it.
pub async fn copy(text: &str) -> bool {
    // Absent in pages that did not come over a safe connection.
    let clipboard = Reflect::get(&gloo::utils::window().navigator(), &"clipboard".into());
    let Some(clipboard) = clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<Clipboard>().ok()) else {
        return false;
    };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Bytes as text in base64, 4 characters for 3 bytes; `None` where the browser does not do it.
pub fn base64(bytes: &[u8]) -> Option<String> {
    // `btoa` takes a text whose every character stands for the byte of the same number.
    let text: String = bytes.iter().copied().map(char::from).collect();
    gloo::utils::window().btoa(&text).ok()
}

fn offer(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let document = gloo::utils::document();
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has its own hold on the bytes by the next turn of the event loop.
    gloo::timers::callback::Timeout::new(1000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}
