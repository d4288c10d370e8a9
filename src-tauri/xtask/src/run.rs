//! `cargo xtask run`: from a clone to an open window.

use std::{env, process::ExitCode};

use anyhow::{Result, bail};

use crate::{program, repo::Repo, setup, stopwatch::Stopwatch};

/// Sets up, builds and opens Counterfoil; returns when its window is closed.
pub(crate) fn run(repo: &Repo, flags: &[String]) -> Result<ExitCode> {
    let watch = Stopwatch::start();
    check_display(env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some())?;
    build(repo)?;
    println!("==> Counterfoil, ready after {watch}");
    let mut app = program::command(repo.root(), repo.dev_program("counterfoil"));
    program::run(app.args(flags))?;
    Ok(ExitCode::SUCCESS)
}

/// Sets up and builds the window with the dev profile, the quickest to come up from a clone.
pub(crate) fn build(repo: &Repo) -> Result<()> {
    setup::install_packages(repo, &setup::BUILD)?;
    setup::build_ui(repo)?;
    println!("==> Counterfoil (the first build takes minutes, later ones seconds)");
    program::run(&mut program::cargo(
        repo.root(),
        &["build", "--package", "counterfoil", "--bin", "counterfoil"],
    ))
}

fn check_display(found: bool) -> Result<()> {
    if found || !cfg!(target_os = "linux") {
        return Ok(());
    }
    bail!(
        "no display here (DISPLAY and WAYLAND_DISPLAY are unset). For a virtual screen: apt-get install xvfb xauth dbus, then\n    xvfb-run -a -s \"-screen 0 1280x900x24\" dbus-run-session -- cargo xtask run"
    )
}

#[cfg(test)]
mod tests {
    use super::check_display;

    #[test]
    #[cfg(target_os = "linux")]
    fn without_a_display_the_message_says_how_to_get_one() {
        let message = check_display(false).unwrap_err().to_string();
        assert!(message.contains("xvfb-run"), "{message}");
        assert!(check_display(true).is_ok());
    }
}
