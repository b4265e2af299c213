//! What counts pairs, and where.

use anyhow::{Result, bail};
use guildhall_train::count::{Address, Engine, Remote};
use std::path::PathBuf;
use std::time::Duration;

/// What counts pairs.
#[derive(clap::Args)]
pub struct EngineArgs {
    /// What counts pairs; the bytes of the model are the same.
    #[arg(long, value_enum, default_value_t = Counter::Sql)]
    engine: Counter,
    /// The scheduler of the cluster, such as `http://10.0.0.1:50050`.
    #[arg(long, value_name = "URL", required_if_eq("engine", "ballista"))]
    scheduler: Option<Address>,
    /// A folder that the cluster's nodes see under the same name; histories without names lie there while they are counted.
    #[arg(long, value_name = "DIR", requires = "scheduler")]
    shared: Option<PathBuf>,
    /// How many seconds the cluster may take to begin.
    #[arg(long, value_name = "SECONDS", requires = "scheduler", default_value_t = 30)]
    wait: u64,
}

/// What counts the pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Counter {
    /// SQL on DataFusion, in this process.
    Sql,
    /// Code of its own.
    Direct,
    /// The same SQL on a Ballista cluster.
    Ballista,
}

/// What counts, when all that it needs is there.
pub enum Ready {
    /// This process.
    Here(Engine<'static>),
    /// A cluster.
    There(Remote),
}

impl EngineArgs {
    /// Refuses what cannot work before anything is read.
    pub fn ready(&self) -> Result<Ready> {
        match (self.engine, &self.scheduler) {
            (Counter::Ballista, Some(scheduler)) if cfg!(feature = "cluster") => {
                let wait = Duration::from_secs(self.wait);
                let remote = Remote { scheduler: scheduler.clone(), shared: self.shared.clone(), wait };
                remote.check()?;
                Ok(Ready::There(remote))
            }
            (Counter::Ballista, _) => bail!(
                "this `guildhall` was built without a client for clusters; `cargo build --release -p guildhall-cli --features cluster` builds one with it"
            ),
            (_, Some(_)) => bail!("`--scheduler` names a cluster, which counts only with `--engine ballista`"),
            (Counter::Sql, None) => Ok(Ready::Here(Engine::Sql)),
            (Counter::Direct, None) => Ok(Ready::Here(Engine::Direct)),
        }
    }
}

impl Ready {
    /// The engine.
    pub fn engine(&self) -> Engine<'_> {
        match self {
            Ready::Here(engine) => *engine,
            Ready::There(remote) => Engine::Ballista(remote),
        }
    }
}
