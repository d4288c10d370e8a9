//! Real `mso_mdoc` credentials (ISO/IEC 18013-5) under a practice authority.

mod authority;
mod cbor;
mod elements;
mod issuer_signed;
mod validity;

pub(crate) use authority::Authority;
pub(crate) use elements::{ClaimFault, NameSpaces, read_elements};
pub(crate) use issuer_signed::{DeviceKey, Issued, Issuing};
pub(crate) use validity::{Validity, read_validity};
