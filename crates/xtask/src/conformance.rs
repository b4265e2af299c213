//! `cargo xtask conformance`: the suite that every backend passes, on a server of one's own or on one started here.

use crate::{
    backend::{self, Kind, Running},
    process,
};
use anyhow::{Result, bail};
use serde_json::{Value, json};

/// Where the suite finds the server: the line that `backend --print json` prints.
const BACKEND: &str = "GUILDHALL_BACKEND";
/// Places that are empty when the suite begins, one for each of its checks; it uses them one after the other.
const PLACES: u16 = 48;

/// What `conformance` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The name of a server, which is started here, or the address of one that runs.
    #[arg(long, value_name = "NAME|URL")]
    backend: String,
    /// What speaks at the address.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The collection, database, folder or table there; it must be empty, and is not afterwards.
    #[arg(long, default_value = "")]
    place: String,
    /// Who signs in.
    #[arg(long, default_value = "")]
    user: String,
    /// The password or token.
    #[arg(long, default_value = "")]
    secret: String,
    /// Let things go wrong on the way to a server that is started here, by this seed.
    #[arg(long, value_name = "SEED")]
    faults: Option<u64>,
}

/// Runs the suite once.
pub fn run(options: &Options) -> Result<()> {
    if options.backend.contains("://") {
        let Some(kind) = options.kind else { bail!("say with `--kind` what speaks at `{}`", options.backend) };
        return suite(&json!({
            "name": kind.word(),
            "kind": kind.word(),
            "url": options.backend,
            "place": options.place,
            "user": options.user,
            "secret": options.secret,
            "places": [],
        }));
    }
    let kind = Kind::of(&options.backend)?;
    on_a_server_of_our_own(kind, options.faults)
}

/// Starts a server on a free port with nothing on it, runs the suite against it and ends it.
pub fn on_a_server_of_our_own(kind: Kind, faults: Option<u64>) -> Result<()> {
    let running = Running::start(&backend::Options::for_tests(kind, faults, PLACES))?;
    let outcome = suite(&running.json());
    running.stop();
    outcome
}

fn suite(backend: &Value) -> Result<()> {
    let mut test = process::cargo();
    test.args(["test", "--quiet", "-p", "guildhall-backends", "--test", "conformance", "--", "--nocapture"]);
    process::run(test.env(BACKEND, backend.to_string()))
}
