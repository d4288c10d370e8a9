//! Offer URI to module matrix to picture, and back again for the check.
//!
//! Pure and deterministic (R38). Knows nothing of offers, networks or windows: it gets text that is
//! already checked and room on a display. The text is encoded byte for byte (R12, Q11).

mod estimate;
mod fit;
mod matrix;
pub mod picture;
mod prefix;
mod read_back;

pub use estimate::{OfferShape, estimate, estimate_for};
pub use fit::{DENSE_BYTES, Fitted, Plan, fit, fit_at, plan};
pub use matrix::{BYTE_CAP_L, BYTE_CAP_M, Level, Matrix, QUIET_ZONE, version_of};
pub use prefix::{OFFER_SCHEME, apply_prefix};
pub use read_back::{read_back, read_picture};

/// Why there is no QR code to show. Never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrFault {
    /// Empty, or holds a byte that cannot stand in a URI (V4).
    #[error("the text is not a URI of printable ASCII")]
    NotAUri,
    /// Over the cap of 1 465 bytes (R29).
    #[error("{bytes} bytes are more than a code may hold")]
    TooLong {
        /// Length of the text in bytes.
        bytes: usize,
    },
    /// Not even at level L does a module get 4 device pixels (R28).
    #[error("the display has no room for the code")]
    DoesNotFit,
    /// The display's scale is no usable number.
    #[error("the display's size is not known")]
    UnknownDisplay,
    /// The encoder refused; not expected below the cap.
    #[error("the encoder failed")]
    Encoder,
    /// The picture encoder refused.
    #[error("the picture could not be made")]
    Picture,
    /// The independent decoder found no code in the raster (V18).
    #[error("the drawn code could not be read back")]
    NotRead,
    /// The independent decoder read other bytes than were encoded (V18).
    #[error("the drawn code reads back as something else")]
    ReadsDifferently,
}

#[cfg(test)]
mod tests;
