//! `cargo xtask bench`: what we cost beside a bare counterpart, measured in one run on one machine.
//!
//! Targets are printed beside the results and never asserted: a busy machine must not fail anyone.

mod bare;
mod row;
mod sizes;

use std::{fs, process::ExitCode};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::{package, program, repo::Repo, setup, test};
use row::Row;

/// What to measure.
#[derive(Args)]
pub(crate) struct Options {
    /// Only these; may be given several times.
    #[arg(long)]
    only: Vec<Subject>,
    /// Starts of each window, at least nine: single starts vary by a fifth.
    #[arg(long, default_value_t = 9)]
    starts: u32,
}

/// One group of measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Issuing through the engine against a bare request; QR to picture; the pending search.
    Engine,
    /// Start, memory and idle CPU against a bare Tauri window.
    Window,
    /// Sizes of program, package and UI.
    Sizes,
}

/// Measures, prints and stores.
pub(crate) fn run(repo: &Repo, options: &Options) -> Result<ExitCode> {
    let chosen = |subject| options.only.is_empty() || options.only.contains(&subject);
    setup::install_packages(repo, &setup::BUILD)?;
    setup::build_ui(repo)?;
    let mut rows = Vec::new();
    if chosen(Subject::Engine) {
        rows.extend(engine(repo)?);
    }
    if chosen(Subject::Window) || chosen(Subject::Sizes) {
        package::bundle(repo)?;
    }
    if chosen(Subject::Window) {
        rows.extend(window(repo, options.starts)?);
    }
    if chosen(Subject::Sizes) {
        rows.extend(sizes::measure(repo)?);
    }
    let file = repo.scratch("bench")?.join("result.json");
    fs::write(&file, serde_json::to_string_pretty(&rows)?)?;
    row::print(&rows);
    println!("Stored in {}", file.display());
    Ok(ExitCode::SUCCESS)
}

/// The benches without a window: an example of the core crate, whose last line is its rows as JSON.
fn engine(repo: &Repo) -> Result<Vec<Row>> {
    println!("==> The engine");
    let arguments = [
        "run",
        "--release",
        "--package",
        "counterfoil-core",
        "--features",
        "testing",
        "--example",
        "bench",
    ];
    let (succeeded, text) = program::run_and_read(&mut program::cargo(repo.root(), &arguments))?;
    if !succeeded {
        bail!("the engine's bench failed");
    }
    let last = text
        .lines()
        .last()
        .context("the engine's bench printed nothing")?;
    serde_json::from_str(last).context("the engine's bench printed no rows")
}

/// The benches with a window, run by Node in a private session because they drive it.
fn window(repo: &Repo, starts: u32) -> Result<Vec<Row>> {
    setup::install_packages(repo, &setup::TEST)?;
    let bare = bare::build(repo)?;
    println!("==> Windows, {starts} starts each");
    let file = repo.scratch("bench")?.join("window.json");
    let mut node = test::headless(repo, true);
    node.args(["node", "tests/bench/window.mjs"])
        .arg(&file)
        .arg(starts.to_string())
        .env("COUNTERFOIL_PROGRAM", repo.release_program("counterfoil"))
        .env("COUNTERFOIL_BARE", bare);
    program::run(&mut node)?;
    let text = fs::read_to_string(&file).context("the window bench left no result")?;
    serde_json::from_str(&text).context("the window bench's result is not understood")
}
