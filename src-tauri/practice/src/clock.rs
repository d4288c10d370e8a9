//! The only place in this crate that reads a clock.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

/// The practice tenant's own clock, apart from the program's: a server's clock is never ours.
pub trait PracticeClock: Send + Sync {
    /// Wall time in UTC, before [`Control::advance`](crate::Control::advance) is added.
    fn now(&self) -> Timestamp;
}

/// This computer's wall clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl PracticeClock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one clock reader of this crate"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that moves only when a test says so.
#[derive(Debug)]
pub struct ManualClock(Mutex<Timestamp>);

impl ManualClock {
    /// A clock that stands at `start`.
    pub fn starting_at(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = later(*now, by);
    }

    /// Puts the clock anywhere, backwards too.
    pub fn set(&self, to: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }
}

impl PracticeClock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `from` plus `by`, held at the end of time.
pub(crate) fn later(from: Timestamp, by: Duration) -> Timestamp {
    from.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// ISO 8601 in UTC with three decimals, as the vendor's samples show.
pub(crate) fn iso_millis(time: Timestamp) -> String {
    format!("{time:.3}")
}
