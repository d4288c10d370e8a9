//! `cargo xtask fuzz`: the targets of `src-tauri/fuzz`, built on stable Rust without cargo-fuzz.
//!
//! What the fuzzer finds of its own goes below the target folder, never into the repository.

mod compiler;
mod target;

use std::{
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Result, anyhow, bail};
use clap::Args;

use crate::{program, repo::Repo};

pub(crate) use compiler::{called_as_compiler, compile};
pub(crate) use target::{Bound, Outcome, Target};

/// What to fuzz.
#[derive(Args)]
pub(crate) struct Options {
    /// Targets by name; all of them without one.
    targets: Vec<String>,
    /// How long each.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Names the targets instead.
    #[arg(long)]
    list: bool,
}

/// Fuzzes the chosen targets, two at once; the code tells whether all properties held.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    let targets = chosen(repo, &options.targets)?;
    if options.list {
        targets
            .iter()
            .for_each(|target| println!("{}", target.name()));
        return Ok(ExitCode::SUCCESS);
    }
    build(repo)?;
    let bound = Bound::Seconds(options.seconds);
    let mut held = true;
    for outcome in run_two_at_once(repo, &targets, bound)? {
        println!("    {}", outcome.line());
        held &= outcome.held();
    }
    println!(
        "    what was found besides is in {}",
        repo.target().join("fuzz").display()
    );
    Ok(ExitCode::from(u8::from(!held)))
}

/// Every target, or those of these names.
fn chosen(repo: &Repo, names: &[String]) -> Result<Vec<Target>> {
    let all = Target::all(repo)?;
    if let Some(unknown) = names
        .iter()
        .find(|name| !all.iter().any(|target| target.name() == *name))
    {
        bail!("there is no target {unknown}; --list names them");
    }
    let is_chosen =
        |target: &Target| names.is_empty() || names.iter().any(|name| name == target.name());
    Ok(all.into_iter().filter(is_chosen).collect())
}

/// Builds all targets with counters in the workspace's own crates.
///
/// Of the whole workspace, whose features then decide: their package alone has fewer, and its
/// dependencies would be built once more.
pub(crate) fn build(repo: &Repo) -> Result<()> {
    let mut cargo = program::cargo(repo.root(), &["build", "--workspace"]);
    for target in Target::all(repo)? {
        cargo.args(["--bin", target.name()]);
    }
    compiler::instrument(repo, &mut cargo);
    program::run(&mut cargo)
}

/// Runs the targets in two threads, each taking the next; outcomes in the order of the targets.
pub(crate) fn run_two_at_once(
    repo: &Repo,
    targets: &[Target],
    bound: Bound,
) -> Result<Vec<Outcome>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some(target) = targets.get(turn) else {
                return done;
            };
            done.push((turn, target.run(repo, bound)));
        }
    };
    let mut outcomes = thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut outcomes = work();
        let others = other.join().map_err(|_| anyhow!("lost half of the runs"))?;
        outcomes.extend(others);
        anyhow::Ok(outcomes)
    })?;
    outcomes.sort_by_key(|(turn, _)| *turn);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}
