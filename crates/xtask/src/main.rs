//! The project's only automation: `cargo xtask <verb>`, the same on a desk and in CI.
//!
//! A file or folder per verb. [`place`] knows where things lie, [`process`] runs other programs,
//! [`setup`] owns every pinned version. All the rest is the verbs.

mod backend;
mod bench;
mod conformance;
mod dist;
mod docs;
mod js;
mod packages;
mod picture;
mod place;
mod process;
mod seal;
mod serve;
mod server;
mod setup;
mod sizes;
mod split;
mod test;
mod texts;
mod tidy;
mod widget;

use clap::{Parser, Subcommand};

/// Build, serve and check Guildhall.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Install whatever the other verbs need and is missing; safe to repeat.
    Setup(setup::Options),
    /// Build the site, serve it on this machine and rebuild it on every change.
    Serve(serve::Options),
    /// Start a server that events can be kept on, ready to be used from the browser.
    Backend(backend::Options),
    /// Run the suite that every backend passes against one.
    Conformance(conformance::Options),
    /// Run everything CI runs: format, lints, tidy, native, wasm and browser tests.
    Test(test::Options),
    /// Run the quick part of `test`: format, lints, tidy, native tests.
    Check,
    /// Test for longer: a million events in a simulated world, and the real servers many times.
    Soak(conformance::Soak),
    /// Check the invariants that no compiler checks.
    Tidy,
    /// Measure; without names, everything there is to measure.
    Bench(bench::Options),
    /// Build the release site into `dist/`.
    Dist(dist::Options),
    /// Build the npm package of the JavaScript API into `dist/js/`.
    Js,
    /// Write the reference of the JavaScript API and the library crates into `dist/docs/`.
    Docs,
    /// Draw the picture that stands for a community where it is linked to.
    Picture(picture::Options),
    /// Finish what Trunk built; called by Trunk.
    #[command(hide = true)]
    PostBuild,
}

fn main() -> std::process::ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Setup(options) => setup::run(&options),
        Verb::Conformance(options) => conformance::run(&options),
        Verb::Backend(options) => backend::run(&options),
        Verb::Serve(options) => serve::run(&options),
        Verb::Test(options) => test::run(&options),
        Verb::Check => test::check(),
        Verb::Soak(options) => conformance::soak(&options),
        Verb::Tidy => tidy::run(),
        Verb::Bench(options) => bench::run(&options),
        Verb::Dist(options) => dist::run(&options),
        Verb::Js => js::run(),
        Verb::Docs => docs::run(),
        Verb::Picture(options) => picture::run(&options),
        Verb::PostBuild => dist::finish_trunk_build(),
    };
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}
