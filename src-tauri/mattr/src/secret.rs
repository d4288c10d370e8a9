//! Text that must not be printed, serialised or left in freed memory.

use zeroize::{Zeroize, Zeroizing};

/// A secret string: no `Debug` of its content, no `Display`, no `Serialize`, no `Clone`;
/// wiped when dropped.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes ownership of `text`.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The secret itself. Every caller says why in an `// EXPOSE:` comment.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A second copy, for the rare owner that must outlive the first. Deliberately not `Clone`.
    pub fn duplicate(&self) -> Self {
        Self::new(self.0.as_str().to_owned())
    }

    /// Wipes the content now instead of at drop.
    pub fn wipe(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_of_a_secret_is_that_it_is_one() {
        assert_eq!(format!("{:?}", Secret::new("pin".to_owned())), "Secret(..)");
    }

    #[test]
    fn a_wiped_secret_holds_nothing() {
        let mut secret = Secret::new("pin".to_owned());
        secret.wipe();
        assert_eq!(secret.expose(), "");
    }
}
