//! Who we are to the tenant: settings, keyring, token, connection check.
//!
//! It may not know how offers are made. A secret is in the operating system's keyring or, where
//! there is none, in memory until the program ends; never in a file or variable (R72, R115).

mod check;
mod keyring;
mod keys;
mod memory;
mod secrets;
pub mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use check::{CheckReport, check_connection};
pub use keyring::KeyringStore;
pub use keys::Keys;
pub use memory::{KeyringOrMemory, MemoryStore};
pub use secrets::{Key, KeyKind, SecretFault, SecretStore};
