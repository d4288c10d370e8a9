//! `cargo xtask types`: the UI's types, written anew from the Rust contract.

use std::process::ExitCode;

use anyhow::Result;

use crate::{program, repo::Repo, setup};

/// Runs the drift test in the mode that writes the file instead of comparing it.
pub(crate) fn run(repo: &Repo) -> Result<ExitCode> {
    setup::build_ui(repo)?;
    let mut test = program::cargo(
        repo.root(),
        &["test", "--package", "counterfoil", "--test", "ipc_types"],
    );
    program::run(test.env("COUNTERFOIL_WRITE_TYPES", "1"))?;
    Ok(ExitCode::SUCCESS)
}
