//! A private session without a desktop: a bus, an unlocked keyring and, if wanted, a screen.

use std::process::Command;

use crate::{program, repo::Repo};

/// The virtual screen every window test and screenshot uses.
const SCREEN: &str = "-screen 0 1280x900x24";

/// A command that starts the program given as its further arguments inside such a session.
///
/// The bus is private, so nothing started on demand outlives it.
pub(crate) fn headless(repo: &Repo, with_screen: bool) -> Command {
    let mut command = if with_screen {
        let mut xvfb = program::command(repo.root(), "xvfb-run");
        xvfb.args(["-a", "-s", SCREEN, "dbus-run-session"]);
        xvfb
    } else {
        program::command(repo.root(), "dbus-run-session")
    };
    command.args(["--", "bash", "tests/session.sh"]);
    if !with_screen {
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    }
    command
}
