//! A tap on the shoulder while the staff window is not in front. Never a name, nothing to press.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use uuid::Uuid;

use super::words::words;

/// When staff are told that time is short.
const SHORT_MS: i64 = 30_000;

/// What is worth a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// Thirty seconds left.
    EndsSoon,
    /// A credential arrived.
    Claimed,
}

/// Decides when to notify: once for each offer and reason, and only behind other windows.
#[derive(Default)]
pub(crate) struct Notices {
    in_front: AtomicBool,
    last: Mutex<Vec<(Uuid, Notice)>>,
}

impl Notices {
    /// The staff window came to the front, or left it.
    pub(crate) fn in_front(&self, yes: bool) {
        self.in_front.store(yes, Ordering::Relaxed);
    }

    /// Milliseconds left on the offer at the counter.
    pub(crate) fn tick(&self, intent: Uuid, left_ms: i64) -> Option<Notice> {
        (0 < left_ms && left_ms <= SHORT_MS)
            .then(|| self.once(intent, Notice::EndsSoon))
            .flatten()
    }

    /// An offer was claimed.
    pub(crate) fn claimed(&self, intent: Uuid) -> Option<Notice> {
        self.once(intent, Notice::Claimed)
    }

    fn once(&self, intent: Uuid, notice: Notice) -> Option<Notice> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.contains(&(intent, notice)) {
            return None;
        }
        last.push((intent, notice));
        (!self.in_front.load(Ordering::Relaxed)).then_some(notice)
    }
}

/// Shows it, where there is something that shows notifications.
pub(crate) fn show(notice: Notice) {
    let body = words(match notice {
        Notice::EndsSoon => "notice-ends-soon",
        Notice::Claimed => "notice-claimed",
    });
    // It waits for a service that may not be there.
    std::thread::spawn(move || {
        let shown = notify_rust::Notification::new()
            .appname("Counterfoil")
            .summary("Counterfoil")
            .body(body)
            .show();
        if shown.is_err() {
            tracing::debug!("no notification was shown");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Uuid = Uuid::from_u128(1);

    #[test]
    fn thirty_seconds_before_the_end_staff_who_look_elsewhere_are_told_once() {
        let notices = Notices::default();
        assert_eq!(notices.tick(ONE, 31_000), None);
        assert_eq!(notices.tick(ONE, 30_000), Some(Notice::EndsSoon));
        assert_eq!(notices.tick(ONE, 29_000), None);
        assert_eq!(notices.claimed(ONE), Some(Notice::Claimed));
        assert_eq!(notices.claimed(ONE), None);
    }

    #[test]
    fn nobody_is_notified_of_what_is_in_front_of_them() {
        let notices = Notices::default();
        notices.in_front(true);
        assert_eq!(notices.tick(ONE, 30_000), None);
        assert_eq!(notices.claimed(ONE), None);
    }

    #[test]
    fn every_notice_has_words_and_none_has_a_place_for_a_name() {
        for id in ["notice-ends-soon", "notice-claimed"] {
            assert!(!words(id).is_empty() && !words(id).contains('{'), "{id}");
        }
    }
}
