//! What `guildhall train` and `guildhall evaluate` say when the program was built without them.

use anyhow::{Result, bail};
use std::io::Write;
use std::process::ExitCode;

/// Arguments of a command that is not there.
#[derive(clap::Args)]
pub struct Args {
    /// What would be its arguments.
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _rest: Vec<String>,
}

/// The same of the other one.
pub type EvaluateArgs = Args;

/// Says how to get it.
pub fn run(_: &Args, _: &mut dyn Write) -> Result<ExitCode> {
    bail!(
        "this `guildhall` was built without training, which needs a query engine; `cargo build --release -p guildhall-cli --features train` builds one with it"
    )
}

/// Says how to get it.
pub fn evaluate(args: &EvaluateArgs, out: &mut dyn Write) -> Result<ExitCode> {
    run(args, out)
}
