//! A second QR reader, unrelated to ours and to zbar, in a Python environment below target.

use std::path::PathBuf;

use anyhow::Result;

use crate::{program, repo::Repo};

/// What is installed into the environment, pinned so that a run next year reads the same codes.
const DECODERS: &[&str] = &["zxing-cpp==3.1.1"];

/// Makes sure the readers are there and gives the environment's Python.
pub(crate) fn install(repo: &Repo) -> Result<PathBuf> {
    let folder = repo.target().join("decoders");
    let python = folder.join("bin/python");
    let mut probe = program::command(repo.root(), &python);
    if program::ask(probe.args(["-c", "import zxingcpp"])).is_some() {
        return Ok(python);
    }
    println!(
        "==> QR readers for the window tests (pip, into {})",
        folder.display()
    );
    let mut venv = program::command(repo.root(), "python3");
    program::run(venv.args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = program::command(repo.root(), &python);
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]);
    program::run(pip.arg("--only-binary=:all:").args(DECODERS))?;
    Ok(python)
}
