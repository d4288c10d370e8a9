//! Cargo's add-ons for the tests, taken from the PATH when they are there.

use anyhow::Result;

use crate::{program, repo::Repo, stopwatch::Stopwatch};

/// A cargo add-on, and the cheapest way to build it that does its work.
pub(crate) struct Tool {
    package: &'static str,
    subcommand: &'static str,
    why: &'static str,
    options: &'static [&'static str],
}

impl Tool {
    /// The test runner.
    pub(crate) const NEXTEST: Self = Self {
        package: "cargo-nextest",
        subcommand: "nextest",
        why: "runs the Rust tests",
        options: &["--no-default-features", "--features", "default-no-update"],
    };
    /// Licences, duplicate bans and sources of dependencies.
    pub(crate) const DENY: Self = Self {
        package: "cargo-deny",
        subcommand: "deny",
        why: "checks licences and sources of dependencies",
        options: &[],
    };
    /// Dependencies nobody uses.
    pub(crate) const MACHETE: Self = Self {
        package: "cargo-machete",
        subcommand: "machete",
        why: "finds unused dependencies",
        options: &[],
    };
}

/// Makes sure the tool is there; building it unoptimised halves the wait and it runs once.
pub(crate) fn install(repo: &Repo, tool: &Tool) -> Result<()> {
    let mut probe = program::cargo(repo.root(), &[tool.subcommand, "--version"]);
    if program::ask(&mut probe).is_some() {
        return Ok(());
    }
    println!("==> {} {}: building it once", tool.package, tool.why);
    let watch = Stopwatch::start();
    let mut install = program::cargo(repo.root(), &["install", "--locked", "--debug"]);
    install.args(tool.options).arg(tool.package);
    program::run(&mut install)?;
    println!("    {} took {watch}", tool.package);
    Ok(())
}
