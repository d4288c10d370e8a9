//! The windows. The staff window is here; the holder's is in `holder`. They may go nowhere but to the program's own pages.

use counterfoil_core::holder::HolderPlace;
use tauri::{
    App, AppHandle, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

use crate::holder;

/// Label of the staff window, named in its capability file.
pub(crate) const STAFF: &str = "staff";

/// Label of the holder window, named in its capability file.
pub(crate) const HOLDER: &str = "holder";

/// Opens the staff window.
///
/// # Errors
///
/// When the system has no web view to offer.
pub(crate) fn open_staff<R: Runtime>(app: &App<R>) -> tauri::Result<WebviewWindow<R>> {
    let window = WebviewWindowBuilder::new(app, STAFF, WebviewUrl::App("index.html".into()))
        .title("Counterfoil")
        .inner_size(1280.0, 860.0)
        .min_inner_size(960.0, 600.0)
        .incognito(!is_driven())
        .disable_drag_drop_handler()
        .on_navigation(is_our_own)
        // The page names the practice tenant and the time left; never a person.
        .on_document_title_changed(|window, title| {
            let _ = window.set_title(&title);
        })
        .build()?;
    draw_in_memory(&window);
    let handle = app.handle().clone();
    // The holder window never outlives the desk (R57).
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::Destroyed) {
            let _ = holder::close(&handle, HolderPlace::Hidden);
        }
    });
    Ok(window)
}

/// Lets WebKitGTK draw without the graphics card: forms and a QR code need none, the window takes
/// 100 MB less, and on some drivers one that draws with it stays blank (tauri#8462). The holder
/// window draws with it all the same: with both like this WebKitWebDriver loses its session.
#[cfg(target_os = "linux")]
fn draw_in_memory<R: Runtime>(window: &WebviewWindow<R>) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    let set = window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    });
    if let Err(error) = set {
        tracing::warn!(%error, "the window draws with the graphics card");
    }
}

/// Elsewhere the system's web view decides.
#[cfg(not(target_os = "linux"))]
fn draw_in_memory<R: Runtime>(_window: &WebviewWindow<R>) {}

/// Brings the staff window to the front, from wherever it is.
pub(crate) fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(STAFF) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Is a test driving this window? WebKitWebDriver cannot attach to a web view that keeps nothing.
pub(crate) fn is_driven() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// `tauri://localhost` on Linux and macOS, `http://tauri.localhost` on Windows.
pub(crate) fn is_our_own(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // `tauri dev` serves the page on loopback.
        ("http", Some("127.0.0.1")) => cfg!(dev),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_goes_to_our_own_pages_only() {
        for (url, expected) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.com/", false),
            ("file:///etc/passwd", false),
            ("openid-credential-offer://?x", false),
            ("http://127.0.0.1:8080/", false),
        ] {
            assert_eq!(is_our_own(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
