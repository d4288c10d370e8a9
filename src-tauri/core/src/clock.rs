//! The only place in the product that reads a clock.
//!
//! Deadlines run on boot time, which counts sleep (R96): `Instant` stops while a Linux or macOS
//! computer sleeps (rust-lang/rust#87906) and wall time jumps.

use std::{future::Future, pin::Pin, time::Duration};

use jiff::Timestamp;
pub use mattr_vii::{Clock, Moment};

/// The zone where the desk stands: the computer's.
pub fn local_zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::system()
}

/// The date where the desk stands.
pub fn local_date(clock: &dyn Clock) -> jiff::civil::Date {
    clock.wall().to_zoned(local_zone()).date()
}

/// The computer's own clocks.
#[derive(Debug, Default)]
pub struct SystemClock;

/// A sleep is cut into slices, so that one that spans a suspend ends soon after waking.
const SLICE: Duration = Duration::from_millis(500);

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one clock reader")]
    fn wall(&self) -> Timestamp {
        Timestamp::now()
    }

    fn boot(&self) -> Duration {
        boot_time()
    }

    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let until = self.boot().saturating_add(length);
        Box::pin(async move {
            while let Some(left) = until
                .checked_sub(self.boot())
                .filter(|left| !left.is_zero())
            {
                tokio::time::sleep(left.min(SLICE)).await;
            }
        })
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot_time() -> Duration {
    from_timespec(rustix::time::clock_gettime(rustix::time::ClockId::Boottime))
}

/// Darwin's `CLOCK_MONOTONIC` is `mach_continuous_time`, which counts sleep; std uses
/// `CLOCK_UPTIME_RAW`, which does not.
#[cfg(target_vendor = "apple")]
fn boot_time() -> Duration {
    from_timespec(rustix::time::clock_gettime(
        rustix::time::ClockId::Monotonic,
    ))
}

#[cfg(all(
    unix,
    not(any(target_os = "linux", target_os = "android", target_vendor = "apple"))
))]
fn boot_time() -> Duration {
    from_timespec(rustix::time::clock_gettime(
        rustix::time::ClockId::Monotonic,
    ))
}

#[cfg(unix)]
fn from_timespec(time: rustix::time::Timespec) -> Duration {
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

/// On Windows std reads `QueryPerformanceCounter`, which counts sleep.
#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "this is the one clock reader")]
fn boot_time() -> Duration {
    use std::{sync::OnceLock, time::Instant};
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(any(test, feature = "testing"))]
pub use manual::ManualClock;

#[cfg(any(test, feature = "testing"))]
mod manual {
    use super::{Clock, Duration, Future, Pin, Timestamp};
    use std::sync::Mutex;
    use tokio::sync::Notify;

    /// A clock that moves only when a test says so. Sleepers wake when it passes their time.
    pub struct ManualClock {
        now: Mutex<(Timestamp, Duration)>,
        moved: Notify,
    }

    impl ManualClock {
        /// Starts at `wall`, one hour after boot.
        pub fn starting_at(wall: Timestamp) -> Self {
            Self {
                now: Mutex::new((wall, Duration::from_secs(3600))),
                moved: Notify::new(),
            }
        }

        /// Moves both clocks forward.
        pub fn advance(&self, by: Duration) {
            let mut now = self.lock();
            now.0 = now.0.checked_add(by).unwrap_or(Timestamp::MAX);
            now.1 = now.1.saturating_add(by);
            drop(now);
            self.moved.notify_waiters();
        }

        /// Sets the wall clock alone, as a person or a time server does.
        pub fn set_wall(&self, wall: Timestamp) {
            self.lock().0 = wall;
        }

        fn lock(&self) -> std::sync::MutexGuard<'_, (Timestamp, Duration)> {
            self.now
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
        }
    }

    impl Clock for ManualClock {
        fn wall(&self) -> Timestamp {
            self.lock().0
        }

        fn boot(&self) -> Duration {
            self.lock().1
        }

        fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            let until = self.boot().saturating_add(length);
            Box::pin(async move {
                loop {
                    let moved = self.moved.notified();
                    if self.boot() >= until {
                        return;
                    }
                    moved.await;
                }
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boot_time_never_runs_backwards() {
        let clock = SystemClock;
        let first = clock.boot();
        assert!(clock.boot() >= first);
        assert!(!first.is_zero());
    }

    /// The one test that waits: there is nothing below this clock to be moved by hand.
    #[tokio::test]
    async fn a_sleep_by_the_computers_clock_is_not_over_early() {
        let (clock, length) = (SystemClock, Duration::from_millis(20));
        let before = clock.boot();
        clock.sleep(length).await;
        assert!(clock.boot() - before >= length);
    }

    #[test]
    fn the_date_of_the_desk_is_that_of_its_wall_clock() {
        let noon = "2026-03-02T12:00:00Z".parse().unwrap();
        let date = local_date(&ManualClock::starting_at(noon));
        let apart = date.duration_since(jiff::civil::date(2026, 3, 2));
        assert!(
            apart.abs() <= jiff::SignedDuration::from_hours(24),
            "{date}"
        );
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_manual_clock_passes_its_time() {
        let clock = std::sync::Arc::new(ManualClock::starting_at(Timestamp::UNIX_EPOCH));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep(Duration::from_secs(10)).await }
        });
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(9));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
    }
}
