//! A chosen picture to a portrait: upright, 35:45, small, and without anything about the camera.
//!
//! Pure: bytes in, bytes out. The original is never kept, and no picture is written to disk.

mod decode;
mod encode;
mod frame;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

pub use frame::Frame;

/// Largest file that is looked at, in bytes.
const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// Smallest portrait, in pixels: 35:45 and still a face.
const SMALLEST: (u32, u32) = (105, 135);

/// A portrait starts at this size in pixels and gets smaller until it fits.
const LARGEST: (u32, u32) = (400, 514);

/// Longest side in pixels of the whole picture that the frame is moved over.
const WHOLE_SIDE: u32 = 1_280;

/// What a portrait may have, in bytes: an eighth of a request (ux.md 4.1), base64 included.
const TARGET_BYTES: usize = 60_000;

/// Why a file does not become a portrait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortraitError {
    /// Not a JPEG, PNG or WebP picture, or damaged.
    #[error("not a picture that can be read")]
    NotAPicture,
    /// More bytes or pixels than are decoded here.
    #[error("the picture is too large")]
    TooLarge,
    /// Fewer pixels than a portrait needs.
    #[error("the picture is too small")]
    TooSmall,
}

/// A JPEG without metadata.
#[derive(Debug)]
struct Prepared {
    jpeg: Zeroizing<Vec<u8>>,
    width: u32,
    height: u32,
}

/// A picture to prepare.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PortraitRequest {
    /// A JPEG, PNG or WebP file in base64. With a frame, mostly the whole picture prepared before, so
    /// that nobody has to keep the original.
    pub picture: String,
    /// The part of it to take; the whole picture without one, to choose the frame on.
    pub frame: Option<Frame>,
}

/// A prepared picture.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PortraitView {
    /// A JPEG file in base64.
    pub jpeg: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// What the window shows next: the whole picture to move the frame over, or the portrait in it.
///
/// # Errors
///
/// See [`PortraitError`].
pub fn prepare(request: PortraitRequest) -> Result<PortraitView, PortraitError> {
    let PortraitRequest { picture, frame } = request;
    let picture = Zeroizing::new(picture);
    if picture.len() > LARGEST_FILE.div_ceil(3) * 4 {
        return Err(PortraitError::TooLarge);
    }
    let file = STANDARD
        .decode(picture.as_bytes())
        .map(Zeroizing::new)
        .map_err(|_| PortraitError::NotAPicture)?;
    let prepared = match frame {
        Some(frame) => prepare_portrait(&file, frame),
        None => prepare_whole(&file),
    }?;
    Ok(PortraitView {
        jpeg: STANDARD.encode(&*prepared.jpeg),
        width: prepared.width,
        height: prepared.height,
    })
}

/// The whole picture upright, no longer than [`WHOLE_SIDE`], to move the frame over.
fn prepare_whole(file: &[u8]) -> Result<Prepared, PortraitError> {
    encode::whole(decode::upright(file)?, WHOLE_SIDE)
}

/// The part of the picture in `frame`, at most [`LARGEST`] pixels and [`TARGET_BYTES`].
fn prepare_portrait(file: &[u8], frame: Frame) -> Result<Prepared, PortraitError> {
    let picture = decode::upright(file)?;
    encode::portrait(&picture, frame.cut((picture.width(), picture.height())))
}

#[cfg(test)]
mod tests;
