//! `cargo xtask sim`, `kills`, `disk` and `power`: seeds of the simulation, or one of them with its
//! whole story; real kills; real calls to the disk that fail; real calls that the disk forgets.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::{program, repo::Repo};

/// Which seeds.
#[derive(Args)]
pub(crate) struct Options {
    /// How many, besides those that once failed.
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
    /// The first of them.
    #[arg(long, default_value_t = 1)]
    from: u64,
    /// Only this one, with its whole story: how a failure is replayed.
    #[arg(long)]
    seed: Option<u64>,
}

/// How many kills.
#[derive(Args)]
pub(crate) struct KillOptions {
    /// Children to kill, spread over all points.
    #[arg(long, default_value_t = 2_000)]
    count: u64,
    /// The number of the first: with a count of 1 it repeats one kill.
    #[arg(long, default_value_t = 1)]
    from: u64,
}

/// How many failures.
#[derive(Args)]
pub(crate) struct DiskOptions {
    /// Failures, spread evenly over all there are.
    #[arg(long, default_value_t = 240)]
    count: u64,
    /// All of them: some thousand days.
    #[arg(long)]
    all: bool,
}

/// How often the power goes.
#[derive(Args)]
pub(crate) struct PowerOptions {
    /// Times, spread evenly over the day and over what is lost.
    #[arg(long, default_value_t = 400)]
    count: u64,
    /// At every change of the disk, in every way.
    #[arg(long)]
    all: bool,
}

/// Takes it away.
pub(crate) fn lose_power(repo: &Repo, options: &PowerOptions) -> Result<ExitCode> {
    spread(repo, "power", options.all, options.count)
}

/// Injects them.
pub(crate) fn fail_disk(repo: &Repo, options: &DiskOptions) -> Result<ExitCode> {
    spread(repo, "disk", options.all, options.count)
}

/// So many of all the cases that the simulation knows under this name, or all.
fn spread(repo: &Repo, name: &str, all: bool, count: u64) -> Result<ExitCode> {
    let mut command = command(repo);
    if all {
        command.arg(format!("--{name}-all"));
    } else {
        command.args([format!("--{name}"), count.to_string()]);
    }
    let held = program::run(&mut command).is_ok();
    Ok(ExitCode::from(u8::from(!held)))
}

/// Kills them.
pub(crate) fn kill(repo: &Repo, options: &KillOptions) -> Result<ExitCode> {
    let mut command = command(repo);
    let (count, from) = (options.count.to_string(), options.from.to_string());
    command.args(["--kills", &count, "--from", &from]);
    let held = program::run(&mut command).is_ok();
    Ok(ExitCode::from(u8::from(!held)))
}

/// Runs them.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    let mut command = command(repo);
    match options.seed {
        Some(seed) => command.args(["--seed", &seed.to_string()]),
        None => command.args(range(options.from, options.seeds)),
    };
    let held = program::run(&mut command).is_ok();
    Ok(ExitCode::from(u8::from(!held)))
}

/// The simulation, built if need be, without arguments of its own.
fn command(repo: &Repo) -> Command {
    program::cargo(
        repo.root(),
        &["run", "--quiet", "--package", "counterfoil-sim", "--"],
    )
}

/// The arguments for so many seeds.
pub(crate) fn range(from: u64, seeds: u64) -> [String; 4] {
    let (from, seeds) = (from.to_string(), seeds.to_string());
    ["--from".to_owned(), from, "--seeds".to_owned(), seeds]
}
