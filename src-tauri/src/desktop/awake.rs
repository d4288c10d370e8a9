//! The display stays awake while an offer is live, and not a moment longer.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError, mpsc},
};

use uuid::Uuid;

/// Keeps the display awake. What the operating system does not offer is left out quietly.
pub(crate) trait Awake: Send + Sync {
    /// From now on, or not any more.
    fn hold(&self, on: bool);
}

/// Which offers are live, as they are told one by one.
pub(crate) struct StayAwake<A> {
    live: Mutex<HashSet<Uuid>>,
    system: A,
}

impl<A: Awake> StayAwake<A> {
    pub(crate) fn new(system: A) -> Self {
        Self {
            live: Mutex::default(),
            system,
        }
    }

    /// One offer is live, or has ended. The system hears of the first and of the last only.
    pub(crate) fn told(&self, intent: Uuid, live: bool) {
        let mut all = self.live.lock().unwrap_or_else(PoisonError::into_inner);
        let before = !all.is_empty();
        if live {
            all.insert(intent);
        } else {
            all.remove(&intent);
        }
        let now = !all.is_empty();
        if before != now {
            self.system.hold(now);
        }
    }
}

/// The operating system's own way. It has a thread of its own: on Linux it speaks D-Bus and waits.
pub(crate) struct SystemAwake(mpsc::Sender<bool>);

impl SystemAwake {
    pub(crate) fn start() -> Self {
        let (wish, wishes) = mpsc::channel();
        std::thread::spawn(move || {
            let mut held = None;
            while let Ok(on) = wishes.recv() {
                held = if on { hold() } else { None };
            }
            drop(held);
        });
        Self(wish)
    }
}

impl Awake for SystemAwake {
    fn hold(&self, on: bool) {
        let _ = self.0.send(on);
    }
}

fn hold() -> Option<keepawake::KeepAwake> {
    let held = keepawake::Builder::default()
        .display(true)
        .reason("An offer is live")
        .app_name("Counterfoil")
        .app_reverse_domain("nz.counterfoil.desk")
        .create();
    if held.is_err() {
        tracing::info!("the display is not kept awake");
    }
    held.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Heard(Mutex<Vec<bool>>);

    impl Awake for &Heard {
        fn hold(&self, on: bool) {
            self.0.lock().unwrap().push(on);
        }
    }

    #[test]
    fn the_display_stays_awake_from_the_first_live_offer_to_the_end_of_the_last() {
        let heard = Heard::default();
        let awake = StayAwake::new(&heard);
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        awake.told(one, true);
        awake.told(one, true);
        awake.told(two, true);
        awake.told(one, false);
        assert_eq!(*heard.0.lock().unwrap(), [true]);
        awake.told(two, false);
        awake.told(two, false);
        assert_eq!(*heard.0.lock().unwrap(), [true, false]);
    }
}
