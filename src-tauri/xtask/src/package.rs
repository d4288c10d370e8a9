//! `cargo xtask package`: the installable package.

use std::process::ExitCode;

use anyhow::Result;

use crate::{program, repo::Repo, setup};

/// Builds the package of this system with Tauri's bundler.
pub(crate) fn run(repo: &Repo) -> Result<ExitCode> {
    setup::install_packages(repo, &setup::BUILD)?;
    setup::install_ui(repo)?;
    bundle(repo)?;
    println!(
        "==> Packages are below {}",
        repo.target().join("release/bundle").display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Release build and bundle. On Linux only the .deb: AppImage would download tools.
pub(crate) fn bundle(repo: &Repo) -> Result<()> {
    let mut tauri = program::node_tool(repo.root(), "npx", &["--prefix", "ui", "tauri", "build"]);
    if cfg!(target_os = "linux") {
        tauri.args(["--bundles", "deb"]);
    }
    program::run(&mut tauri)
}
