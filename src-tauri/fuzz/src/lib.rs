//! What the fuzz targets share: a computer of their own, a service that answers what the fuzzer
//! says, and the properties that more than one target asserts.
//!
//! A target stays a page: it reads its input, calls the one entry point and says what must hold.

pub mod answers;
pub mod canary;
pub mod computer;
pub mod damage;
pub mod form;
pub mod offer;
pub mod settings;
