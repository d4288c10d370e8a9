//! The UI without a window.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tally::Tally;
use crate::{program, repo::Repo, setup};

/// What the windows read before they can show anything may weigh this, gzipped; fonts are counted
/// apart, they never change.
const START_BUDGET: u64 = 80_000;
/// The same for everything, with the screens that are read when they are first opened.
const WHOLE_BUDGET: u64 = 128_000;

/// What the built UI weighs, gzipped, in bytes.
#[derive(Debug, Deserialize)]
pub(crate) struct Weight {
    /// Markup, script and style that a start reads.
    pub(crate) start: u64,
    /// All markup, script and style.
    pub(crate) code: u64,
    /// Everything else: fonts and pictures.
    pub(crate) rest: u64,
}

pub(crate) fn build(repo: &Repo) -> Result<Tally> {
    setup::build_ui(repo).map(|()| Tally::of(true))
}

pub(crate) fn format(repo: &Repo) -> Result<Tally> {
    npx(repo, &["biome", "check", "."])
}

pub(crate) fn types(repo: &Repo) -> Result<Tally> {
    let passed = program::run(&mut program::node_tool(
        &repo.ui(),
        "npm",
        &["run", "--silent", "check"],
    ));
    Ok(Tally::of(passed.is_ok()))
}

pub(crate) fn tests(repo: &Repo) -> Result<Tally> {
    let report = repo.scratch("xtask")?.join("vitest.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut vitest = program::node_tool(
        &repo.ui(),
        "npx",
        &["vitest", "run", "--reporter=default", "--reporter=json"],
    );
    vitest.arg(format!("--outputFile.json={}", report.display()));
    let succeeded = program::run(&mut vitest).is_ok();
    Ok(Tally::from_vitest(&report)?.checked(succeeded))
}

pub(crate) fn size(repo: &Repo) -> Result<Tally> {
    let weight = weigh(repo)?;
    println!(
        "    read at start {:.1} kB of {:.1} kB gzipped, everything {:.1} kB of {:.1} kB, fonts and pictures {:.1} kB",
        kilobytes(weight.start),
        kilobytes(START_BUDGET),
        kilobytes(weight.code),
        kilobytes(WHOLE_BUDGET),
        kilobytes(weight.rest)
    );
    Ok(Tally::of(
        weight.start <= START_BUDGET && weight.code <= WHOLE_BUDGET,
    ))
}

/// Weighs `ui/dist`.
pub(crate) fn weigh(repo: &Repo) -> Result<Weight> {
    let mut node = program::node_tool(repo.root(), "node", &["tests/ui-weight.mjs", "ui/dist"]);
    let text = program::ask(&mut node).context("cannot weigh ui/dist: build the UI first")?;
    serde_json::from_str(&text).context("the weight is not understood")
}

fn npx(repo: &Repo, arguments: &[&str]) -> Result<Tally> {
    let passed = program::run(&mut program::node_tool(&repo.ui(), "npx", arguments));
    Ok(Tally::of(passed.is_ok()))
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files, for reading")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1000.0
}
