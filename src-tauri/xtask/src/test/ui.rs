//! The UI without a window.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tally::Tally;
use crate::{program, repo::Repo, setup};

/// What the UI's code may weigh, gzipped, before this fails; fonts are counted apart, they never
/// change.
const BUDGET: u64 = 80_000;

/// What the built UI weighs, gzipped, in bytes.
#[derive(Debug, Deserialize)]
pub(crate) struct Weight {
    /// Markup, script and style.
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
        "    code {:.1} kB of {:.1} kB gzipped, fonts and pictures {:.1} kB",
        kilobytes(weight.code),
        kilobytes(BUDGET),
        kilobytes(weight.rest)
    );
    Ok(Tally::of(weight.code <= BUDGET))
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
