//! The life of one offer: draft, request, reply checks, live, outcome.

pub mod bulk;
mod cancel;
pub mod checks;
pub(crate) mod deadline;
pub(crate) mod details;
mod faces;
mod issue;
pub mod lifetime;
mod saw;
mod state;
pub(crate) mod ticket;
pub mod timeline;
pub mod view;
mod watch;

pub use state::{KnownBy, State};
