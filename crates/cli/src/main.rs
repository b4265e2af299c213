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
mod import;
mod init;
mod progress;
mod schema;
mod standing;
mod table;
mod xapi;

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
    /// Hand events over to another system.
    Export(export::Args),
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    let mut out = BufWriter::new(anstream::stdout().lock());
    let outcome = match command {
        Command::Init(args) => init::run(&args, &mut out),
        Command::Check(args) => check::run(&args, &mut out),
        Command::Standing(args) => standing::run(&args, &mut out),
        Command::Schema(args) => schema::run(&args, &mut out),
        Command::Condition(args) => condition::run(&args, &mut out),
        Command::Import(args) => import::run(&args, &mut out),
        Command::Export(args) => export::run(&args, &mut out),
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

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::BrokenPipe)
}
