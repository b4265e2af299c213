//! `guildhall-node`: a scheduler or an executor of a small cluster that `guildhall train --engine ballista` counts on.

use anyhow::Result;
use clap::{Parser, Subcommand};
use guildhall_train::count::Address;
use guildhall_train::node::{self, Executor};
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// A node of a cluster to count on. What nodes tell each other is neither encrypted nor asked for a password: only for
/// networks you trust. Prints `ready` with its address, when it is; what it does goes to standard error.
#[derive(Parser)]
#[command(name = "guildhall-node", version)]
struct Arguments {
    #[command(subcommand)]
    role: Role,
}

#[derive(Subcommand)]
enum Role {
    /// Plans jobs and hands out their tasks: one in a cluster.
    Scheduler {
        /// Where to listen: this machine's address, at which executors reach it.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:50050")]
        listen: SocketAddr,
        /// After how many seconds without a sign of life an executor is lost.
        #[arg(long, value_name = "SECONDS", default_value_t = 60)]
        patience: u64,
    },
    /// Does tasks: as many in a cluster as you like.
    Executor {
        /// The scheduler it works for.
        #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:50050")]
        scheduler: Address,
        /// This machine's address, at which the other nodes reach it.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
        address: IpAddr,
        /// How many tasks to do at once; all cores by default.
        #[arg(long, value_name = "N")]
        cores: Option<usize>,
        /// Where to keep what is between two stages of a job.
        #[arg(long, value_name = "DIR")]
        folder: PathBuf,
    },
}

fn main() -> Result<()> {
    let role = Arguments::parse().role;
    log::set_logger(&ToStandardError).map(|()| log::set_max_level(LevelFilter::Info)).map_err(anyhow::Error::msg)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        match role {
            Role::Scheduler { listen, patience } => {
                node::schedule(listen, Duration::from_secs(patience), |address| ready(&format!(" http://{address}")))
                    .await
            }
            Role::Executor { scheduler, address, cores, folder } => {
                let cores = cores.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
                node::execute(Executor { scheduler, address, cores: cores.max(1), folder }, || ready("")).await
            }
        }
    })
}

fn ready(address: &str) {
    // Whoever waits for the line and is gone needs it no more.
    let _ = writeln!(std::io::stdout(), "ready{address}");
}

/// What Ballista tells of its work, and what anybody warns of.
struct ToStandardError;

impl Log for ToStandardError {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= Level::Warn || metadata.level() == Level::Info && metadata.target().starts_with("ballista")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let _ = writeln!(std::io::stderr(), "{}: {}", record.level().as_str().to_lowercase(), record.args());
        }
    }

    fn flush(&self) {}
}
