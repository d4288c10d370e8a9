//! The UI's packages and its build, each skipped when nothing they read has changed.

use anyhow::Result;

use super::{node, stamp::Stamp};
use crate::{program, repo::Repo};

/// Installs the UI's packages as the lock file says.
///
/// `npm ci` refuses the lock when an optional package of another platform is absent from the
/// registry; `npm install --no-save` obeys the lock, leaves it alone and works.
pub(crate) fn install(repo: &Repo) -> Result<()> {
    let ui = repo.ui();
    let inputs = ["package.json", "package-lock.json", ".npmrc"].map(|name| ui.join(name));
    let stamp = Stamp::of(repo, "ui-packages", &inputs, &node::version(repo)?)?;
    if stamp.is_current() && ui.join("node_modules/.package-lock.json").is_file() {
        return Ok(());
    }
    println!("==> Packages of the user interface (npm)");
    program::run(&mut program::node_tool(
        &ui,
        "npm",
        &["install", "--no-save", "--no-audit", "--no-fund"],
    ))?;
    stamp.write()
}

/// Builds `ui/dist`, which the Rust build embeds.
pub(crate) fn build(repo: &Repo) -> Result<()> {
    install(repo)?;
    let ui = repo.ui();
    let stamp = Stamp::of(repo, "ui-build", std::slice::from_ref(&ui), "")?;
    if stamp.is_current() && ui.join("dist").is_dir() {
        return Ok(());
    }
    println!("==> User interface");
    program::run(&mut program::node_tool(&ui, "npm", &["run", "build"]))?;
    stamp.write()
}
