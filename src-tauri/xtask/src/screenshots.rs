//! `cargo xtask screenshots`: a picture of every screen and state, to be looked at.

use std::{fs, process::ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::{program, repo::Repo, run, setup, test};

/// What to photograph.
#[derive(Args)]
pub(crate) struct Options {
    /// Only these variants, such as `dark`; all when none is named.
    variants: Vec<String>,
}

/// Builds the window and leads it through every state of `tests/e2e/states.mjs`.
///
/// The pictures and an `index.html` that shows them side by side go to `screenshots`, which git ignores.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    setup::install_packages(repo, &setup::TEST)?;
    run::build(repo)?;
    program::run(&mut program::cargo(
        repo.root(),
        &["build", "--package", "counterfoil-practice"],
    ))?;
    let folder = repo.root().join("screenshots");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut node = test::headless(repo, true);
    node.args(["node", "tests/screenshots/take.mjs"])
        .args(&options.variants)
        .env("COUNTERFOIL_PROGRAM", repo.dev_program("counterfoil"))
        .env(
            "COUNTERFOIL_PRACTICE",
            repo.dev_program("counterfoil-practice"),
        )
        .env("COUNTERFOIL_SHOTS", &folder);
    program::run(&mut node)?;
    println!("Look at {}", folder.join("index.html").display());
    Ok(ExitCode::SUCCESS)
}
