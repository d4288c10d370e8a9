//! Where the staff window was. The file holds geometry and nothing else.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use counterfoil_core::clock::{Clock as _, SystemClock};
use tauri::{AppHandle, Runtime, plugin::TauriPlugin};
use tauri_plugin_window_state::{AppHandleExt, Builder, StateFlags};

/// All other flags break some window manager (KWin, tiling ones).
const KEPT: StateFlags = StateFlags::SIZE
    .union(StateFlags::POSITION)
    .union(StateFlags::MAXIMIZED);

/// A window that is dragged says so often; its place is written down when it rests.
const REST: Duration = Duration::from_millis(400);

/// Remembers the staff window in `folder`. The holder window is never restored: without its
/// display it would cover the staff's.
pub(crate) fn plugin<R: Runtime>(folder: PathBuf) -> TauriPlugin<R> {
    Builder::default()
        .with_filename(folder.join("window.json").display().to_string())
        .with_state_flags(KEPT)
        .with_denylist(&["holder"])
        .build()
}

/// Writes the place down soon after it changed, so that it survives a crash.
#[derive(Clone, Default)]
pub(crate) struct Remember(Arc<AtomicBool>);

impl Remember {
    /// The window was moved or resized.
    pub(crate) fn moved<R: Runtime>(&self, app: &AppHandle<R>) {
        if self.0.swap(true, Ordering::Relaxed) {
            return;
        }
        let (due, app) = (self.0.clone(), app.clone());
        tauri::async_runtime::spawn(async move {
            SystemClock.sleep(REST).await;
            due.store(false, Ordering::Relaxed);
            // The plugin asks the window, which answers on the main thread only.
            let main = app.clone();
            let _ = app.run_on_main_thread(move || {
                if main.save_window_state(KEPT).is_err() {
                    tracing::warn!("the place of the window was not written down");
                }
            });
        });
    }
}
