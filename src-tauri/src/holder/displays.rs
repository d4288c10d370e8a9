//! The displays of this computer, left to right.

use counterfoil_core::holder::{Display, DisplayKey};
use tauri::{AppHandle, Manager, Monitor, Runtime};

use crate::{
    ipc::{AppError, DisplayView},
    state::Shell,
    windows::STAFF,
};

/// All displays, numbered as people see them: left to right, then top to bottom.
///
/// Asked of the staff window, whose answer comes from the main thread: GDK may be asked nowhere else.
pub(super) fn all<R: Runtime>(app: &AppHandle<R>) -> Vec<Display> {
    let monitors = app
        .get_webview_window(STAFF)
        .and_then(|window| window.available_monitors().ok());
    let mut displays: Vec<_> = monitors.iter().flatten().map(display).collect();
    displays.sort_by_key(|one| (one.x, one.y));
    displays
}

/// The display that the staff window is on.
pub(super) fn staff<R: Runtime>(app: &AppHandle<R>) -> Option<DisplayKey> {
    let window = app.get_webview_window(STAFF)?;
    let monitor = window.current_monitor().ok().flatten()?;
    Some(display(&monitor).key())
}

/// What `choose_display` takes.
pub(super) fn id(display: &Display) -> String {
    let Display {
        name,
        x,
        y,
        width,
        height,
        ..
    } = display;
    format!("{name} {width}x{height} {x} {y}")
}

/// For the first-run steps and the settings.
pub(crate) async fn list<R: Runtime>(app: &AppHandle<R>) -> Result<Vec<DisplayView>, AppError> {
    let shell = app.state::<Shell>();
    let (all, staff) = (all(app), staff(app));
    let saved = shell.desk()?.load_displays().await;
    let chosen = saved.find(&all);
    let views = all.iter().enumerate().map(|(index, one)| DisplayView {
        id: id(one),
        screen: u32::try_from(index + 1).unwrap_or(u32::MAX),
        name: one.name.clone(),
        width: one.width,
        height: one.height,
        staff: staff.as_ref() == Some(&one.key()),
        chosen: chosen == Some(index),
        scan_size: saved.size_of(one),
    });
    Ok(views.collect())
}

fn display(monitor: &Monitor) -> Display {
    let (place, size) = (monitor.position(), monitor.size());
    Display {
        name: monitor.name().cloned().unwrap_or_default(),
        x: place.x,
        y: place.y,
        width: size.width,
        height: size.height,
        scale: monitor.scale_factor(),
    }
}
