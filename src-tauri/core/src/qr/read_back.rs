//! Reads a drawn code with a decoder of another family than the encoder (V18, R37).

use image::GrayImage;
use rxing::{
    BinaryBitmap, DecodeHints, Luma8LuminanceSource, RXingResult, RXingResultMetadataType,
    RXingResultMetadataValue, Reader as _, common::HybridBinarizer, qrcode::QRCodeReader,
};
use zeroize::Zeroizing;

use super::{QrFault, fit::FLOOR_PX, matrix::Matrix, picture};

/// Draws `matrix` at the smallest module size ever shown and reads it.
///
/// # Errors
///
/// [`QrFault::NotRead`] when the decoder finds no code or text that is no byte-mode ASCII.
pub fn read_back(matrix: &Matrix) -> Result<Zeroizing<Vec<u8>>, QrFault> {
    read_picture(picture::draw(matrix, FLOOR_PX))
}

/// Reads the one code in `image`, and wipes the image.
///
/// # Errors
///
/// As [`read_back`].
pub fn read_picture(image: GrayImage) -> Result<Zeroizing<Vec<u8>>, QrFault> {
    let (width, height) = image.dimensions();
    let pixels = Zeroizing::new(image.into_raw());
    decode(&pixels, width, height, false)
        // The detector looks for the code as a camera would and can be misled by its data; the
        // second way trusts the picture to be straight, which ours is.
        .or_else(|| decode(&pixels, width, height, true))
        .ok_or(QrFault::NotRead)
}

fn decode(pixels: &[u8], width: u32, height: u32, pure: bool) -> Option<Zeroizing<Vec<u8>>> {
    let source = Luma8LuminanceSource::new(pixels.to_vec(), width, height).ok()?;
    let hints = DecodeHints {
        TryHarder: Some(true),
        PureBarcode: Some(pure),
        ..DecodeHints::default()
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let result = QRCodeReader.decode_with_hints(&mut bitmap, &hints).ok()?;
    byte_content(&result)
}

/// The bytes of all byte-mode segments, if they are the whole content. Compared as bytes, so that
/// the decoder's guess at a character set cannot hide a difference.
fn byte_content(result: &RXingResult) -> Option<Zeroizing<Vec<u8>>> {
    let metadata = result.getRXingResultMetadata();
    let Some(RXingResultMetadataValue::ByteSegments(segments)) =
        metadata.get(&RXingResultMetadataType::BYTE_SEGMENTS)
    else {
        return None;
    };
    let bytes = Zeroizing::new(segments.concat());
    (bytes.is_ascii() && result.getText().as_bytes() == bytes.as_slice()).then_some(bytes)
}
