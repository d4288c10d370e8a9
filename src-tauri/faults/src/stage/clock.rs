//! A clock that only a case moves, and that knows who sleeps on it.

use std::{
    collections::{BTreeMap, HashSet},
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use counterfoil_core::clock::Clock;
use counterfoil_practice::PracticeClock;
use jiff::Timestamp;
use tokio::sync::Notify;

/// Both clocks of one stage, for the desk and the tenant alike.
pub(crate) struct StageClock {
    state: Mutex<State>,
    moved: Notify,
}

struct State {
    wall: Timestamp,
    boot: Duration,
    next_sleeper: u64,
    sleepers: BTreeMap<u64, Sleeper>,
    slept: Vec<Duration>,
}

/// When it wakes, by the boot clock, and the task it is part of.
#[derive(Clone, Copy)]
struct Sleeper {
    until: Duration,
    task: Option<tokio::task::Id>,
}

impl StageClock {
    /// Starts at `wall`, one hour after boot.
    pub(crate) fn starting_at(wall: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::new(State {
                wall,
                boot: Duration::from_secs(3600),
                next_sleeper: 0,
                sleepers: BTreeMap::new(),
                slept: Vec::new(),
            }),
            moved: Notify::new(),
        })
    }

    /// Moves both clocks forward.
    pub(crate) fn advance(&self, by: Duration) {
        let mut state = self.lock();
        state.wall = state.wall.checked_add(by).unwrap_or(Timestamp::MAX);
        state.boot = state.boot.saturating_add(by);
        drop(state);
        self.moved.notify_waiters();
    }

    /// Sets the wall clock alone, as a person or a time server does.
    pub(crate) fn set_wall(&self, wall: Timestamp) {
        self.lock().wall = wall;
    }

    /// How many tasks sleep now. One whose time has come does not.
    pub(crate) fn sleepers(&self) -> usize {
        let state = self.lock();
        let woken: HashSet<_> = state
            .sleepers
            .values()
            .filter(|sleeper| sleeper.until <= state.boot)
            .map(|sleeper| sleeper.task)
            .collect();
        let tasks: HashSet<_> = state
            .sleepers
            .values()
            .map(|sleeper| sleeper.task)
            .filter(Option::is_some)
            .collect();
        tasks.difference(&woken).count()
    }

    /// Moves to the moment at which the first sleeper wakes. False when nobody sleeps.
    pub(crate) fn leap(&self) -> bool {
        let left = {
            let state = self.lock();
            let first = state.sleepers.values().map(|sleeper| sleeper.until).min();
            first.map(|until| until.saturating_sub(state.boot))
        };
        match left {
            Some(left) => {
                self.advance(left);
                true
            }
            None => false,
        }
    }

    /// The lengths of all sleeps begun since the last call.
    pub(crate) fn take_slept(&self) -> Vec<Duration> {
        std::mem::take(&mut self.lock().slept)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lie_down(&self, length: Duration) -> (u64, Duration) {
        let mut state = self.lock();
        let until = state.boot.saturating_add(length);
        let id = state.next_sleeper;
        state.next_sleeper += 1;
        let task = tokio::task::try_id();
        state.sleepers.insert(id, Sleeper { until, task });
        state.slept.push(length);
        (id, until)
    }
}

/// Takes a sleeper out when it wakes or is dropped.
struct Bed<'a> {
    clock: &'a StageClock,
    id: u64,
}

impl Drop for Bed<'_> {
    fn drop(&mut self) {
        self.clock.lock().sleepers.remove(&self.id);
    }
}

impl Clock for StageClock {
    fn wall(&self) -> Timestamp {
        self.lock().wall
    }

    fn boot(&self) -> Duration {
        self.lock().boot
    }

    fn sleep(&self, length: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let (id, until) = self.lie_down(length);
        let bed = Bed { clock: self, id };
        Box::pin(async move {
            let _bed = bed;
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

/// The tenant reads the same wall clock, plus what a case puts between the two.
pub(crate) struct TenantClock {
    clock: Arc<StageClock>,
    start: (Timestamp, Duration),
}

impl TenantClock {
    pub(crate) fn beside(clock: &Arc<StageClock>) -> Arc<Self> {
        Arc::new(Self {
            start: (clock.wall(), clock.boot()),
            clock: clock.clone(),
        })
    }
}

impl PracticeClock for TenantClock {
    /// Counted on the boot clock: a person who sets this computer's clock does not set the tenant's.
    fn now(&self) -> Timestamp {
        let (wall, boot) = self.start;
        let since = self.clock.boot().saturating_sub(boot);
        wall.checked_add(since).unwrap_or(Timestamp::MAX)
    }
}
