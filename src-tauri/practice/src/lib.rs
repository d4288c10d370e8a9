//! A practice tenant on loopback that behaves as MATTR VII is documented to, wallet side
//! included. It issues real `mso_mdoc` credentials under a practice authority.
//!
//! State lives in memory and ends with [`Practice`]. This crate knows nothing of Counterfoil and
//! shares no code with its client of the API: a mistake made once would hide itself.

#![warn(missing_docs)]

mod answer;
mod api;
mod breaks;
mod chance;
mod clock;
mod control;
mod faults;
pub mod guesses;
mod knobs;
mod line;
mod mdoc;
mod oid4vci;
mod paging;
mod practice;
mod records;
mod routes;
mod seeds;
mod seen;
mod shelf;
mod tenant;
mod traffic;
pub mod wallet;

pub use breaks::{break_check, echo_claim, edit_offer};
pub use clock::{ManualClock, PracticeClock, SystemClock};
pub use control::{Control, OfferSeen};
pub use faults::{Edit, Fault, FaultAct, FaultAnswer, Operation};
pub use knobs::{CodeShape, DateHeader, EventsPath, ExpiresAtShape, Knobs, Role, WalletShape};
pub use practice::{Options, Practice, PracticeSignIn, StartError};
pub use records::OfferState;
pub use seen::{Diagnosis, SeenRequest};
