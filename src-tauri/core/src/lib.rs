//! Counterfoil's engine: offers, claims, journal, session and QR. Knows nothing of a desktop.
//!
//! [`desk::Desk`] is the way in: one use case for each thing that the shell may ask.
#![warn(missing_docs)]

pub mod activity;
pub mod chance;
pub mod claims;
pub mod clock;
pub mod desk;
pub mod exactly;
pub mod export;
pub mod foreign;
pub mod holder;
pub mod journal;
pub mod lookalike;
pub mod offer;
pub mod portrait;
pub mod preset;
pub mod qr;
pub mod roster;
pub mod session;
pub mod settings;
#[cfg(test)]
mod spoil;
pub mod tenant;
