//! The port for programs that do not run in a browser: tests and the conformance suite, over plain HTTP.

use crate::{Fetch, Request, Response, Unreachable};
use std::time::Duration;

/// Requests over the system's own network; needs a tokio runtime around it.
#[derive(Debug, Clone)]
pub struct NativeFetch {
    client: reqwest::Client,
}

impl NativeFetch {
    /// Gives up on an answer after some time.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn new(patience: Duration) -> Result<NativeFetch, reqwest::Error> {
        reqwest::Client::builder().timeout(patience).build().map(|client| NativeFetch { client })
    }
}

impl Fetch for NativeFetch {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        let method = reqwest::Method::from_bytes(request.method.word().as_bytes()).map_err(|_| Unreachable)?;
        let mut builder = self.client.request(method, &request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value.as_ref());
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let response = builder.send().await.map_err(|_| Unreachable)?;
        let status = response.status().as_u16();
        let redirected = response.url().as_str().trim_end_matches('/') != request.url.trim_end_matches('/');
        let header = |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        };
        let headers = response.headers().iter().filter_map(header).collect();
        let body = response.bytes().await.map_err(|_| Unreachable)?.to_vec();
        Ok(Response { status, headers, body, redirected })
    }
}
