//! The only place in the product that draws random numbers.

pub use mattr_vii::Chance;
use mattr_vii::Clock;
use uuid::Uuid;

/// The operating system's random source.
#[derive(Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    /// # Panics
    ///
    /// When the operating system has no random source: then no identifier may be made.
    #[expect(
        clippy::panic,
        reason = "identifiers without randomness would collide silently"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            panic!("the operating system has no random source");
        }
    }
}

/// A new time-ordered identifier (UUID version 7, RFC 9562).
pub fn new_id(clock: &dyn Clock, chance: &dyn Chance) -> Uuid {
    let mut random = [0u8; 10];
    chance.fill(&mut random);
    let millis = u64::try_from(clock.wall().as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
