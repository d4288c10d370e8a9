//! Claim mappings to a form model, and what was typed back to claims JSON.
//!
//! Pure: no I/O, no clock; "today" is handed in. A claim value is never printed, logged or serialised from here (R72).

mod age;
mod derive;
mod kind;
mod label;
mod model;
mod number;
mod path;
mod portrait;
mod privileges;
mod read;
mod review;
mod text;
mod time;
mod values;

pub use derive::derive_form;
pub use model::{Field, FieldKind, FieldProblem, FixedValue, Form, FormNote, Problem, WorkedOut};
pub(crate) use privileges::categories;
pub(crate) use read::problems_of;
pub use read::{REQUEST_LIMIT, read_claims};
pub use review::{Review, ReviewRequest, review};
pub use values::ClaimValues;
pub(crate) use values::wipe;

#[cfg(test)]
mod tests;
