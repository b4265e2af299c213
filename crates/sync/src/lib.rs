//! A hall and a server of the member's choice, kept alike: everything about the exchange that is neither a screen nor a server.
//!
//! [`Exchange`] joins the tabs that have the hall open, and exchanges until it is dropped, or once. One of the tabs does the work,
//! under a lock that all of them ask for; the others are told how it stands. What the hall is connected with is a
//! [`Connection`], which the app keeps as a setting of the hall. Whoever shows it, or acts on it, is a [`Host`].
//!
//! Nothing is sent before somebody who has the member's word calls [`Exchange::keep_going`] or [`Exchange::once`].

mod connection;
mod exchange;
mod levels;
mod line;
mod port;
mod rounds;
mod stopping;
mod told;

pub use connection::{Connection, origin};
pub use exchange::{Exchange, Host, Round};
pub use line::Saying;
pub use port::{Port, port};
pub use told::{Doing, Told};

/// A client of the server that a hall is connected with.
pub type Store = guildhall_backends::Backend<Port>;

/// The setting that holds what the hall is connected with; empty when it is not.
pub const CONNECTION: &str = "sync";
/// The setting that holds what lets this device in, where the member wants to stay signed in; empty otherwise.
pub const TOKEN: &str = "sync-token";
/// The setting that holds the level which a service that takes levels only is known to have, and which service that is.
pub const LEVEL: &str = "sync-level";
/// The name of the purpose in the receipts of what the member agreed to.
pub const PURPOSE: &str = "sync";
