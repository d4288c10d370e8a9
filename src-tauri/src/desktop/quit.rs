//! Closing. While an offer is live, staff are asked first; the safe answer keeps the program open.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use counterfoil_core::clock::{Clock as _, SystemClock};
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::{
    ipc::{AppError, QuitAnswer, QuitAsked},
    state::Shell,
    windows::{self, STAFF},
};

/// A page that has not put the question on the screen by then never will.
const ANSWER_DUE: Duration = Duration::from_secs(2);

/// Whether the question has been put, and is on the screen.
#[derive(Default)]
pub(crate) struct Question(Mutex<Option<Asked>>);

struct Asked {
    at: Duration,
    seen: bool,
}

impl Question {
    /// Someone wants to close. May the window close now? `now` is boot time.
    fn may_close(&self, is_live: bool, now: Duration) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let dead = asked
            .as_ref()
            .is_some_and(|asked| !asked.seen && now.saturating_sub(asked.at) > ANSWER_DUE);
        if !is_live || dead {
            return true;
        }
        if asked.is_none() {
            *asked = Some(Asked {
                at: now,
                seen: false,
            });
        }
        false
    }

    fn seen(&self) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asked) = asked.as_mut() {
            asked.seen = true;
        }
    }

    fn over(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Asks the window to close, as its own button does.
pub(crate) fn close_staff<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(STAFF) {
        let _ = window.close();
    }
}

/// The staff window is to close: `true` when it must stay, because staff are asked first.
pub(crate) fn must_ask<R: Runtime>(app: &AppHandle<R>) -> bool {
    let Some(shell) = app.try_state::<Shell>() else {
        return false;
    };
    let until = shell.desk().ok().and_then(|desk| desk.live_until());
    if app
        .state::<Question>()
        .may_close(until.is_some(), SystemClock.boot())
    {
        return false;
    }
    windows::bring_to_front(app);
    let until = until.map(|until| until.to_string()).unwrap_or_default();
    let _ = app.emit_to(STAFF, "quit_asked", QuitAsked { until });
    true
}

/// Does what staff answered.
pub(crate) async fn answered<R: Runtime>(
    app: &AppHandle<R>,
    answer: QuitAnswer,
) -> Result<(), AppError> {
    let question = app.state::<Question>();
    match answer {
        QuitAnswer::Seen => question.seen(),
        QuitAnswer::Keep => question.over(),
        QuitAnswer::Cancel => {
            app.state::<Shell>().desk()?.cancel_live().await?;
            app.exit(0);
        }
        QuitAnswer::Leave => app.exit(0),
    }
    Ok(())
}

/// The operating system asks the program to end: it hides, closes the journal and goes (R102).
/// Nobody is asked then, and a live offer stays usable.
#[cfg(unix)]
pub(crate) fn follow_signals<R: Runtime>(app: &AppHandle<R>) {
    use tokio::signal::unix::{SignalKind, signal};

    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let kinds = [SignalKind::terminate(), SignalKind::interrupt()];
        let [Ok(mut terminate), Ok(mut interrupt)] = kinds.map(signal) else {
            return;
        };
        tokio::select! {
            _ = terminate.recv() => (),
            _ = interrupt.recv() => (),
        }
        app.exit(0);
    });
}

#[cfg(not(unix))]
pub(crate) fn follow_signals<R: Runtime>(_: &AppHandle<R>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a58_closing_while_an_offer_is_live_asks_and_keeps_the_window() {
        let question = Question::default();
        let now = Duration::from_secs(100);
        assert!(!question.may_close(true, now));
        question.seen();
        assert!(!question.may_close(true, now + Duration::from_secs(60)));
        question.over();
        assert!(!question.may_close(true, now + Duration::from_secs(61)));
    }

    #[test]
    fn with_nothing_live_the_window_closes_at_once() {
        assert!(Question::default().may_close(false, Duration::ZERO));
    }

    #[test]
    fn a_page_that_cannot_ask_does_not_hold_the_window_open_for_ever() {
        let question = Question::default();
        let now = Duration::from_secs(100);
        assert!(!question.may_close(true, now));
        assert!(!question.may_close(true, now + Duration::from_secs(1)));
        assert!(question.may_close(true, now + Duration::from_secs(3)));
    }
}
