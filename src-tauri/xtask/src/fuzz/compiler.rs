//! The compiler with counters for the fuzzer.
//!
//! Cargo calls a workspace wrapper for the workspace's own crates only, so the dependencies are those
//! of every other build and nothing is compiled twice for the fuzzer's sake. The wrapper is this very
//! program.

use std::{
    env,
    ffi::OsString,
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::repo::Repo;

/// Set while cargo may call us in place of the compiler.
const MARK: &str = "COUNTERFOIL_FUZZ_COMPILER";

/// What cargo-fuzz passes with `--sanitizer none`, except `--cfg fuzzing`: the code that is fuzzed is
/// the code that is shipped.
const COUNTERS: [&str; 7] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
];

/// Makes `cargo` compile the workspace's own crates through us.
///
/// By the path that cargo builds us to: a build of the whole workspace may have replaced the file that
/// is running, and the system then names it as deleted.
pub(crate) fn instrument(repo: &Repo, cargo: &mut Command) {
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", repo.dev_program("xtask"))
        .env(MARK, "1");
}

/// Whether cargo calls us in place of the compiler.
pub(crate) fn called_as_compiler() -> bool {
    env::var_os(MARK).is_some()
}

/// Calls the compiler that cargo names first, with what cargo passes and the counters.
///
/// # Errors
///
/// When there is no such compiler.
pub(crate) fn compile() -> Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let compiler: OsString = arguments.next().context("no compiler was named")?;
    let status = Command::new(compiler)
        .args(arguments)
        .args(COUNTERS)
        .status()
        .context("cannot start the compiler")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
