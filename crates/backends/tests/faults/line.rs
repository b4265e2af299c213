//! What happens to a connection, on a real one.

use crate::answers::KINDS;
use crate::client;
use guildhall_backends::{Diagnosis, Kind, NativeFetch, diagnose};
use guildhall_store::testing::event;
use guildhall_store::{EventStore as _, StoreError};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What is done with every connection after a whole request came.
#[derive(Clone, Copy)]
enum Deed {
    /// This is answered by the path that begins so, and the connection is closed.
    Say(&'static [(&'static str, &'static str)]),
    /// Nothing, for longer than anybody waits.
    Hang,
    /// It is closed.
    Close,
}

const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"events\":[";
const CUT_IN_CHUNKS: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{\"events\":[\r\n";
/// Without a length nobody can see that something is missing, but for the JSON.
const CUT_UNSEEN: &str = "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{\"events\":[";
const MOVED: &str = "HTTP/1.1 302 Found\r\nlocation: /login\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
const LOGIN: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: 13\r\n\r\n<h1>Login</h1";

/// The address of a server that does this until the test ends.
async fn server(deed: Deed) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !is_whole(&request) && connection.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
                let head = String::from_utf8_lossy(&request).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default();
                match deed {
                    Deed::Say(answers) => {
                        let answer = answers.iter().find(|(start, _)| path.starts_with(start)).unwrap().1;
                        connection.write_all(answer.as_bytes()).await.unwrap();
                        connection.shutdown().await.unwrap();
                    }
                    Deed::Hang => std::future::pending().await,
                    Deed::Close => {}
                }
            });
        }
    });
    url
}

/// Whether head and body are here; to close before would break the connection.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

fn on_a_line(test: impl AsyncFn(NativeFetch)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(test(NativeFetch::new(Duration::from_millis(300)).unwrap()));
}

#[test]
fn a_connection_that_ends_too_early_is_tried_again() {
    on_a_line(async |fetch| {
        for deed in [
            Deed::Say(&[("/", CUT)]),
            Deed::Say(&[("/", CUT_IN_CHUNKS)]),
            Deed::Say(&[("/", CUT_UNSEEN)]),
            Deed::Hang,
            Deed::Close,
        ] {
            let url = server(deed).await;
            for kind in KINDS {
                // Half a listing is tested with the answers: what is cut here is JSON.
                if kind == Kind::WebDav && matches!(deed, Deed::Say([(_, CUT_UNSEEN)])) {
                    continue;
                }
                let backend = client(kind, &url, fetch.clone());
                let read = backend.since(None, 10).await;
                assert_eq!(read, Err(StoreError::Retryable { after: None }), "{}", kind.word());
            }
        }
    });
}

#[test]
fn a_server_that_is_away_or_never_answers_is_unreachable() {
    on_a_line(async |fetch| {
        for url in [server(Deed::Hang).await, server(Deed::Close).await, "http://127.0.0.1:9".to_owned()] {
            let backend = client(Kind::CouchDb, &url, fetch.clone());
            assert_eq!(diagnose(&backend, true).await, Diagnosis::Unreachable);
            assert_eq!(backend.append(&[event(1)]).await, Err(StoreError::Retryable { after: None }));
        }
    });
}

#[test]
fn a_login_page_asks_to_sign_in_and_is_no_answer() {
    on_a_line(async |fetch| {
        let url = server(Deed::Say(&[("/login", LOGIN), ("/", MOVED)])).await;
        for kind in [Kind::Rest, Kind::PocketBase, Kind::CouchDb, Kind::LibSql, Kind::PostgRest] {
            let backend = client(kind, &url, fetch.clone());
            assert_eq!(backend.since(None, 10).await, Err(StoreError::Auth { denied: false }));
            assert_eq!(backend.append(&[event(1)]).await, Err(StoreError::Auth { denied: false }));
        }
    });
}
