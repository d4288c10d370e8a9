//! `cargo xtask check`: the fast loop while writing. No tests, no set-up beyond the UI's packages.

use std::process::ExitCode;

use anyhow::Result;

use crate::{
    repo::Repo,
    setup,
    test::{self, Part},
};

/// Runs the quick gates.
pub(crate) fn run(repo: &Repo) -> Result<ExitCode> {
    setup::build_ui(repo)?;
    Ok(test::run_parts(
        repo,
        &[Part::Format, Part::UiFormat, Part::UiTypes, Part::Lint],
    ))
}
