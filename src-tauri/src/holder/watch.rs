//! Looks after the holder window while it is on: is its display there, does its page answer?
//!
//! No system tells of every unplugged display, so they are counted once a second, and only then.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use counterfoil_core::holder::{Display, HolderPlace, are_mirrored};
use tauri::{AppHandle, Manager, Runtime};

use super::{close, count, displays, open, see_mirrored};
use crate::{ipc::AppError, state::Shell, windows::HOLDER};

/// Between two heartbeats (R44); the displays are looked at with every other one.
const BEAT: Duration = Duration::from_millis(500);

/// Heartbeats missed in a row after which the native window is hidden.
const MISSED: u8 = 2;

/// Starts the watch unless it runs. It ends itself.
pub(super) fn start<R: Runtime>(app: &AppHandle<R>) {
    let was = std::mem::replace(&mut app.state::<Shell>().holder().seen().watched, true);
    if was {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut pulse = Pulse::default();
        loop {
            tokio::time::sleep(BEAT).await;
            pulse.beat(&app);
            if pulse.count.is_multiple_of(2) && !look(&app).await.unwrap_or(false) {
                break;
            }
        }
        app.state::<Shell>().holder().seen().watched = false;
    });
}

/// Compares the displays with what they were. False when there is nothing left to look after.
async fn look<R: Runtime>(app: &AppHandle<R>) -> Result<bool, AppError> {
    let shell = app.state::<Shell>();
    let all = displays::all(app);
    let (on, status) = {
        let mut seen = shell.holder().seen();
        seen.status.screens = count(&all);
        (seen.on.clone(), seen.status)
    };
    let mirrored = are_mirrored(&all);
    if mirrored {
        if !status.mirrored {
            see_mirrored(app)?;
        }
        return Ok(true);
    }
    if status.mirrored {
        shell.holder().seen().status.mirrored = false;
        shell.desk()?.set_mirrored(false);
        shell.desk()?.status_changed();
    }
    let Some(on) = on else { return Ok(false) };
    match place_of(&on, &all) {
        None => close(app, HolderPlace::Lost)?,
        Some(index) if all[index] != on => open(app, &all, index).await?,
        Some(_) => {}
    }
    Ok(true)
}

/// The same display at the same place, whatever its size and scale are now. At another place it
/// may be another one of its model, so it counts as gone.
fn place_of(on: &Display, all: &[Display]) -> Option<usize> {
    all.iter()
        .position(|one| (&one.name, one.x, one.y) == (&on.name, on.x, on.y))
}

/// A script that the page has to run to its end, asked for while a QR code is up.
#[derive(Default)]
struct Pulse {
    count: u32,
    missed: u8,
    answered: Arc<AtomicBool>,
    hidden: bool,
}

impl Pulse {
    fn beat<R: Runtime>(&mut self, app: &AppHandle<R>) {
        self.count = self.count.wrapping_add(1);
        let shell = app.state::<Shell>();
        let (Some(window), Ok(desk)) = (app.get_webview_window(HOLDER), shell.desk()) else {
            return;
        };
        let answered = self.answered.swap(false, Ordering::Relaxed);
        if !desk.holder_is_live() && !self.hidden {
            self.missed = 0;
            self.answered.store(true, Ordering::Relaxed);
            return;
        }
        self.missed = if answered {
            0
        } else {
            self.missed.saturating_add(1)
        };
        if self.missed == MISSED {
            let _ = window.hide();
            self.hidden = true;
            tracing::warn!("the holder window does not answer");
            desk.holder_went_silent();
        } else if answered && self.hidden {
            // It lives again: what it shows now is "One moment".
            let _ = window.show();
            self.hidden = false;
        }
        let heard = self.answered.clone();
        let _ = window.eval_with_callback("1", move |_| heard.store(true, Ordering::Relaxed));
    }
}
