//! Manners of a desktop program: where its window was, how it closes, when it taps a shoulder,
//! when it keeps the display awake.

pub(crate) mod awake;
pub(crate) mod away;
pub(crate) mod notices;
pub(crate) mod place;
pub(crate) mod quit;
pub(crate) mod report;
mod words;

use tauri::{AppHandle, Manager, Runtime};

use crate::windows::STAFF;

/// Zooms the staff window. The QR of one display is asked for anew by the page, which sees its
/// own device pixel ratio change (R27).
pub(crate) fn windows_zoom<R: Runtime>(app: &AppHandle<R>, per_cent: u16) {
    if let Some(window) = app.get_webview_window(STAFF) {
        let _ = window.set_zoom(f64::from(per_cent) / 100.0);
    }
}
