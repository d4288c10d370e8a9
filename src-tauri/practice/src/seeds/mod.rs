//! Invented data: nobody here exists, no authority here has any authority.

mod configurations;
mod people;
mod pictures;

pub(crate) use configurations::{claims_source, configurations};
pub(crate) use people::people;

/// The issuer's name as wallets show it.
pub(crate) const ISSUER_NAME: &str = "Counterfoil Practice Council";
