//! The port of a browser, a worker, or a server that runs JavaScript.

use crate::{Fetch, Request, Response, Unreachable};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestMode};

/// Requests by the browser's `fetch`: without cookies, because every backend is told who asks.
#[derive(Debug, Clone)]
pub struct WebFetch {
    patience: u32,
}

impl WebFetch {
    /// Gives up on an answer after some milliseconds.
    pub fn new(patience: u32) -> WebFetch {
        WebFetch { patience }
    }

    async fn carry(&self, request: Request) -> Result<Response, JsValue> {
        let headers = Headers::new()?;
        for (name, value) in &request.headers {
            headers.set(name, value)?;
        }
        let control = AbortController::new()?;
        let init = RequestInit::new();
        init.set_method(request.method.word());
        init.set_headers(&headers);
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_signal(Some(&control.signal()));
        if let Some(body) = &request.body {
            // As bytes: a text would be made into UTF-16 first, and into bytes again by the browser.
            init.set_body(&Uint8Array::from(body.as_bytes()));
        }
        // Runs until the whole body is here; dropped with the future, so that an abandoned request is cut off as well.
        let cut = Abort(control.clone());
        let _patience = Timeout::new(self.patience, move || control.abort());
        let answer = JsFuture::from(send(&request.url, &init)?).await?;
        let answer: web_sys::Response = answer.unchecked_into();
        let body = JsFuture::from(answer.array_buffer()?).await?;
        std::mem::forget(cut);
        let pair = |entry: Result<JsValue, JsValue>| {
            let entry: Array = entry.ok()?.unchecked_into();
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        };
        Ok(Response {
            status: answer.status(),
            headers: answer.headers().entries().into_iter().filter_map(pair).collect(),
            body: Uint8Array::new(&body).to_vec(),
            redirected: answer.redirected(),
        })
    }

    /// A request whose answer nobody may read, which every server is sent, whatever it allows.
    async fn knock(&self, url: &str) -> Result<(), JsValue> {
        let control = AbortController::new()?;
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_signal(Some(&control.signal()));
        let cut = Abort(control.clone());
        let _patience = Timeout::new(self.patience, move || control.abort());
        JsFuture::from(send(url, &init)?).await?;
        drop(cut);
        Ok(())
    }
}

/// Looked up by its name: pages, workers and servers have no common type that has `fetch`.
fn send(url: &str, init: &RequestInit) -> Result<Promise, JsValue> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &"fetch".into())?.dyn_into()?;
    fetch.call2(&global, &url.into(), init)?.dyn_into()
}

impl Fetch for WebFetch {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        self.carry(request).await.map_err(|_| Unreachable)
    }

    async fn reaches(&self, url: &str) -> bool {
        self.knock(url).await.is_ok()
    }
}

/// Cuts a request off when it is abandoned.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}
