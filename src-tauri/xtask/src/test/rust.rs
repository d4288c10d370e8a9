//! The Rust side: gates and tests.

use std::fs;

use anyhow::Result;

use super::{session, tally::Tally};
use crate::{program, repo::Repo};

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
    let mut command = program::cargo(repo.root(), &["doc", "--workspace", "--lib", "--no-deps"]);
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
    count(repo, "counterfoil-faults", &[])
}

/// Builds every program with the features that the tests above were built with: one package alone
/// has fewer, and half the tree would be built once more for it.
pub(crate) fn build_programs(repo: &Repo) -> Result<()> {
    program::run(&mut program::cargo(
        repo.root(),
        &["build", "--workspace", "--bins"],
    ))
}

/// Runs a program of the workspace that counts its cases in its last line.
pub(crate) fn count(repo: &Repo, name: &str, arguments: &[String]) -> Result<Tally> {
    build_programs(repo)?;
    let mut command = program::command(repo.root(), repo.dev_program(name));
    command.args(arguments);
    let (succeeded, text) = program::run_and_read(&mut command)?;
    Ok(Tally::from_last_line(&text).checked(succeeded))
}

fn gate(repo: &Repo, arguments: &[&str]) -> Result<Tally> {
    let passed = program::run(&mut program::cargo(repo.root(), arguments)).is_ok();
    Ok(Tally::of(passed))
}
