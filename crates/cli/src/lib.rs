//! `guildhall`: start, check, fill and read a community from the command line.
//!
//! Each command is a module with its arguments and a `run` that writes to standard output and returns the exit code:
//! 0 when all is well, 1 when the answer is no (errors found, a condition that does not hold, nothing imported), 2 when
//! the question could not be asked (usage, a file that cannot be read).

mod check;
mod clock;
mod community;
mod condition;
mod export;
mod files;
mod findings;
mod imagine;
mod import;
mod init;
mod progress;
mod schema;
mod standing;
mod table;
#[cfg_attr(not(feature = "train"), path = "train/absent.rs")]
mod train;

use clap::{Parser, Subcommand};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// Start, check, fill and read a membership community.
///
/// A community is a folder with a charter (its rules), a catalogue (its content) and files of events (what members did).
#[derive(Parser)]
#[command(name = "guildhall", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write a new community from a preset.
    Init(init::Args),
    /// Report everything wrong with charters, catalogues, texts and event files.
    Check(check::Args),
    /// Show where members stand: score, tier, benefits, points.
    Standing(standing::Args),
    /// Write the JSON Schema of a document, for editors.
    Schema(schema::Args),
    /// Evaluate conditions on documents.
    Condition(condition::Args),
    /// Take events over from another system.
    Import(import::Args),
    /// Make up events of members who do not exist, to try a community with.
    Imagine(imagine::Args),
    /// Hand events over to another system.
    Export(export::Args),
    /// Train a model of recommendations from what members did.
    Train(train::Args),
    /// Measure how good recommendations are, on members held back, beside other methods.
    Evaluate(train::EvaluateArgs),
}

/// Runs the command line of this process; the exit code is 0, 1 or 2 as above.
pub fn run() -> ExitCode {
    let command = Cli::parse().command;
    let mut out = BufWriter::new(anstream::stdout().lock());
    let outcome = match command {
        Command::Init(args) => init::run(&args, &mut out),
        Command::Check(args) => check::run(&args, &mut out),
        Command::Standing(args) => standing::run(&args, &mut out),
        Command::Schema(args) => schema::run(&args, &mut out),
        Command::Condition(args) => condition::run(&args, &mut out),
        Command::Import(args) => import::run(&args, &mut out),
        Command::Imagine(args) => imagine::run(&args, &mut out),
        Command::Export(args) => export::run(&args, &mut out),
        Command::Train(args) => train::run(&args, &mut out),
        Command::Evaluate(args) => train::evaluate(&args, &mut out),
    };
    match outcome.and_then(|code| Ok(out.flush().map(|()| code)?)) {
        Ok(code) => code,
        // The reader has seen enough, as in `guildhall standing . | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // What was said before the failure is shown before the failure.
            let _ = out.flush();
            anstream::eprintln!("{}error{}: {error:#}", findings::ERROR.render(), findings::ERROR.render_reset());
            ExitCode::from(2)
        }
    }
}

/// Reads bytes as `guildhall import FORMAT` does before it writes anything, for fuzzing; answers how many events were
/// taken, or `None` for an unknown format or an input that is refused whole.
pub fn read_import(format: &str, bytes: &[u8]) -> Option<usize> {
    let salted: &[&str] = if format == "log" { &["--by-ip", "--salt", "s"] } else { &[] };
    let arguments = ["guildhall", "import", format, "-", "--out", "."];
    let cli = Cli::try_parse_from(arguments.into_iter().chain(salted.iter().copied())).ok()?;
    match cli.command {
        Command::Import(args) => import::taken(&args, bytes).ok(),
        _ => None,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
