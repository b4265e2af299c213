//! An HTTP server of our own in a thread: what the gate and the reference server are made of.

use crate::server;
use anyhow::{Context, Result};
use http_body_util::{Either, Full};
use hyper::{
    HeaderMap, Request, Response, StatusCode,
    body::{Body, Bytes, Frame, Incoming},
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, HeaderName, HeaderValue,
        ORIGIN, VARY,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context as TaskContext, Poll},
    thread,
};
use tokio::{sync::oneshot, task};

/// An answer: whole, or with a body that is cut off on its way.
pub type Answer = Response<Either<Full<Bytes>, Cut>>;
/// No answer at all: the connection is closed.
pub type Dropped = io::Error;

/// A running server; stops when dropped.
pub struct Host {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Host {
    /// Serves on this machine only.
    pub fn start<F>(port: u16, answer: impl Fn(Request<Incoming>) -> F + Send + Sync + 'static) -> Result<Host>
    where
        F: Future<Output = Result<Answer, Dropped>> + Send + 'static,
    {
        let listener = server::listen(port)?;
        listener.set_nonblocking(true).context("cannot serve without waiting on one connection alone")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    () = accept(listener, Arc::new(answer)) => {}
                }
            });
            runtime.shutdown_background();
        });
        Ok(Host { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // A server that has stopped by itself hears nothing, and need not.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(thread::JoinHandle::join);
    }
}

async fn accept<F>(
    listener: std::net::TcpListener,
    answer: Arc<impl Fn(Request<Incoming>) -> F + Send + Sync + 'static>,
) where
    F: Future<Output = Result<Answer, Dropped>> + Send + 'static,
{
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        let Ok((connection, _)) = listener.accept().await else { continue };
        // Small answers must not wait for the other side's confirmation of the last one.
        let _ = connection.set_nodelay(true);
        let answer = Arc::clone(&answer);
        task::spawn(async move {
            let service = service_fn(move |request| answer(request));
            // The client may have gone away, or was dropped on purpose.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(connection), service).await;
        });
    }
}

/// A whole answer.
pub fn whole(status: u16, media: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Either::Left(Full::new(body.into())));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    answer.headers_mut().insert(hyper::header::CONTENT_TYPE, HeaderValue::from_static(media));
    answer
}

/// Lets browsers of other origins on this machine read an answer to a request with these headers.
pub fn open_to_loopback(answer: &mut Answer, request: &HeaderMap) {
    let headers = answer.headers_mut();
    let theirs: Vec<HeaderName> =
        headers.keys().filter(|name| name.as_str().starts_with("access-control-")).cloned().collect();
    theirs.iter().for_each(|name| drop(headers.remove(name)));
    headers.append(VARY, HeaderValue::from_static("Origin"));
    let Some(origin) = request.get(ORIGIN).filter(|origin| is_loopback(origin)) else { return };
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("ETag, Location, Retry-After, X-Experience-API-Consistent-Through"),
    );
    if let Some(wanted) = request.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
        headers.insert(
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, PROPFIND, MKCOL"),
        );
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    } else {
        headers.insert(
            ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, PROPFIND, MKCOL"),
        );
    }
}

/// Whether an origin is on this machine, on whatever port.
fn is_loopback(origin: &HeaderValue) -> bool {
    let host = origin.to_str().unwrap_or_default().split_once("://").map_or("", |(_, host)| host);
    let name = if host.ends_with(']') { host } else { host.rsplit_once(':').map_or(host, |(name, _)| name) };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// Half a body, after which the connection breaks.
pub struct Cut(Option<Bytes>);

impl Cut {
    /// The first half of a body.
    pub fn half_of(body: &Bytes) -> Cut {
        Cut(Some(body.slice(..body.len() / 2)))
    }
}

impl Body for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(match self.0.take() {
            Some(half) => Ok(Frame::data(half)),
            None => Err(dropped()),
        }))
    }
}

/// The reason for closing a connection on purpose.
pub fn dropped() -> Dropped {
    io::Error::new(io::ErrorKind::ConnectionAborted, "cut on purpose")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_this_machine_are_let_in() {
        let loopback = |text: &'static str| is_loopback(&HeaderValue::from_static(text));
        for origin in
            ["http://127.0.0.1:8080", "http://localhost", "https://localhost:1", "http://[::1]:80", "http://[::1]"]
        {
            assert!(loopback(origin), "{origin}");
        }
        for origin in ["null", "https://example.org", "http://127.0.0.1.example.org:80", "http://localhost.example.org"]
        {
            assert!(!loopback(origin), "{origin}");
        }
    }
}
