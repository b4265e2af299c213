//! The port to the network.

use std::borrow::Cow;

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Hands something in.
    Post,
    /// Puts something at an address.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
    /// Makes a WebDAV folder.
    MkCol,
    /// Lists a WebDAV folder.
    PropFind,
}

impl Method {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::MkCol => "MKCOL",
            Method::PropFind => "PROPFIND",
        }
    }
}

/// One request to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What it does.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Names in lower case, and values.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// What is handed in.
    pub body: Option<String>,
}

impl Request {
    /// A request without headers or body.
    pub fn new(method: Method, url: impl Into<String>) -> Request {
        Request { method, url: url.into(), headers: Vec::new(), body: None }
    }

    /// With one header more.
    pub fn header(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Request {
        self.headers.push((name, value.into()));
        self
    }

    /// With a body of a media type.
    pub fn body(mut self, media: &'static str, body: String) -> Request {
        self.body = Some(body);
        self.header("content-type", media)
    }

    /// With a JSON body.
    pub fn json(self, body: &serde_json::Value) -> Request {
        self.json_text(body.to_string())
    }

    /// With a body that is JSON already.
    pub fn json_text(self, body: String) -> Request {
        self.body("application/json", body)
    }
}

/// What a server answered, whatever its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Names in lower case, and values. A browser shows only those that the server allows.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
    /// The answer came from another address than the one asked, as from a login page.
    pub redirected: bool,
}

impl Response {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// No answer came: no connection, no such host, cut off in the middle, too slow, or, in a browser, not allowed to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreachable;

/// Something that carries requests.
///
/// It gives up by itself on what takes too long. A body that was cut off is [`Unreachable`] where that can be seen.
#[allow(async_fn_in_trait)]
pub trait Fetch {
    /// Sends a request and waits for the whole answer.
    ///
    /// # Errors
    /// When no whole answer came.
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable>;

    /// Whether something answers at an address, even if the answer may not be read: in a browser that tells a server that
    /// does not allow this site from one that is away. Where answers can always be read, nothing is to be found out.
    async fn reaches(&self, _url: &str) -> bool {
        false
    }
}

/// Several users of one connection.
impl<F: Fetch> Fetch for std::rc::Rc<F> {
    async fn fetch(&self, request: Request) -> Result<Response, Unreachable> {
        (**self).fetch(request).await
    }

    async fn reaches(&self, url: &str) -> bool {
        (**self).reaches(url).await
    }
}
