//! Where a cluster is: its scheduler, the folder that all of its nodes see, and how long to wait for it.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// The port of a Ballista scheduler, unless another is named.
const PORT: u16 = 50050;

/// A Ballista cluster, as a client has to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remote {
    /// Where the scheduler listens.
    pub scheduler: Address,
    /// The folder that this program, the scheduler and all executors see under the same name.
    pub shared: Option<PathBuf>,
    /// How long the scheduler may take to answer, and an executor to begin.
    pub wait: Duration,
}

impl Remote {
    /// The folder in which histories are laid down for the nodes.
    ///
    /// # Errors
    /// When none is named and the scheduler is on another machine, or when it is no folder.
    pub fn folder(&self) -> Result<PathBuf> {
        match &self.shared {
            Some(folder) if folder.is_dir() => {
                // Not its canonical name: nodes have the folder under the name that was given.
                std::path::absolute(folder).with_context(|| format!("{} cannot be found", folder.display()))
            }
            Some(folder) => bail!("`--shared {}` is no folder", folder.display()),
            None if self.scheduler.is_loopback() => Ok(std::env::temp_dir()),
            None => bail!(
                "the scheduler {} is on another machine; name a folder that it, its executors and this program see under the same name with `--shared`",
                self.scheduler
            ),
        }
    }

    /// Whether the folder is one that only the user of this program needs to see.
    #[cfg(feature = "ballista")]
    pub(super) fn is_private(&self) -> bool {
        self.shared.is_none()
    }

    /// Refuses a cluster that cannot be worked with: no answer, no folder in common, no executor.
    ///
    /// # Errors
    /// With the remedy.
    #[cfg(feature = "ballista")]
    pub fn check(&self) -> Result<()> {
        super::ballista::check(self)
    }

    /// Refuses every cluster, because this program has no client.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "ballista"))]
    pub fn check(&self) -> Result<()> {
        bail!("this program was built without a client for clusters, such as {}", self.scheduler)
    }
}

/// Where a scheduler listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    host: String,
    port: u16,
}

impl Address {
    /// Whether it is on this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// The host; an IPv6 address in its brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}:{}", self.host, self.port)
    }
}

impl FromStr for Address {
    type Err = anyhow::Error;

    /// `http://host:port`, `df://host:port` as Ballista writes it, or without a scheme or a port.
    fn from_str(text: &str) -> Result<Address> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
        match scheme {
            "http" | "df" => (),
            "https" => {
                bail!("connections to a cluster are not encrypted; write `http://`, and keep to a network you trust")
            }
            _ => bail!("`{scheme}` is no scheme of a scheduler; write `http://host:{PORT}`"),
        }
        let place = rest.strip_suffix('/').unwrap_or(rest);
        let bracketed = place.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match place[bracketed..].find(':') {
            Some(colon) => (&place[..bracketed + colon], &place[bracketed + colon + 1..]),
            None => (place, ""),
        };
        let port = if port.is_empty() { Ok(PORT) } else { port.parse() };
        let Ok(port) = port else { bail!("`{text}` has no port that is a number") };
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
        if host.is_empty() || port == 0 || !host.chars().all(plain) {
            bail!("`{text}` is no address of a scheduler; write `http://host:{PORT}`");
        }
        Ok(Address { host: host.to_owned(), port })
    }
}
