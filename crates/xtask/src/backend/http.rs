//! Just enough of HTTP to prepare a server on this machine: one request, one answer, no connection kept.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

const TIMEOUT: Duration = Duration::from_secs(20);

/// A server on this machine, and what every request to it says of who asks.
#[derive(Clone)]
pub struct Client {
    port: u16,
    authorization: Option<String>,
}

/// What it answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Client {
    /// Somebody unknown, at a port.
    pub fn at(port: u16) -> Client {
        Client { port, authorization: None }
    }

    /// The same with an `Authorization`.
    pub fn with(&self, authorization: impl Into<String>) -> Client {
        Client { port: self.port, authorization: Some(authorization.into()) }
    }

    /// The same with a name and a password.
    pub fn named(&self, user: &str, secret: &str) -> Client {
        use base64::Engine;
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{secret}"));
        self.with(format!("Basic {pair}"))
    }

    /// Sends one request, with JSON unless there is none.
    ///
    /// HTTP/1.0, so that the answer ends where the connection does and nothing is chunked.
    pub fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Answer> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut request = format!("{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n", self.port);
        request += &format!("Content-Length: {}\r\n", body.len());
        if !body.is_empty() {
            request += "Content-Type: application/json\r\n";
        }
        if let Some(authorization) = &self.authorization {
            request += &format!("Authorization: {authorization}\r\n");
        }
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut connection = TcpStream::connect_timeout(&address, TIMEOUT)?;
        connection.set_read_timeout(Some(TIMEOUT))?;
        connection.write_all(format!("{request}\r\n{body}").as_bytes())?;
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").context("the answer has no end of its head")?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Ok(Answer { status: status.context("the answer has no status")?, body: body.to_owned() })
    }

    /// Sends one request that must succeed, or find that it was done before (one of `also`).
    pub fn done(&self, method: &str, path: &str, body: Option<&Value>, also: &[u16]) -> Result<Value> {
        let answer =
            self.send(method, path, body).with_context(|| format!("{method} {path} on port {} failed", self.port))?;
        if !(200..300).contains(&answer.status) && !also.contains(&answer.status) {
            bail!("{method} {path} was answered with {}: {}", answer.status, answer.body.trim());
        }
        Ok(serde_json::from_str(&answer.body).unwrap_or_default())
    }
}
