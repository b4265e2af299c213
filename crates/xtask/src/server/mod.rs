//! A static file server that behaves like the hosts the site is made for: right MIME types, gzip,
//! `page.html` answering for `page`, `404.html` with status 404, and any sub-path.
//!
//! `trunk serve` is not used: it answers a missing file with 200, and its reload script is one that the
//! site's security policy blocks.

mod locate;
mod media;
mod reload;

use crate::place;
use anyhow::{Context, Result, anyhow};
use flate2::{Compression, write::GzEncoder};
use locate::Found;
use std::{
    fs,
    io::{ErrorKind, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
};
use tiny_http::{Header, Method, Request, Response};

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
    http: Arc<tiny_http::Server>,
    thread: Option<JoinHandle<()>>,
    url: String,
}

impl Server {
    /// Serves `site` on this machine only; port 0 takes any free one.
    pub fn start(site: Site, port: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!(
                "port {port} is in use by another program; stop that one, or choose a port with `--port` (0 takes any free one)"
            ),
            ErrorKind::PermissionDenied => {
                anyhow!("port {port} needs more rights than you have; choose one above 1023 with `--port`")
            }
            _ => anyhow!("cannot listen on port {port}: {error}"),
        })?;
        let url = format!("http://127.0.0.1:{}{}", listener.local_addr()?.port(), site.base);
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|error| anyhow!("cannot serve `{}`: {error}", place::shown(&site.folder)))?;
        let http = Arc::new(http);
        let site = Arc::new(site);
        let requests = Arc::clone(&http);
        // A thread per request: a page that waits for the next rebuild holds its own for half a minute.
        let thread = thread::spawn(move || {
            for request in requests.incoming_requests() {
                let site = Arc::clone(&site);
                thread::spawn(move || site.answer(request));
            }
        });
        Ok(Self { http, thread: Some(thread), url })
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
        self.http.unblock();
    }
}

impl Site {
    fn answer(&self, request: Request) {
        let response = self.response(&request);
        // The browser may have gone away meanwhile; there is nobody left to tell.
        let _ = request.respond(response);
    }

    fn response(&self, request: &Request) -> Response<std::io::Cursor<Vec<u8>>> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return plain(405, "only GET and HEAD are served\n");
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        if self.reload && path.strip_prefix(&self.base) == Some(reload::CHANGES) {
            return plain(200, &reload::wait_for_change(&self.folder, request.url()));
        }
        if self.reload && path.strip_prefix(&self.base) == Some(reload::SCRIPT_NAME) {
            return plain(200, reload::SCRIPT).with_header(header("Content-Type", "text/javascript"));
        }
        match locate::locate(&self.folder, &self.base, path) {
            Found::File(file) => self.file(request, &file, 200),
            Found::Redirect(to) => plain(301, "").with_header(header("Location", &to)),
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

    fn file(&self, request: &Request, file: &Path, status: u16) -> Response<std::io::Cursor<Vec<u8>>> {
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
        let mut response = Response::from_data(body)
            .with_status_code(status)
            // Whole bodies with a length: a browser shows progress, a test can tell a cut one.
            .with_chunked_threshold(usize::MAX)
            .with_header(header("Content-Type", media.name))
            .with_header(header("Cache-Control", cache))
            .with_header(header("X-Content-Type-Options", "nosniff"))
            .with_header(header("Vary", "Accept-Encoding"));
        if zipped {
            response.add_header(header("Content-Encoding", "gzip"));
        }
        response
    }
}

/// Compresses as a web host would.
pub fn gzip(body: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    // Writing into memory does not fail.
    let _ = encoder.write_all(body);
    encoder.finish().unwrap_or_default()
}

fn accepts_gzip(request: &Request) -> bool {
    request.headers().iter().any(|h| h.field.equiv("Accept-Encoding") && h.value.as_str().contains("gzip"))
}

fn plain(status: u16, text: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    Response::from_data(text.as_bytes())
        .with_status_code(status)
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
        .with_header(header("Cache-Control", "no-store"))
}

fn header(name: &'static str, value: &str) -> Header {
    // Names are ours; a value that is no header text (a redirect to an odd path) becomes empty.
    Header::from_bytes(name, value)
        .or_else(|()| Header::from_bytes(name, ""))
        .unwrap_or_else(|()| unreachable!("`{name}` is a header name"))
}
