//! The clocks of the simulated computer, and of the world around it.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use mattr_vii::Clock;

/// Time in the world, and what the computer believes of it.
pub(crate) struct SimClock(Mutex<Times>);

struct Times {
    /// Since the seed began. Only this is true.
    world: Duration,
    /// When the computer was started, in world time; may lie before the beginning.
    boot_started: Duration,
    /// The world's wall time at the beginning.
    beginning: Timestamp,
    /// How far the computer's wall clock is off.
    wall_error: SignedDuration,
    /// Wakers by world time.
    sleepers: BTreeMap<(Duration, u64), Waker>,
    next_sleeper: u64,
}

/// The computer had been up for this long when the seed begins.
const UP_BEFORE: Duration = Duration::from_secs(3_600);

impl SimClock {
    /// Begins at `beginning`.
    pub(crate) fn new(beginning: Timestamp) -> Self {
        Self(Mutex::new(Times {
            world: UP_BEFORE,
            boot_started: Duration::ZERO,
            beginning,
            wall_error: SignedDuration::ZERO,
            sleepers: BTreeMap::new(),
            next_sleeper: 0,
        }))
    }

    fn times(&self) -> MutexGuard<'_, Times> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// World time.
    pub(crate) fn world(&self) -> Duration {
        self.times().world
    }

    /// The right wall time, which the service goes by.
    pub(crate) fn right_time(&self) -> Timestamp {
        self.times().right_time()
    }

    /// Sets the computer's wall clock wrong by so much.
    pub(crate) fn set_wall_error(&self, error: SignedDuration) {
        self.times().wall_error = error;
    }

    /// The computer was off and is started again: its boot clock begins anew.
    pub(crate) fn reboot(&self) {
        let mut times = self.times();
        times.boot_started = times.world;
        times.sleepers.clear();
    }

    /// When the next sleeper is due.
    pub(crate) fn next_due(&self) -> Option<Duration> {
        self.times().sleepers.keys().next().map(|(due, _)| *due)
    }

    /// Moves the world to `to` and wakes whoever is due then.
    pub(crate) fn move_to(&self, to: Duration) {
        let mut times = self.times();
        times.world = times.world.max(to);
        let mut due = Vec::new();
        while let Some(entry) = times.sleepers.first_entry() {
            if entry.key().0 > to {
                break;
            }
            due.push(entry.remove());
        }
        drop(times);
        due.into_iter().for_each(Waker::wake);
    }
}

impl Times {
    fn right_time(&self) -> Timestamp {
        let passed = self.world.saturating_sub(UP_BEFORE);
        self.beginning.checked_add(passed).unwrap_or(Timestamp::MAX)
    }
}

impl Clock for SimClock {
    fn wall(&self) -> Timestamp {
        let times = self.times();
        let right = times.right_time();
        right.checked_add(times.wall_error).unwrap_or(right)
    }

    fn boot(&self) -> Duration {
        let times = self.times();
        times.world.saturating_sub(times.boot_started)
    }

    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let until = self.world().saturating_add(length);
        Box::pin(Sleep {
            clock: self,
            until,
            key: None,
        })
    }
}

struct Sleep<'a> {
    clock: &'a SimClock,
    until: Duration,
    key: Option<(Duration, u64)>,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut times = self.clock.times();
        if times.world >= self.until {
            return Poll::Ready(());
        }
        let key = self.key.unwrap_or((self.until, times.next_sleeper));
        times.next_sleeper += u64::from(self.key.is_none());
        times.sleepers.insert(key, context.waker().clone());
        drop(times);
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.times().sleepers.remove(&key);
        }
    }
}
