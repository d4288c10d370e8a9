//! The simulation, some three minutes of seeds on two cores, and a few kills, failures of the disk
//! and power cuts.

use anyhow::Result;

use super::{rust, tally::Tally};
use crate::{repo::Repo, sim};

/// Seeds of a test run, besides those that once failed.
const SEEDS: u64 = 2_000;

/// Kills of a test run: twenty at every point and at any time.
const KILLS: u64 = 460;

/// Failures of the disk in a test run, spread over every system call of a day.
const DISK_FAILURES: u64 = 240;

/// Power cuts in a test run, spread over every change of the disk in a day (F19).
const POWER_CUTS: u64 = 400;

/// Each seed counts as one test.
pub(crate) fn seeds(repo: &Repo) -> Result<Tally> {
    count(repo, &sim::range(1, SEEDS))
}

/// Each kill counts as one test.
pub(crate) fn kills(repo: &Repo) -> Result<Tally> {
    count(repo, &["--kills".to_owned(), KILLS.to_string()])
}

/// Each failure counts as one test. Only Linux has the tool that injects them.
pub(crate) fn disk(repo: &Repo) -> Result<Tally> {
    count(repo, &["--disk".to_owned(), DISK_FAILURES.to_string()])
}

/// Each power cut counts as one test. Only Linux has the tool that writes the day down.
pub(crate) fn power(repo: &Repo) -> Result<Tally> {
    count(repo, &["--power".to_owned(), POWER_CUTS.to_string()])
}

fn count(repo: &Repo, arguments: &[String]) -> Result<Tally> {
    rust::count(repo, "counterfoil-sim", arguments)
}
