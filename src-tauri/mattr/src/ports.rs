//! What the client needs from its host and may not take by itself: time and chance.
//!
//! Both are traits so that one seeded test can own them. The client never reads a clock.

use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;

/// The two clocks of a computer, and waiting on the second one.
pub trait Clock: Send + Sync {
    /// Wall time in UTC, as this computer believes it. May jump.
    fn wall(&self) -> Timestamp;

    /// Time since an arbitrary start that never runs backwards and, unlike
    /// [`std::time::Instant`] on Linux and macOS, keeps counting while the computer sleeps.
    fn boot(&self) -> Duration;

    /// Completes once [`Clock::boot`] has advanced by `length`.
    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A source of random bytes.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// One reading of both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Wall time in UTC.
    pub wall: Timestamp,
    /// Boot-time reading (see [`Clock::boot`]).
    pub boot: Duration,
}

impl Moment {
    /// Reads both clocks of `clock`.
    pub fn now(clock: &dyn Clock) -> Self {
        Self {
            wall: clock.wall(),
            boot: clock.boot(),
        }
    }
}
