//! The short reference that people say aloud, such as `7F3K`.

use crate::chance::Chance;

/// Crockford's 32: no I, L, O or U, so that nothing is misheard or misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// References are unique among rows of this many milliseconds: seven days.
pub(super) const UNIQUE_FOR_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// How often another one is drawn before giving up.
pub(super) const TRIES: usize = 32;

/// Four characters, each equally likely.
pub(super) fn draw(chance: &dyn Chance) -> String {
    let mut bytes = [0u8; 4];
    chance.fill(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}
