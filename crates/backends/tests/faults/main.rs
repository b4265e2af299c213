//! Every answer that a server can give, and what becomes of it.

mod answers;
mod contract;
mod folder;
mod line;
mod records;
mod script;
mod special;

use guildhall_backends::{Account, Backend, Fetch, Kind, Settings};

/// A client of a server that is made up.
fn client<F: Fetch>(kind: Kind, url: &str, fetch: F) -> Backend<F> {
    let account = Account { user: "ada@guildhall.test".into(), secret: "a word".into() };
    Backend::new(Settings { kind, url: url.into(), place: "events".into(), account }, fetch).unwrap()
}
