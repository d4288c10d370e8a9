//! The fuzz targets: the whole corpus, and a bounded run from it with one seed.

use anyhow::Result;

use super::tally::Tally;
use crate::{
    fuzz::{self, Bound, Target},
    repo::Repo,
};

/// Every file of a corpus counts as a test, and so does the run that goes on from it.
pub(crate) fn targets(repo: &Repo) -> Result<Tally> {
    fuzz::build(repo)?;
    let targets = Target::all(repo)?;
    let mut tally = Tally::default();
    for outcome in fuzz::run_two_at_once(repo, &targets, Bound::Count)? {
        println!("    {}", outcome.line());
        let failed = u32::from(!outcome.held());
        tally += Tally {
            passed: outcome.tests() - failed,
            failed,
        };
    }
    Ok(tally.checked(true))
}
