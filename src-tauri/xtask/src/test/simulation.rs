//! The simulation, as many seeds as fit into a minute and a half on two cores.

use anyhow::Result;

use super::tally::Tally;
use crate::{program, repo::Repo, sim};

/// Seeds of a test run, besides those that once failed.
const SEEDS: u64 = 600;

/// Each seed counts as one test.
pub(crate) fn run(repo: &Repo) -> Result<Tally> {
    let mut command = sim::command(repo);
    command.args(sim::range(1, SEEDS));
    let (succeeded, text) = program::run_and_read(&mut command)?;
    Ok(Tally::from_last_line(&text).checked(succeeded))
}
