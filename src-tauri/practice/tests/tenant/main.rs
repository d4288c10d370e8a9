//! The practice tenant over loopback HTTP, as a console and a wallet meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod console;
mod credential;
mod faults;
mod offers;
mod people;
mod proofs;
mod support;
mod wallet_side;
