//! The holder window: on which display, and whether it is there. What it shows is the engine's.

mod displays;
mod watch;
mod window;

use std::sync::{Mutex, MutexGuard, PoisonError};

use counterfoil_core::holder::{
    Display, HolderPlace, HolderWindow, SavedDisplays, ScanSize, are_mirrored,
};
use tauri::{AppHandle, Manager, Runtime};

pub(crate) use displays::list;
pub(crate) use window::push;

use crate::{
    ipc::{AppError, Code, HolderStatus},
    state::Shell,
};

/// What the shell knows of the holder's display.
#[derive(Default)]
pub(crate) struct HolderDisplay(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    status: HolderStatus,
    /// The display the window fills.
    on: Option<Display>,
    saved: SavedDisplays,
    /// One watch at a time.
    watched: bool,
}

impl HolderDisplay {
    /// For the frame of the staff window.
    pub(crate) fn status(&self) -> HolderStatus {
        self.seen().status
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks at the displays once and opens the holder window if it was on, or is asked for by the
/// number of a screen. A display that is not there is never replaced by another.
pub(crate) async fn start<R: Runtime>(app: &AppHandle<R>, screen: Option<u32>) {
    let shell = app.state::<Shell>();
    let Ok(desk) = shell.desk() else { return };
    let all = displays::all(app);
    let mut saved = desk.load_displays().await;
    if let Some(asked) = screen.and_then(|number| all.get(number.checked_sub(1)? as usize)) {
        saved.choose(Some(asked));
    }
    let found = saved.find(&all).filter(|_| saved.on && screen != Some(0));
    {
        let mut seen = shell.holder().seen();
        seen.status.screens = count(&all);
        seen.saved = saved;
    }
    if let Some(index) = found
        && let Err(error) = open(app, &all, index).await
    {
        tracing::warn!(code = ?error.code, "the holder window did not open");
    }
}

/// `Ctrl+D`: off when it is on; on, on the display that was chosen, else on the only other one.
pub(crate) async fn toggle<R: Runtime>(app: &AppHandle<R>) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    if shell.holder().status().on {
        close(app, HolderPlace::Hidden)?;
        shell.holder().seen().saved.on = false;
        return save(app).await;
    }
    let all = displays::all(app);
    let staff = displays::staff(app);
    let known = shell.holder().seen().saved.find(&all);
    let others: Vec<usize> = (0..all.len())
        .filter(|index| staff.as_ref() != Some(&all[*index].key()))
        .collect();
    let index = match (known, others.as_slice()) {
        (Some(index), _) => index,
        (None, [only]) if all.len() == 2 => *only,
        _ => return Err(AppError::plain(Code::NoHolderDisplay)),
    };
    shell.holder().seen().saved.choose(Some(&all[index]));
    save(app).await?;
    open(app, &all, index).await
}

/// The display that faces the holder from now on; `None` is "I have one screen".
pub(crate) async fn choose<R: Runtime>(
    app: &AppHandle<R>,
    id: Option<&str>,
) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    let Some(id) = id else {
        close(app, HolderPlace::Hidden)?;
        shell.holder().seen().saved.choose(None);
        return save(app).await;
    };
    let all = displays::all(app);
    let index = all
        .iter()
        .position(|one| displays::id(one) == id)
        .ok_or_else(|| AppError::plain(Code::NoHolderDisplay))?;
    shell.holder().seen().saved.choose(Some(&all[index]));
    save(app).await?;
    open(app, &all, index).await
}

/// Ends the test scan and keeps what it found.
pub(crate) async fn end_test_scan<R: Runtime>(
    app: &AppHandle<R>,
    found: Option<ScanSize>,
) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    shell.desk()?.end_test_scan(found);
    let Some(size) = found else { return Ok(()) };
    let on = shell.holder().seen().on.clone();
    if let Some(display) = on {
        shell.holder().seen().saved.keep_size(&display, size);
    }
    save(app).await
}

/// Opens the holder window, or moves it. It names itself for two seconds.
async fn open<R: Runtime>(
    app: &AppHandle<R>,
    all: &[Display],
    index: usize,
) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    if are_mirrored(all) {
        see_mirrored(app)?;
        watch::start(app);
        return Ok(());
    }
    let display = &all[index];
    let size = shell.holder().seen().saved.size_of(display);
    window::open(app, display).await?;
    let screen = u32::try_from(index + 1).unwrap_or(u32::MAX);
    {
        let mut seen = shell.holder().seen();
        seen.on = Some(display.clone());
        seen.status = HolderStatus {
            on: true,
            screen: Some(screen),
            screens: count(all),
            mirrored: false,
        };
    }
    let desk = shell.desk()?;
    desk.open_holder(HolderWindow {
        display: display.clone(),
        screen,
        size,
    })
    .await?;
    watch::start(app);
    desk.status_changed();
    Ok(())
}

/// Closes it. `place` tells staff what became of a QR code that was on it.
pub(crate) fn close<R: Runtime>(app: &AppHandle<R>, place: HolderPlace) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    // The engine first: the QR code is gone before the window is.
    let desk = shell.desk()?;
    desk.close_holder(place);
    window::close(app);
    {
        let mut seen = shell.holder().seen();
        seen.on = None;
        seen.status.on = false;
        seen.status.screen = None;
    }
    desk.status_changed();
    Ok(())
}

fn see_mirrored<R: Runtime>(app: &AppHandle<R>) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    shell.holder().seen().status.mirrored = true;
    shell.desk()?.set_mirrored(true);
    close(app, HolderPlace::Mirrored)
}

async fn save<R: Runtime>(app: &AppHandle<R>) -> Result<(), AppError> {
    let shell = app.state::<Shell>();
    let saved = shell.holder().seen().saved.clone();
    Ok(shell.desk()?.save_displays(&saved).await?)
}

fn count(all: &[Display]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}
