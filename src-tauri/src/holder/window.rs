//! The native window. It takes no focus, no keys, no mouse, and has no commands.
//!
//! Rust speaks to its page by evaluating one call with JSON in it. An event would need the page to
//! listen, and listening is a permission; the holder window has none (R52). Evaluated script is
//! exempt from the page's content security policy, which stays closed for everything else.

use std::time::Duration;

use counterfoil_core::holder::{Display, HolderMessage};
use tauri::{
    AppHandle, Manager, PhysicalPosition, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    webview::PageLoadEvent,
};
use tokio::sync::watch;

use crate::{
    ipc::{AppError, Code},
    windows::{HOLDER, is_driven, is_our_own},
};

/// A page of our own that is not there by then will not come.
const PAGE_LIMIT: Duration = Duration::from_secs(15);

/// Tells the page something; nobody hears when there is none.
pub(crate) fn push<R: Runtime>(app: &AppHandle<R>, message: &HolderMessage) {
    let Some(window) = app.get_webview_window(HOLDER) else {
        return;
    };
    if let Ok(json) = serde_json::to_string(message) {
        let _ = window.eval(format!("counterfoilHolder({json})"));
    }
}

/// Opens the window on this display, or brings it there; ready to be spoken to afterwards.
pub(super) async fn open<R: Runtime>(
    app: &AppHandle<R>,
    display: &Display,
) -> Result<(), AppError> {
    let window = match app.get_webview_window(HOLDER) {
        Some(window) => window,
        None => make(app, display).await?,
    };
    fill(&window, display).map_err(|_| AppError::plain(Code::NoHolderDisplay))
}

pub(super) fn close<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(HOLDER) {
        let _ = window.destroy();
    }
}

async fn make<R: Runtime>(
    app: &AppHandle<R>,
    display: &Display,
) -> Result<WebviewWindow<R>, AppError> {
    let (loaded, mut ready) = watch::channel(false);
    let window = WebviewWindowBuilder::new(app, HOLDER, WebviewUrl::App("holder.html".into()))
        .title("Counterfoil")
        .position(
            f64::from(display.x) / display.scale,
            f64::from(display.y) / display.scale,
        )
        .inner_size(
            f64::from(display.width) / display.scale,
            f64::from(display.height) / display.scale,
        )
        .decorations(false)
        .focused(false)
        .focusable(false)
        .skip_taskbar(true)
        .incognito(!is_driven())
        .disable_drag_drop_handler()
        .on_navigation(is_our_own)
        .on_page_load(move |_, page| {
            if page.event() == PageLoadEvent::Finished {
                loaded.send_replace(true);
            }
        })
        .build()
        .map_err(|_| AppError::plain(Code::NoHolderDisplay))?;
    let page = ready.wait_for(|loaded| *loaded);
    match tokio::time::timeout(PAGE_LIMIT, page).await {
        Ok(Ok(_)) => Ok(window.clone()),
        _ => {
            let _ = window.destroy();
            Err(AppError::plain(Code::NoHolderDisplay))
        }
    }
}

fn fill<R: Runtime>(window: &WebviewWindow<R>, display: &Display) -> tauri::Result<()> {
    let (x, y) = (f64::from(display.x), f64::from(display.y));
    window.set_fullscreen(false)?;
    window.set_position(PhysicalPosition::new(x, y))?;
    // Wayland lets no program place a window, but it takes a monitor to be full screen on.
    window.set_fullscreen_on_monitor(PhysicalPosition::new(x, y))?;
    window.set_ignore_cursor_events(true)
}
