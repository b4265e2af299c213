//! A static file server that behaves like the hosts the site is made for: right MIME types, gzip,
//! `page.html` answering for `page`, `404.html` with status 404, and any sub-path.
//!
//! `trunk serve` is not used: it answers a missing file with 200, and its reload script is one that the
//! site's security policy blocks.

mod locate;
mod media;
mod reload;

use anyhow::{Context, Result, anyhow};
use flate2::{Compression, write::GzEncoder};
use http_body_util::Full;
use hyper::{
    Method, Request, Response,
    body::{Bytes, Incoming},
    header::{
        ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue,
        LOCATION, VARY, X_CONTENT_TYPE_OPTIONS,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use locate::Found;
use std::{
    convert::Infallible,
    fs,
    io::{ErrorKind, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
};
use tokio::{sync::oneshot, task};

/// Smaller bodies are not worth compressing.
const GZIP_FROM_BYTES: usize = 1024;

/// What is served, and how.
pub struct Site {
    /// The folder with the built site.
    pub folder: PathBuf,
    /// The path the site lies under; begins and ends with a slash.
    pub base: String,
    /// Whether open pages reload themselves after a rebuild.
    pub reload: bool,
}

/// A running server; stops when dropped.
pub struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    url: String,
}

type Answer = Response<Full<Bytes>>;

impl Server {
    /// Serves `site` on this machine only; port 0 takes any free one.
    pub fn start(site: Site, port: u16) -> Result<Self> {
        let listener = listen(port)?;
        let url = format!("http://127.0.0.1:{}{}", listener.local_addr()?.port(), site.base);
        listener.set_nonblocking(true).context("cannot serve without waiting on one connection alone")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    () = accept(listener, Arc::new(site)) => {}
                }
            });
            // A page may still be waiting for the next rebuild; nobody waits for it.
            runtime.shutdown_background();
        });
        Ok(Self { stop: Some(stop), thread: Some(thread), url })
    }

    /// The address of the site's first page.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until the process is stopped.
    pub fn wait(mut self) -> Result<()> {
        let thread = self.thread.take().context("the server runs once")?;
        thread.join().map_err(|_| anyhow!("the server stopped unexpectedly"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has stopped by itself hears nothing, and need not.
        let _ = self.stop.take().map(|stop| stop.send(()));
    }
}

/// Listens on this machine only; port 0 takes any free one.
pub fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} is in use by another program; stop that one, or choose a port with `--port` (0 takes any free one)"
        ),
        ErrorKind::PermissionDenied => {
            anyhow!("port {port} needs more rights than you have; choose one above 1023 with `--port`")
        }
        _ => anyhow!("cannot listen on port {port}: {error}"),
    })
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        // What cannot be accepted, a browser that changed its mind or one connection too many, is that connection's affair.
        let Ok((connection, _)) = listener.accept().await else { continue };
        let site = Arc::clone(&site);
        task::spawn(async move {
            let service = service_fn(move |request: Request<Incoming>| {
                let site = Arc::clone(&site);
                // Files are read and compressed beside the connections; one answer waits for a rebuild, for half a minute.
                async move {
                    let answer = task::spawn_blocking(move || site.response(&request)).await;
                    Ok::<_, Infallible>(answer.unwrap_or_else(|_| plain(500, "the server made a mistake\n")))
                }
            });
            // The browser may have gone away meanwhile; there is nobody left to tell.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(connection), service).await;
        });
    }
}

impl Site {
    fn response(&self, request: &Request<Incoming>) -> Answer {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return plain(405, "only GET and HEAD are served\n");
        }
        let url = request.uri().to_string();
        let path = request.uri().path();
        if self.reload && path.strip_prefix(&self.base) == Some(reload::CHANGES) {
            return plain(200, &reload::wait_for_change(&self.folder, &url));
        }
        if self.reload && path.strip_prefix(&self.base) == Some(reload::SCRIPT_NAME) {
            return with(plain(200, reload::SCRIPT), CONTENT_TYPE, "text/javascript");
        }
        match locate::locate(&self.folder, &self.base, path) {
            Found::File(file) => self.file(request, &file, 200),
            Found::Redirect(to) => with(plain(301, ""), LOCATION, &to),
            Found::Nothing => {
                let page = self.folder.join("404.html");
                if page.is_file() {
                    self.file(request, &page, 404)
                } else if self.reload && !self.folder.join("index.html").is_file() {
                    plain(503, "The site is being built; see the terminal, then reload this page.\n")
                } else {
                    plain(404, "not found\n")
                }
            }
        }
    }

    fn file(&self, request: &Request<Incoming>, file: &Path, status: u16) -> Answer {
        let Ok(mut body) = fs::read(file) else {
            return plain(404, "not found\n");
        };
        let media = media::of(file);
        if self.reload && media.name.starts_with("text/html") {
            body = reload::with_script(&body);
        }
        let cache = if media::name_holds_hash(file) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let zipped = media.compressible && body.len() >= GZIP_FROM_BYTES && accepts_gzip(request);
        if zipped {
            body = gzip(&body, Compression::fast());
        }
        let mut response = answer(status, body);
        for (name, value) in [
            (CONTENT_TYPE, media.name),
            (CACHE_CONTROL, cache),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (VARY, "Accept-Encoding"),
            // As GitHub Pages does: whatever lies on a static host is public, and the widget may stand in pages of other sites.
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        ] {
            response = with(response, name, value);
        }
        if zipped { with(response, CONTENT_ENCODING, "gzip") } else { response }
    }
}

/// Compresses as a web host would.
pub fn gzip(body: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    // Writing into memory does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn accepts_gzip(request: &Request<Incoming>) -> bool {
    let accepted = request.headers().get_all(ACCEPT_ENCODING);
    accepted.iter().any(|value| value.to_str().is_ok_and(|value| value.contains("gzip")))
}

fn plain(status: u16, text: &str) -> Answer {
    let response = answer(status, text.as_bytes().to_vec());
    with(with(response, CONTENT_TYPE, "text/plain; charset=utf-8"), CACHE_CONTROL, "no-store")
}

/// A whole body: its length is known, so that a browser shows progress and a test can tell a cut one.
fn answer(status: u16, body: Vec<u8>) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    response
}

fn with(mut response: Answer, name: hyper::header::HeaderName, value: &str) -> Answer {
    // A value that is no header text, such as a redirect to an odd path, becomes empty.
    let value = HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""));
    response.headers_mut().insert(name, value);
    response
}
