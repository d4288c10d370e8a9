//! Nobody is at the desk: the computer sleeps, or its screen is locked. QR code and code leave every
//! display then, and only staff bring them back (ux.md 6, R98).

use std::time::Duration;

use counterfoil_core::clock::{Clock as _, SystemClock};
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::{ipc::Nothing, state::Shell, windows::STAFF};

/// Between two looks at the clock that counts sleep.
const LOOK: Duration = Duration::from_secs(1);

/// A look that comes later than this was slept through. A machine that was merely busy asks staff
/// to show the code again, which harms nobody.
const SLEPT: Duration = Duration::from_secs(5);

/// Follows sleep and lock from now on.
pub(crate) fn follow<R: Runtime>(app: &AppHandle<R>) {
    let sleeper = app.clone();
    tauri::async_runtime::spawn(async move {
        let mut last = SystemClock.boot();
        loop {
            tokio::time::sleep(LOOK).await;
            let now = SystemClock.boot();
            if slept(last, now) {
                hide(&sleeper);
            }
            last = now;
        }
    });
    #[cfg(target_os = "linux")]
    signals::follow(app);
}

fn slept(last: Duration, now: Duration) -> bool {
    now.saturating_sub(last) > SLEPT
}

/// Takes everything secret off both displays and tells the staff window why.
fn hide<R: Runtime>(app: &AppHandle<R>) {
    let Some(shell) = app.try_state::<Shell>() else {
        return;
    };
    if let Ok(desk) = shell.desk() {
        desk.blank_holder();
        tracing::info!("asleep or locked: QR code and code are off the screen");
    }
    let _ = app.emit_to(STAFF, "hidden", Nothing {});
}

/// What Linux desktops say on D-Bus: the screen saver on the session bus, logind on the system's.
#[cfg(target_os = "linux")]
mod signals {
    use tauri::{AppHandle, Runtime};
    use zbus::{
        MatchRule, Message,
        blocking::{Connection, MessageIterator, connection::Builder},
        message::Type,
    };

    use super::hide;

    /// Each with the buses it is heard on, and whether it says yes or no.
    const SIGNALS: [(Bus, &str, bool); 3] = [
        (Bus::Session, "ActiveChanged", true),
        (Bus::System, "PrepareForSleep", true),
        (Bus::System, "Lock", false),
    ];

    #[derive(Clone, Copy)]
    enum Bus {
        Session,
        System,
    }

    /// One thread for each: they only ever wait. A desktop without such a bus is not followed.
    pub(super) fn follow<R: Runtime>(app: &AppHandle<R>) {
        for (bus, member, is_yes_or_no) in SIGNALS {
            let app = app.clone();
            std::thread::spawn(move || {
                let heard = listen(bus, member, |message| {
                    if !is_yes_or_no || says_yes(message) {
                        hide(&app);
                    }
                });
                if heard.is_err() {
                    tracing::debug!(member, "this desktop does not tell");
                }
            });
        }
    }

    fn listen(bus: Bus, member: &'static str, mut heard: impl FnMut(&Message)) -> zbus::Result<()> {
        let connection: Connection = match bus {
            Bus::Session => Builder::session()?.build()?,
            Bus::System => Builder::system()?.build()?,
        };
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .member(member)?
            .build();
        for message in MessageIterator::for_match_rule(rule, &connection, None)? {
            heard(&message?);
        }
        Ok(())
    }

    fn says_yes(message: &Message) -> bool {
        message.body().deserialize::<bool>().unwrap_or(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a33_a_look_that_comes_late_was_slept_through() {
        let last = Duration::from_secs(100);
        assert!(!slept(last, last + Duration::from_secs(1)));
        assert!(!slept(last, last + SLEPT));
        assert!(slept(last, last + Duration::from_secs(120)));
    }
}
