//! What the hall is connected with, as it is kept.

use crate::{Store, port};
use guildhall_backends::{Account, Kind, Settings};
use guildhall_engine::json;
use guildhall_store::StoreError;
use serde_json::{Value, json};

/// Where events are exchanged. What lets the member in is not a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// What speaks there.
    pub kind: Kind,
    /// The server's address.
    pub url: String,
    /// The collection, database, folder or table; empty for the usual one.
    pub place: String,
    /// Who signs in; empty where nobody has to, or where a key is enough.
    pub user: String,
    /// It lets in whoever comes.
    pub is_open: bool,
    /// The member wants to stay signed in on this device.
    pub stays: bool,
    /// The member wants nothing to be exchanged for now.
    pub is_paused: bool,
}

impl Connection {
    /// Reads what was kept; nothing of what is no connection.
    pub fn read(text: &str) -> Option<Connection> {
        let value = json::parse(text).ok()?;
        let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let flag = |name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
        Some(Connection {
            kind: Kind::of(&text("kind"))?,
            url: Some(text("url")).filter(|url| !url.is_empty())?,
            place: text("place"),
            user: text("user"),
            is_open: flag("open"),
            stays: flag("stay"),
            is_paused: flag("paused"),
        })
    }

    /// As it is kept.
    pub fn write(&self) -> String {
        json!({
            "kind": self.kind.word(), "url": self.url, "place": self.place, "user": self.user,
            "open": self.is_open, "stay": self.stays, "paused": self.is_paused
        })
        .to_string()
    }

    /// The name under which the replica keeps where it stands with this server and place. Who signs in is a part of it,
    /// because a server may show each member another part.
    pub fn name(&self) -> String {
        [self.kind.word(), self.url.trim().trim_end_matches('/'), &self.place, &self.user].join("\n")
    }

    /// A client of the server; `token` is what let the member in before, where they stay signed in.
    ///
    /// # Errors
    /// For what cannot be an address.
    pub fn store(&self, secret: &str, token: Option<&str>) -> Result<Store, StoreError> {
        let store = Store::new(self.settings(secret), port())?;
        Ok(match token.filter(|_| self.stays) {
            Some(token) => store.with_token(token),
            None => store,
        })
    }

    /// As the backends want it.
    fn settings(&self, secret: &str) -> Settings {
        let account = Account { user: self.user.clone(), secret: secret.to_owned() };
        Settings { kind: self.kind, url: self.url.clone(), place: self.place.clone(), account }
    }

    /// The server's name, as people read it.
    pub fn host(&self) -> &str {
        host(&self.url)
    }
}

/// Scheme and host of an address, such as `https://sync.example`; nothing of what has none.
pub fn origin(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    url.get(..scheme.len() + 3 + host.len())
}

/// The host of an address, as far as it has one.
pub fn host(url: &str) -> &str {
    origin(url).and_then(|origin| origin.split_once("://")).map_or("", |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let connection = Connection {
            kind: Kind::WebDav,
            url: "https://cloud.example/dav/".into(),
            place: "读书会".into(),
            user: "ada".into(),
            is_open: false,
            stays: true,
            is_paused: true,
        };
        assert_eq!(Connection::read(&connection.write()), Some(connection.clone()));
        assert_eq!(connection.host(), "cloud.example");
        for text in ["", "{}", "[1", "{\"kind\":\"abacus\",\"url\":\"https://a\"}", "{\"kind\":\"rest\",\"url\":\"\"}"]
        {
            assert_eq!(Connection::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_origin_ends_where_the_path_begins() {
        assert_eq!(origin(" http://127.0.0.1:8090/x?y "), Some("http://127.0.0.1:8090"));
        assert_eq!(origin("https://a.example"), Some("https://a.example"));
        assert_eq!((origin("a.example"), origin("https:///x"), host("nothing")), (None, None, ""));
    }
}
