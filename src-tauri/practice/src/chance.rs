//! Where every identifier, code and key comes from: a seed in tests, the computer otherwise.

use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::SigningKey;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A source of bytes. With a seed it is SHA-256 in counter mode, so a test can be repeated.
pub(crate) struct Chance {
    seed: Option<u64>,
    drawn: u64,
}

impl Chance {
    pub(crate) fn new(seed: Option<u64>) -> Self {
        Self { seed, drawn: 0 }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(32) {
            let block = self.block();
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        bytes
    }

    fn block(&mut self) -> [u8; 32] {
        self.drawn += 1;
        let mut block = [0; 32];
        // Without the computer's randomness a counter still keeps identifiers apart; nothing in
        // a practice tenant is worth guessing.
        if self.seed.is_none() && getrandom::fill(&mut block).is_ok() {
            return block;
        }
        let mut hash = Sha256::new();
        hash.update(b"counterfoil practice chance");
        hash.update(self.seed.unwrap_or_default().to_be_bytes());
        hash.update(self.drawn.to_be_bytes());
        hash.finalize().into()
    }

    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        let drawn = u64::from_be_bytes(self.bytes());
        u32::try_from(drawn % u64::from(limit.max(1))).unwrap_or_default()
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.below(2) == 1
    }

    pub(crate) fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// 43 characters of base64url: access tokens, nonces.
    pub(crate) fn opaque(&mut self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// 32 bytes in standard base64, 44 characters that end in `=`. Drawn again, up to eight
    /// times, until it also holds `+` and `/`: wallets that forget to encode them exist.
    pub(crate) fn pre_authorized_code(&mut self) -> String {
        let mut code = String::new();
        for _ in 0..8 {
            code = STANDARD.encode(self.bytes::<32>());
            if code.contains('+') && code.contains('/') {
                break;
            }
        }
        code
    }

    /// Six digits; `leading_zero` forces the first one, otherwise every second code starts with 0.
    pub(crate) fn transaction_code(&mut self, leading_zero: bool) -> String {
        let digits = self.below(1_000_000);
        let zero_first = leading_zero || self.coin();
        let digits = if zero_first { digits % 100_000 } else { digits };
        format!("{digits:06}")
    }

    /// A P-256 key. A draw outside the group's order is as good as impossible; it is drawn again.
    pub(crate) fn signing_key(&mut self) -> SigningKey {
        loop {
            if let Ok(key) = SigningKey::from_slice(&self.bytes::<32>()) {
                return key;
            }
        }
    }
}

/// The identifier of a seeded thing: the same for the same seed and name, on every computer.
pub(crate) fn seeded_uuid(seed: u64, name: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"counterfoil practice seed");
    hash.update(seed.to_be_bytes());
    hash.update(name.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_codes_and_another_seed_does_not() {
        let draw = |seed| Chance::new(Some(seed)).pre_authorized_code();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn most_codes_hold_plus_and_slash_and_all_end_in_an_equals_sign() {
        let mut chance = Chance::new(Some(7));
        let codes: Vec<_> = (0..200).map(|_| chance.pre_authorized_code()).collect();
        let awkward = codes
            .iter()
            .filter(|code| code.contains('+') && code.contains('/'))
            .count();
        assert!(awkward > 120, "only {awkward} of 200");
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 44 && code.ends_with('='))
        );
    }

    #[test]
    fn transaction_codes_have_six_digits_and_often_a_leading_zero() {
        let mut chance = Chance::new(Some(7));
        let codes: Vec<_> = (0..200).map(|_| chance.transaction_code(false)).collect();
        assert!(codes.iter().all(|code| code.len() == 6));
        let zeros = codes.iter().filter(|code| code.starts_with('0')).count();
        assert!((60..160).contains(&zeros), "{zeros} of 200");
        assert!(chance.transaction_code(true).starts_with('0'));
    }
}
