//! What stands in front of a server that lacks something: it answers browsers of other origins, and makes faults.

use super::{
    faults::{Fault, Faults},
    host::{Answer, Cut, Dropped, Host, dropped, open_to_loopback, whole},
};
use anyhow::Result;
use http_body_util::{BodyExt, Either, Full};
use hyper::{
    HeaderMap, Method, Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1,
    header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderValue, RETRY_AFTER, TRANSFER_ENCODING, UPGRADE},
    http::request::Parts,
};
use hyper_util::rt::TokioIo;
use std::{net::Ipv4Addr, sync::Arc};
use tokio::{net::TcpStream, task, time::sleep};

/// Where a gate with faults is told `on` or `off` by a PUT.
pub const SWITCH: &str = "/-/faults";

/// What a gate does.
pub struct Gate {
    /// The port of the server behind it.
    pub to: u16,
    /// Whether it answers for the server to browsers of other origins.
    pub opens: bool,
    /// What goes wrong on the way.
    pub faults: Option<Arc<Faults>>,
}

impl Gate {
    /// Opens it at a port.
    pub fn start(self, port: u16) -> Result<Host> {
        let gate = Arc::new(self);
        Host::start(port, move |request| {
            let gate = Arc::clone(&gate);
            async move { gate.pass(request).await }
        })
    }

    async fn pass(&self, request: Request<Incoming>) -> Result<Answer, Dropped> {
        let asked = request.headers().clone();
        let preflight = request.method() == Method::OPTIONS;
        let mut answer = if preflight && self.opens {
            whole(204, "text/plain", "")
        } else {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(|_| dropped())?.to_bytes();
            match self.faults.as_ref().filter(|_| !preflight) {
                Some(faults) if head.uri.path() == SWITCH => {
                    faults.set_quiet(body != "on");
                    whole(204, "text/plain", "")
                }
                faults => self.answer(faults.and_then(|faults| faults.next()), &head, body).await?,
            }
        };
        if self.opens {
            open_to_loopback(&mut answer, &asked);
        }
        Ok(answer)
    }

    async fn answer(&self, fault: Option<Fault>, head: &Parts, body: Bytes) -> Result<Answer, Dropped> {
        match fault {
            Some(Fault::DroppedBefore) => return Err(dropped()),
            Some(Fault::Hung(time)) => {
                sleep(time).await;
                return Err(dropped());
            }
            Some(Fault::Failed) => return Ok(whole(500, "application/json", r#"{"error":"a fault on purpose"}"#)),
            Some(Fault::BadGateway) => {
                return Ok(whole(
                    502,
                    "text/html",
                    "<html><head><title>502</title></head><body>Bad Gateway</body></html>",
                ));
            }
            Some(Fault::Busy) => {
                let mut answer = whole(429, "application/json", r#"{"error":"too many requests"}"#);
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
                return Ok(answer);
            }
            Some(Fault::Delayed(time)) => sleep(time).await,
            Some(Fault::Repeated) => drop(self.forward(head, body.clone()).await),
            _ => {}
        }
        let Ok((mut answer, body)) = self.forward(head, body).await else {
            return Ok(whole(
                502,
                "text/html",
                "<html><body>The server behind the gate does not answer.</body></html>",
            ));
        };
        match fault {
            Some(Fault::DroppedAfter) => Err(dropped()),
            Some(Fault::CutShort) if body.len() > 1 => {
                // The whole length is promised, so that the client can tell.
                answer.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
                Ok(rebuilt(answer, Either::Right(Cut::half_of(&body))))
            }
            Some(Fault::CutShort) => Err(dropped()),
            _ => Ok(rebuilt(answer, Either::Left(Full::new(body)))),
        }
    }

    /// Asks the server behind, on a connection of its own.
    async fn forward(&self, head: &Parts, body: Bytes) -> anyhow::Result<(Head, Bytes)> {
        let connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.to)).await?;
        connection.set_nodelay(true)?;
        let (mut client, connection) = http1::handshake(TokioIo::new(connection)).await?;
        task::spawn(connection);
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = head.method.clone();
        *request.uri_mut() = head.uri.path_and_query().map_or("/", |path| path.as_str()).parse()?;
        *request.headers_mut() = passed_on(&head.headers);
        // The server makes addresses of it, which must lead through the gate.
        if let Some(host) = head.headers.get(HOST) {
            request.headers_mut().insert(HOST, host.clone());
        }
        let (answer, body) = client.send_request(request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        let mut head = Head { status: answer.status.as_u16(), headers: passed_on(&answer.headers) };
        if body.is_empty() && answer.headers.contains_key(CONTENT_LENGTH) {
            // The answer to HEAD has a length and no body.
            head.headers.extend(answer.headers.get(CONTENT_LENGTH).map(|length| (CONTENT_LENGTH, length.clone())));
        }
        Ok((head, body))
    }
}

/// Status and headers of an answer.
struct Head {
    status: u16,
    headers: HeaderMap,
}

impl Head {
    fn insert(&mut self, name: hyper::header::HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }
}

fn rebuilt(head: Head, body: Either<Full<Bytes>, Cut>) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = hyper::StatusCode::from_u16(head.status).unwrap_or_default();
    *answer.headers_mut() = head.headers;
    answer
}

/// The headers without those that belong to one connection.
fn passed_on(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    for name in [CONNECTION, TRANSFER_ENCODING, UPGRADE, CONTENT_LENGTH] {
        headers.remove(name);
    }
    headers
}
