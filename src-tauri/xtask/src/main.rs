//! Counterfoil's chores: one command sets up, builds, runs, tests, measures and packages.
//!
//! Nothing here knows the product's crates; building `cargo xtask` must stay a matter of seconds.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line program talks by printing"
)]

mod bench;
mod check;
mod checklist;
mod faults;
mod fuzz;
mod package;
mod program;
mod repo;
mod run;
mod screenshots;
mod setup;
mod sim;
mod stopwatch;
mod test;
mod types;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::repo::Repo;

/// Counterfoil's chores.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Sets up what is missing, builds, and opens Counterfoil on the practice tenant.
    Run {
        /// Flags for Counterfoil itself, such as `--data-dir DIR` or `--workplace NAME`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        flags: Vec<String>,
    },
    /// Sets up what is missing and runs every check and test.
    Test(test::Options),
    /// The fast loop: format, types and lints of Rust and UI, no tests.
    Check,
    /// Writes the UI's types anew from the Rust contract.
    Types,
    /// Runs the simulation: the whole engine on a simulated computer, network and tenant.
    Sim(sim::Options),
    /// Kills the engine at every named point and opens its journal again.
    Kills(sim::KillOptions),
    /// Makes one system call after the other fail under the engine's journal.
    Disk(sim::DiskOptions),
    /// Takes the power away at every change of the disk, with what was not synced.
    Power(sim::PowerOptions),
    /// Measures against bare counterparts and stores the ratios under target/bench.
    Bench(bench::Options),
    /// Photographs every screen and state in light, dark, large and forced colours, into screenshots/.
    Screenshots(screenshots::Options),
    /// Plays the fault matrix: one fault at a time against the whole engine.
    Faults(faults::Options),
    /// Fuzzes everything that reads what others wrote.
    Fuzz(fuzz::Options),
    /// Lists which items of the acceptance checklist a test is named after.
    Checklist,
    /// Builds the installable package (.deb).
    Package,
}

fn main() -> ExitCode {
    let outcome = match fuzz::called_as_compiler() {
        true => fuzz::compile(),
        false => start(Cli::parse().chore),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(chore: Chore) -> Result<ExitCode> {
    let repo = Repo::find()?;
    match chore {
        Chore::Run { flags } => run::run(&repo, &flags),
        Chore::Test(options) => test::run(&repo, &options),
        Chore::Check => check::run(&repo),
        Chore::Types => types::run(&repo),
        Chore::Sim(options) => sim::run(&repo, &options),
        Chore::Kills(options) => sim::kill(&repo, &options),
        Chore::Disk(options) => sim::fail_disk(&repo, &options),
        Chore::Power(options) => sim::lose_power(&repo, &options),
        Chore::Bench(options) => bench::run(&repo, &options),
        Chore::Screenshots(options) => screenshots::run(&repo, &options),
        Chore::Faults(options) => faults::run(&repo, &options),
        Chore::Fuzz(options) => fuzz::run(&repo, &options),
        Chore::Checklist => checklist::run(&repo),
        Chore::Package => package::run(&repo),
    }
}
