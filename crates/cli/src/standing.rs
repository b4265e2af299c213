//! `guildhall standing`: where members stand.

mod one;
mod ranking;
pub mod words;

use crate::community::Community;
use crate::{clock, progress};
use anyhow::{Result, bail};
use guildhall_engine::ledger::Ledger;
use guildhall_engine::standing::{Standing, standing};
use guildhall_engine::time::Moment;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `guildhall standing`.
#[derive(clap::Args)]
pub struct Args {
    /// The community's folder.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Use this charter instead of the folder's.
    #[arg(long, value_name = "FILE")]
    charter: Option<PathBuf>,
    /// Use these event files instead of the folder's; may be given several times.
    #[arg(long, value_name = "FILE")]
    events: Vec<PathBuf>,
    /// Show one member in full.
    #[arg(long, value_name = "ID")]
    member: Option<String>,
    /// Rank all members (the default).
    #[arg(long, conflicts_with = "member")]
    all: bool,
    /// The moment, such as `2026-03-14` (its first instant in UTC) or `2026-03-14T19:30:00+08:00`; now by default.
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    at: Option<Moment>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Show only the first members of the ranking.
    #[arg(long, value_name = "N", conflicts_with = "member")]
    limit: Option<usize>,
    /// What to rank by, the highest first; `joined` and `member` in ascending order.
    #[arg(long, value_enum, default_value_t = ranking::Key::Score, conflicts_with = "member")]
    sort: ranking::Key,
    /// Print the digest of each standing, to compare with other places that compute it.
    #[arg(long)]
    digest: bool,
    /// Language of names (BCP 47).
    #[arg(long, default_value = "en", value_name = "TAG")]
    language: String,
}

/// How standings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For programs: everything.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Computes and prints.
pub fn run(args: &Args, out: &mut dyn Write) -> Result<ExitCode> {
    let community = Community::open(&args.folder, args.charter.as_deref(), &args.events)?;
    let now = args.at.unwrap_or_else(clock::now);
    match &args.member {
        Some(member) => {
            let standing = standing(&community.charter, &community.ledger(member)?, now);
            one::print(out, &community.charter, &standing, args)?;
        }
        None => {
            let standings = all(&community, now);
            if standings.is_empty() {
                bail!("the event files of {} name no member", args.folder.display());
            }
            ranking::print(out, &community.charter, standings, now, args)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The standing of every member, in the order of their ids, computed on all cores.
fn all(community: &Community, now: Moment) -> Vec<Standing> {
    let ledgers = community.ledgers();
    let bar = progress::bar(ledgers.len(), "computing standings");
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = ledgers.len().div_ceil(workers).max(1);
    let compute = |ledgers: &[Ledger]| -> Vec<Standing> {
        ledgers.iter().map(|ledger| standing(&community.charter, ledger, now)).inspect(|_| bar.inc(1)).collect()
    };
    let standings = std::thread::scope(|scope| {
        let threads: Vec<_> = ledgers.chunks(share).map(|part| scope.spawn(move || compute(part))).collect();
        let joined =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    });
    bar.finish_and_clear();
    standings
}
