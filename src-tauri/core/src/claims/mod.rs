//! Claim mappings to a form model, and what was typed back to claims JSON.
//!
//! Pure: no I/O, no clock. A claim value is never printed, logged or serialised from here (R72).

mod derive;
mod label;
mod model;
mod number;
mod path;
mod portrait;
mod read;
mod text;
mod time;
mod values;

pub use derive::derive_form;
pub use model::{Field, FieldKind, FieldProblem, FixedValue, Form, FormNote, Problem};
pub use read::{REQUEST_LIMIT, read_claims};
pub use values::ClaimValues;
pub(crate) use values::wipe;

#[cfg(test)]
mod tests;
