//! Clock, chance and runtime of one run. The same input gives the same run.

use std::{
    future::Future,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use counterfoil_core::journal::Turns;
use jiff::{Timestamp, civil::date, tz::TimeZone};
use mattr_vii::{Chance, Clock};
use tokio::runtime::Builder;

/// Monday 2 March 2026, one in the morning: before every time in the corpus that lies ahead.
///
/// # Panics
///
/// Never: it is a day of the calendar.
pub fn start() -> Timestamp {
    let start = date(2026, 3, 2).at(1, 0, 0, 0).to_zoned(TimeZone::UTC);
    let Ok(start) = start else {
        panic!("no such day")
    };
    start.timestamp()
}

/// A clock on which waiting takes no time: it moves, and the sleeper goes on.
pub struct LeapingClock(Mutex<(Timestamp, Duration)>);

impl Default for LeapingClock {
    fn default() -> Self {
        Self(Mutex::new((start(), Duration::from_secs(3_600))))
    }
}

impl LeapingClock {
    fn now(&self) -> MutexGuard<'_, (Timestamp, Duration)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for LeapingClock {
    fn wall(&self) -> Timestamp {
        self.now().0
    }

    fn boot(&self) -> Duration {
        self.now().1
    }

    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut now = self.now();
        now.0 = now.0.checked_add(length).unwrap_or(Timestamp::MAX);
        now.1 = now.1.saturating_add(length);
        Box::pin(async {})
    }
}

/// Random bytes that are the same in every run and never twice the same in one.
#[derive(Default)]
pub struct Counting(Mutex<u8>);

impl Chance for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let mut next = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for byte in bytes {
            *next = next.wrapping_mul(5).wrapping_add(113);
            *byte = *next;
        }
    }
}

/// The disk's work is done in the turn of whoever asks.
pub struct AtOnce;

impl Turns for AtOnce {
    fn pass(&self) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async {})
    }
}

/// Runs `work` to its end, in this thread.
///
/// # Panics
///
/// When the system has no room for a runtime.
pub fn finish<T>(work: impl Future<Output = T>) -> T {
    let Ok(runtime) = Builder::new_current_thread().build() else {
        panic!("no runtime")
    };
    runtime.block_on(work)
}
