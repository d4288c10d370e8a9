//! Everything that is left to chance, drawn from the seed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mattr_vii::Chance;

/// One stream of numbers. Each part of the simulation has its own, so that a change in one part
/// does not reshuffle the others.
#[derive(Clone)]
pub(crate) struct Dice(Arc<Mutex<fastrand::Rng>>);

impl Dice {
    /// The stream with this number of this seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mixed = seed
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(stream.wrapping_mul(0xd1b5_4a32_d192_ed03));
        Self(Arc::new(Mutex::new(fastrand::Rng::with_seed(mixed))))
    }

    fn rng(&self) -> MutexGuard<'_, fastrand::Rng> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From 0 to `end` - 1; 0 when there is nothing to choose from.
    pub(crate) fn below(&self, end: u64) -> u64 {
        self.rng().u64(0..end.max(1))
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn percent(&self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these; none of nothing.
    pub(crate) fn one_of<T: Clone>(&self, all: &[T]) -> Option<T> {
        let index = usize::try_from(self.below(all.len() as u64)).unwrap_or(0);
        all.get(index).cloned()
    }

    /// A random uuid, version 4.
    pub(crate) fn uuid(&self) -> uuid::Uuid {
        let mut bytes = [0; 16];
        self.rng().fill(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

impl Chance for Dice {
    fn fill(&self, bytes: &mut [u8]) {
        self.rng().fill(bytes);
    }
}
