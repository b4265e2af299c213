//! A server at an address, asked by a member: what is the same for every kind.

use crate::answer::{failure, read, text};
use crate::body::object;
use crate::{Account, Fetch, Method, Pass, Request, Response, Settings, Unreachable, answer};
use guildhall_store::{AuthReason, StoreError};
use serde_json::Value;

/// What an adapter asks.
#[derive(Debug)]
pub struct Server<F> {
    fetch: F,
    base: String,
    account: Account,
    pass: Pass,
    /// Goes with every request.
    header: Option<(&'static str, String)>,
}

/// Where a server exchanges name and password for a token.
#[derive(Debug)]
pub struct Door {
    /// Below the server's address.
    pub path: &'static str,
    /// What the name and the password are called in the request.
    pub fields: [&'static str; 2],
    /// What the token is called in the answer.
    pub token: &'static str,
}

impl<F: Fetch> Server<F> {
    /// The server whose addresses begin with `base`, and what lets the member in from the beginning.
    pub fn new(base: String, settings: &Settings, pass: Pass, fetch: F) -> Server<F> {
        Server { fetch, base, account: settings.account.clone(), pass, header: None }
    }

    /// The same with a header that it wants to see in every request.
    pub fn with_header(self, name: &'static str, value: impl Into<String>) -> Server<F> {
        Server { header: Some((name, value.into())), ..self }
    }

    /// What all its addresses begin with.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Who signs in.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// What lets the member in.
    pub fn pass(&self) -> &Pass {
        &self.pass
    }

    /// A request to the address that the parts make up, behind the base.
    pub fn request(&self, method: Method, parts: &[&str]) -> Request {
        self.pass.show(self.unsigned(method, parts))
    }

    fn unsigned(&self, method: Method, parts: &[&str]) -> Request {
        let request = Request::new(method, [&self.base, &parts.concat()].map(String::as_str).concat());
        match &self.header {
            Some((name, value)) => request.header(name, value.clone()),
            None => request,
        }
    }

    /// Sends a request and answers whatever came, for those to whom a status means something of its own.
    ///
    /// # Errors
    /// When no answer came, or one that only a page for people gives.
    pub async fn send(&self, request: Request) -> Result<Response, StoreError> {
        let response = self.fetch.fetch(request).await.map_err(|Unreachable| StoreError::Retryable { after: None })?;
        // A session that ended somewhere before the server: a proxy shows its login page instead of an answer.
        if response.redirected && answer::is_page(&response) {
            return Err(StoreError::Auth { denied: false });
        }
        Ok(response)
    }

    /// Sends a request and reads the JSON of the answer.
    ///
    /// # Errors
    /// As [`send`](Server::send) and [`read`].
    pub async fn ask(&self, request: Request) -> Result<Value, StoreError> {
        read(&self.send(request).await?)
    }

    /// Sends a request for something that may not be there: `None` when it is not.
    ///
    /// # Errors
    /// As [`send`](Server::send), and whatever [`failure`] makes of another status than 404.
    pub async fn find(&self, request: Request) -> Result<Option<Response>, StoreError> {
        let response = self.send(request).await?;
        match failure(&response) {
            Some(_) if response.status == 404 => Ok(None),
            Some(error) => Err(error),
            None => Ok(Some(response)),
        }
    }

    /// Sends a request for a page, where some statuses say that the server knows nothing of the cursor in it.
    ///
    /// # Errors
    /// [`StoreError::CursorLost`] then, and otherwise as [`ask`](Server::ask).
    pub async fn turn(&self, request: Request, lost: &[u16]) -> Result<Response, StoreError> {
        let response = self.send(request).await?;
        if lost.contains(&response.status) { Err(StoreError::CursorLost) } else { Ok(response) }
    }

    /// Lets the member in when that is needed: who has a token or a key is in, and who has no name needs neither.
    ///
    /// # Errors
    /// As [`sign_in`](Server::sign_in).
    pub async fn let_in(&self, why: AuthReason, door: &Door) -> Result<(), StoreError> {
        let is_in = self.pass.is_there() || self.account.user.is_empty();
        if why == AuthReason::First && is_in { Ok(()) } else { self.sign_in(door).await.map(drop) }
    }

    /// Exchanges name and password for a token, and answers what the server says beside it.
    ///
    /// # Errors
    /// [`StoreError::Auth`] when they are missing or wrong, which many servers answer with 400, and whatever else can go wrong.
    pub async fn sign_in(&self, door: &Door) -> Result<Value, StoreError> {
        let Some(request) = self.hand_in(door.path, door.fields) else {
            return Err(StoreError::Auth { denied: false });
        };
        let response = self.send(request).await?;
        if response.status == 400 {
            return Err(StoreError::Auth { denied: false });
        }
        let answer = read(&response)?;
        self.pass.bearer(text(&answer, door.token)?);
        Ok(answer)
    }

    /// A request that hands in name and password under these names, if there are both.
    pub fn hand_in(&self, path: &str, [user, secret]: [&str; 2]) -> Option<Request> {
        let Account { user: name, secret: word } = &self.account;
        let who = object([(user, name.as_str().into()), (secret, word.as_str().into())]);
        let both = !name.is_empty() && !word.is_empty();
        both.then(|| self.unsigned(Method::Post, &[path]).json(&who))
    }
}
