//! The desktop shell of Counterfoil: the only code that knows Tauri. Wiring, no decisions.

mod cli;
mod commands;
mod desktop;
mod error;
mod events;
mod files;
mod holder;
pub mod ipc;
mod logs;
mod paths;
mod practice;
mod state;
mod windows;

use std::process::ExitCode;

use clap::Parser;
use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};

use crate::{
    cli::Cli,
    desktop::{away, notices::Notices, place, quit},
    events::StaffWindow,
    paths::Folders,
    state::Shell,
};

/// Runs the program until its window closes.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if let Some(reason) = no_display() {
        tell_terminal(reason);
        return ExitCode::FAILURE;
    }
    // Two crypto providers in one program and none installed would panic at the first handshake.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let app = match builder(tauri::Builder::default(), cli).build(context()) {
        Ok(app) => app,
        Err(error) => {
            tell_terminal(&format!("Counterfoil could not start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| match event {
        RunEvent::Exit => tauri::async_runtime::block_on(app.state::<Shell>().close()),
        RunEvent::WindowEvent { label, event, .. } if label == windows::STAFF => {
            staff_window_event(app, &event);
        }
        _ => (),
    });
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// Configuration, pages and access list, as the build compiled them in.
fn context() -> tauri::Context {
    tauri::generate_context!()
}

/// Everything that the program adds to Tauri.
fn builder<R: Runtime>(base: tauri::Builder<R>, cli: Cli) -> tauri::Builder<R> {
    let base = if cli.data_dir.is_none() {
        // One program for each OS user; with a folder of its own the folder's lock decides (R100).
        base.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            windows::bring_to_front(app);
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
            app.manage(Notices::default());
            app.manage(quit::Question::default());
            app.manage(place::Remember::default());
            app.handle().plugin(place::plugin(folders.data.clone()))?;
            let window = StaffWindow::new(app.handle().clone());
            let screen = cli.holder_display;
            // The desk opens while the web view starts its processes. The page cannot ask for
            // anything yet: its requests are answered by this thread, after `setup`.
            let shell = tauri::async_runtime::spawn(Shell::start(cli, folders.data, window));
            windows::open_staff(app)?;
            app.manage(tauri::async_runtime::block_on(shell)?);
            if let Ok(desk) = app.state::<Shell>().desk() {
                desktop::windows_zoom(app.handle(), desk.settings().zoom);
            }
            quit::follow_signals(app.handle());
            away::follow(app.handle());
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move { holder::start(&handle, screen).await });
            tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
            Ok(())
        })
}

fn staff_window_event<R: Runtime>(app: &AppHandle<R>, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } if quit::must_ask(app) => api.prevent_close(),
        // The holder window alone is no program.
        WindowEvent::Destroyed => app.exit(0),
        WindowEvent::Focused(yes) => app.state::<Notices>().in_front(*yes),
        WindowEvent::Moved(_) | WindowEvent::Resized(_) => {
            app.state::<place::Remember>().moved(app);
        }
        _ => (),
    }
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
