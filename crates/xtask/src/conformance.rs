//! `cargo xtask conformance`: the suite that every backend passes, on a server of one's own or on one started here.

use crate::{
    backend::{self, Kind, Running},
    process,
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::env;

/// Where the suite finds the server: the line that `backend --print json` prints.
const BACKEND: &str = "GUILDHALL_BACKEND";
/// Places that are empty when the suite begins, one for each of its checks; it uses them one after the other.
const PLACES: u16 = 48;

/// How many of the worlds of devices on bad lines are made, when it is not the suite's own few.
const WORLDS: &str = "GUILDHALL_WORLDS";
/// The seeds of the faults between devices and a server in a test run.
const SEEDS: [u64; 1] = [7];

/// With `all` in it, a server that cannot be installed or started is a failure, as in the hosted tests.
const REQUIRED: &str = "GUILDHALL_BACKENDS";

/// The servers that have an adapter and take part in every test run.
const TESTED: [Kind; 8] = [
    Kind::Rest,
    Kind::PocketBase,
    Kind::CouchDb,
    Kind::LibSql,
    Kind::WebDav,
    Kind::PostgRest,
    Kind::Xapi,
    Kind::Article,
];

/// What `conformance` can be told.
#[derive(clap::Args)]
pub struct Options {
    /// The name of a server, which is started here, or the address of one that runs.
    #[arg(long, value_name = "NAME|URL")]
    backend: String,
    /// What speaks at the address.
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// The collection, database, folder or table there. Each check uses one of its own, of this name and a number.
    #[arg(long, default_value = "")]
    place: String,
    /// That many places, numbered from 1, were made and are empty: for a server that makes none by itself. 30 are enough.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    places: u16,
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
        return suite(
            &json!({
                "name": kind.word(),
                "kind": kind.word(),
                "url": options.backend,
                "place": options.place,
                "user": options.user,
                "secret": options.secret,
                "places": (1..=options.places).map(|n| format!("{}{n}", options.place)).collect::<Vec<_>>(),
            }),
            None,
            None,
        );
    }
    let kind = Kind::of(&options.backend)?;
    on_a_server_of_our_own(start(kind, options.faults, None)?, None, None)
}

/// Runs the suite on every server, on a good line and on bad ones.
///
/// A server that does not run here is left out and named, unless [`REQUIRED`] says that all must be there.
pub fn on_every_server() -> Result<()> {
    on_all(&SEEDS, None)
}

/// The same for as long as anybody has patience.
pub fn soak(options: &Soak) -> Result<()> {
    println!("{} events between simulated devices and a simulated store", options.events);
    let mut simulation = process::cargo();
    simulation.args(["test", "--release", "-p", "guildhall-store", "--test", "simulation", "--", "--nocapture"]);
    process::run(simulation.env("GUILDHALL_SOAK", options.events.to_string()))?;
    let seeds: Vec<u64> = (1..=options.seeds).collect();
    on_all(&seeds, Some(options.worlds))
}

/// What `soak` can be told.
#[derive(clap::Args)]
pub struct Soak {
    /// The events of the simulation; a million take about two minutes.
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// How often each real server is started with faults in front of it.
    #[arg(long, default_value_t = 2)]
    seeds: u64,
    /// How many worlds of devices on bad lines are made on it each time.
    #[arg(long, default_value_t = 10)]
    worlds: u64,
}

fn on_all(seeds: &[u64], worlds: Option<u64>) -> Result<()> {
    for kind in TESTED {
        println!("\n{}", kind.title());
        // Its server reads a whole file for every question: in a test run it has to do the most telling part.
        let short = kind == Kind::Xapi && worlds.is_none();
        let (worlds, only) = if short { (Some(1), Some("a_server_keeps_the_contract")) } else { (worlds, None) };
        // It gives nothing back that could be compared.
        let seeds = if kind == Kind::Article { &[] } else { seeds };
        for faults in std::iter::once(None).chain(seeds.iter().copied().map(Some)) {
            let outcome = backend::install(kind).and_then(|()| start(kind, faults, worlds));
            let running = match outcome {
                Ok(running) => running,
                Err(error) if env::var(REQUIRED).is_ok_and(|which| which == "all") => return Err(error),
                Err(error) => {
                    println!("warning left out, because it does not run here: {error:#}");
                    break;
                }
            };
            on_a_server_of_our_own(running, worlds, only)?;
        }
    }
    Ok(())
}

/// Starts a server on a free port with nothing on it.
fn start(kind: Kind, faults: Option<u64>, worlds: Option<u64>) -> Result<Running> {
    // Each world has a place of its own.
    let places = PLACES + worlds.and_then(|worlds| u16::try_from(worlds).ok()).unwrap_or_default();
    Running::start(&backend::Options::for_tests(kind, faults, places))
}

/// Runs the suite against a server that was started for it, and ends it.
fn on_a_server_of_our_own(running: Running, worlds: Option<u64>, only: Option<&str>) -> Result<()> {
    let outcome = suite(&running.json(), worlds, only);
    running.stop();
    outcome
}

fn suite(backend: &Value, worlds: Option<u64>, only: Option<&str>) -> Result<()> {
    let mut test = process::cargo();
    test.args(["test", "--quiet", "-p", "guildhall-backends", "--features", "native", "--test", "conformance"]);
    test.args(["--", "--ignored", "--nocapture"]);
    // The others ask for an answer to every request.
    let on_faults = (!backend["faults"].is_null()).then_some("devices_on_a_bad_line");
    test.args(on_faults.or(only));
    test.envs(worlds.map(|worlds| (WORLDS, worlds.to_string())));
    process::run(test.env(BACKEND, backend.to_string()))
}
