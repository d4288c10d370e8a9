//! Whole-program tests: the real window on a virtual screen, driven by WebKit's own driver.

use std::{fs, path::PathBuf};

use anyhow::Result;

use super::{rust, session, tally::Tally, tap};
use crate::{program, repo::Repo, setup};

/// Milliseconds for one file of tests. The slowest takes two minutes, with other tests beside it four.
const FILE_LIMIT: u32 = 15 * 60 * 1000;
/// For all of them. Node reports a file that took too long and then waits, for as long as it takes,
/// for everything that file has started.
const LIMIT: &str = "50m";

/// Builds the program and runs `tests/e2e` with Node's test runner.
pub(crate) fn run(repo: &Repo, pattern: Option<&str>) -> Result<Tally> {
    let report = report_file(repo)?;
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let python = setup::install_decoders(repo)?;
    rust::build_programs(repo)?;
    let mut node = session::headless(repo, true);
    node.args(["timeout", "--kill-after=10s", LIMIT])
        .args(["node", "--import", "./tests/e2e/packages.mjs", "--test"])
        .arg(format!("--test-timeout={FILE_LIMIT}"))
        // The screen is photographed whole, so only one window may be on it.
        .args(["--test-concurrency=1", "--test-reporter=spec"])
        .args(["--test-reporter-destination=stdout", "--test-reporter=tap"])
        .arg(format!("--test-reporter-destination={}", report.display()));
    if let Some(pattern) = pattern {
        node.arg(format!("--test-name-pattern={pattern}"));
    }
    node.args(test_files(repo)?)
        .env("COUNTERFOIL_PROGRAM", repo.dev_program("counterfoil"))
        .env(
            "COUNTERFOIL_PRACTICE",
            repo.dev_program("counterfoil-practice"),
        )
        .env("COUNTERFOIL_PYTHON", python)
        .env("COUNTERFOIL_SHOTS", repo.scratch("window-tests")?);
    let succeeded = program::run(&mut node).is_ok();
    Ok(Tally::from_tap(&report)?.checked(succeeded))
}

/// The tests of the last run that failed, with their reasons.
pub(crate) fn failures(repo: &Repo) -> Vec<String> {
    report_file(repo)
        .and_then(|file| Ok(fs::read_to_string(file)?))
        .map(|text| tap::failures(&text))
        .unwrap_or_default()
}

fn report_file(repo: &Repo) -> Result<PathBuf> {
    Ok(repo.scratch("xtask")?.join("window.tap"))
}

/// Node 20 takes no patterns, so the files are named one by one.
fn test_files(repo: &Repo) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(repo.root().join("tests/e2e"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(format!("tests/e2e/{name}"));
        }
    }
    files.sort();
    Ok(files)
}
