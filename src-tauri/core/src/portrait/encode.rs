//! Pixels to a JPEG file that is small enough. The encoder writes no metadata.

use image::{DynamicImage, codecs::jpeg::JpegEncoder, imageops::FilterType};
use zeroize::Zeroizing;

use super::{LARGEST, PortraitError, Prepared, SMALLEST, TARGET_BYTES, frame::Cut};

/// From hardly any loss to where a face still looks like one.
const QUALITIES: [u8; 6] = [88, 80, 72, 64, 56, 48];

/// The picture that the frame is moved over is encoded once more afterwards.
const WHOLE_QUALITY: u8 = 92;

/// The whole picture, its longest side at most `side` pixels.
pub(super) fn whole(picture: DynamicImage, side: u32) -> Result<Prepared, PortraitError> {
    let fits = picture.width().max(picture.height()) <= side;
    let picture = if fits {
        picture
    } else {
        picture.thumbnail(side, side)
    };
    encode(&picture, WHOLE_QUALITY)
}

/// The part in `cut`, never enlarged; quality first and then size go down until it fits.
pub(super) fn portrait(picture: &DynamicImage, cut: Cut) -> Result<Prepared, PortraitError> {
    if cut.width < SMALLEST.0 || cut.height < SMALLEST.1 {
        return Err(PortraitError::TooSmall);
    }
    let part = picture.crop_imm(cut.left, cut.top, cut.width, cut.height);
    let mut width = cut.width.min(LARGEST.0);
    loop {
        let height = (width * LARGEST.1).div_ceil(LARGEST.0);
        let scaled = part.resize_exact(width, height, FilterType::Lanczos3);
        for quality in QUALITIES {
            let prepared = encode(&scaled, quality)?;
            if prepared.jpeg.len() <= TARGET_BYTES || width == SMALLEST.0 {
                return Ok(prepared);
            }
        }
        width = (width * 4 / 5).max(SMALLEST.0);
    }
}

fn encode(picture: &DynamicImage, quality: u8) -> Result<Prepared, PortraitError> {
    let mut jpeg = Zeroizing::new(Vec::new());
    picture
        .write_with_encoder(JpegEncoder::new_with_quality(&mut *jpeg, quality))
        .map_err(|_| PortraitError::NotAPicture)?;
    Ok(Prepared {
        jpeg,
        width: picture.width(),
        height: picture.height(),
    })
}
