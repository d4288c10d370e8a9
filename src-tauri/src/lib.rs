//! The desktop shell of Counterfoil: the only code that knows Tauri. Wiring, no decisions.

mod cli;
mod commands;
mod error;
mod events;
mod files;
pub mod ipc;
mod logs;
mod paths;
mod practice;
mod state;
mod windows;

use std::process::ExitCode;

use clap::Parser;
use tauri::{Manager, RunEvent, Runtime};

use crate::{cli::Cli, events::StaffWindow, paths::Folders, state::Shell};

/// Runs the program until its window closes.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Some(reason) = no_display() {
        tell_terminal(reason);
        return ExitCode::FAILURE;
    }
    // Two crypto providers in one program and none installed would panic at the first handshake.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let app = match builder(tauri::Builder::default(), cli).build(tauri::generate_context!()) {
        Ok(app) => app,
        Err(error) => {
            tell_terminal(&format!("Counterfoil could not start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| {
        if matches!(event, RunEvent::Exit) {
            tauri::async_runtime::block_on(app.state::<Shell>().close());
        }
    });
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// Everything that the program adds to Tauri.
fn builder<R: Runtime>(base: tauri::Builder<R>, cli: Cli) -> tauri::Builder<R> {
    let base = if cli.data_dir.is_none() {
        // One program for each OS user; with a folder of its own the folder's lock decides (R100).
        base.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window(windows::STAFF) {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
    } else {
        base
    };
    base.plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_dialog::init())
        .plugin(commands::plugin())
        .setup(move |app| {
            let folders = Folders::find(app, &cli)?;
            logs::start(&folders.logs, cli.log_level)?;
            let window = StaffWindow(app.handle().clone());
            let shell = tauri::async_runtime::block_on(Shell::start(cli, folders.data, window));
            app.manage(shell);
            windows::open_staff(app)?;
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
            Ok(())
        })
}

/// GTK panics without a display; one line is kinder.
#[cfg(target_os = "linux")]
fn no_display() -> Option<&'static str> {
    let missing = |name| std::env::var_os(name).is_none_or(|value| value.is_empty());
    (missing("DISPLAY") && missing("WAYLAND_DISPLAY"))
        .then_some("Counterfoil needs a screen: neither DISPLAY nor WAYLAND_DISPLAY is set.")
}

#[cfg(not(target_os = "linux"))]
fn no_display() -> Option<&'static str> {
    None
}

#[expect(
    clippy::print_stderr,
    reason = "before there is a window, the terminal is the screen"
)]
fn tell_terminal(line: &str) {
    eprintln!("{line}");
}
