//! `cargo xtask faults`: the fault matrix, played through the whole engine over loopback.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::{program, repo::Repo};

/// What to play.
#[derive(Args)]
pub(crate) struct Options {
    /// Every case; without it every fifth of the largest cell is left out.
    #[arg(long)]
    all: bool,
    /// Only these: a fault (`F9`), a cell (`F9:C`), or the beginning of a case (`F9:C:date`).
    #[arg(long)]
    only: Vec<String>,
    /// Names the cases instead of playing them.
    #[arg(long)]
    list: bool,
}

/// Builds the matrix and plays it; the code tells whether every case passed.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    let arguments = ["run", "--quiet", "--package", "counterfoil-faults", "--"];
    let mut matrix = program::cargo(repo.root(), &arguments);
    for (flag, set) in [("--all", options.all), ("--list", options.list)] {
        if set {
            matrix.arg(flag);
        }
    }
    for only in &options.only {
        matrix.args(["--only", only]);
    }
    Ok(match program::run(&mut matrix) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}
