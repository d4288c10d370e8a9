//! The Rust side: gates and tests.

use std::fs;

use anyhow::Result;

use super::{session, tally::Tally};
use crate::{program, repo::Repo};

/// The crates whose documentation is read by others.
const LIBRARIES: [&str; 3] = ["counterfoil-core", "mattr-vii", "counterfoil-practice"];

pub(crate) fn format(repo: &Repo) -> Result<Tally> {
    gate(repo, &["fmt", "--all", "--check"])
}

pub(crate) fn lint(repo: &Repo) -> Result<Tally> {
    gate(
        repo,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    )
}

/// Advisories are left out: their database is not on a package registry, so a machine that
/// reaches only those could not run the gate. Without `--workspace` only the window's own
/// dependencies would be looked at, and those of no test or chore.
pub(crate) fn licences(repo: &Repo) -> Result<Tally> {
    let arguments = [
        "deny",
        "--workspace",
        "--config",
        ".deny.toml",
        "check",
        "bans",
        "licenses",
        "sources",
    ];
    gate(repo, &arguments)
}

pub(crate) fn unused(repo: &Repo) -> Result<Tally> {
    gate(repo, &["machete"])
}

pub(crate) fn docs(repo: &Repo) -> Result<Tally> {
    let mut command = program::cargo(repo.root(), &["doc", "--no-deps"]);
    for name in LIBRARIES {
        command.args(["--package", name]);
    }
    command.env("RUSTDOCFLAGS", "-D warnings");
    Ok(Tally::of(program::run(&mut command).is_ok()))
}

/// Runs inside a session of its own, so that keyring tests meet a real Secret Service.
pub(crate) fn tests(repo: &Repo) -> Result<Tally> {
    let report = repo.target().join("nextest/default/junit.xml");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    // Compiled outside the session first: its length must not depend on the compiler.
    program::run(&mut program::cargo(
        repo.root(),
        &["nextest", "run", "--workspace", "--no-run"],
    ))?;
    let mut nextest = session::headless(repo, false);
    nextest.args(["cargo", "nextest", "run", "--workspace"]);
    nextest.env("INSTA_UPDATE", "no");
    let succeeded = program::run(&mut nextest).is_ok();
    Ok(Tally::from_junit(&report)?.checked(succeeded))
}

pub(crate) fn doctests(repo: &Repo) -> Result<Tally> {
    let mut command = program::cargo(repo.root(), &["test", "--doc", "--workspace"]);
    let (succeeded, text) = program::run_and_read(&mut command)?;
    let tally = Tally::from_libtest(&text);
    // A workspace without a single example is no failure, unlike a runner that found no tests.
    Ok(if succeeded {
        tally
    } else {
        tally.checked(false)
    })
}

/// The fault matrix, each case counted.
pub(crate) fn faults(repo: &Repo) -> Result<Tally> {
    // With everything else, whose features then decide: otherwise half the tree is built twice.
    program::run(&mut program::cargo(
        repo.root(),
        &["build", "--workspace", "--bins", "--tests"],
    ))?;
    let matrix = repo.dev_program("counterfoil-faults");
    let (succeeded, text) = program::run_and_read(&mut program::command(repo.root(), matrix))?;
    Ok(Tally::from_last_line(&text).checked(succeeded))
}

fn gate(repo: &Repo, arguments: &[&str]) -> Result<Tally> {
    let passed = program::run(&mut program::cargo(repo.root(), arguments)).is_ok();
    Ok(Tally::of(passed))
}
