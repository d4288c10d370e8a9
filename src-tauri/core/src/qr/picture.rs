//! A matrix as pixels: black on white with its quiet zone, whole pixels for each module.
//!
//! The window draws from the path; pictures are for the read-back check, for tests, and for saving
//! where an admin's policy allows it (R39).

use image::{
    ExtendedColorType, GrayImage, ImageEncoder as _, Luma,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use zeroize::Zeroizing;

use super::{
    QrFault,
    matrix::{Matrix, QUIET_ZONE},
};

const DARK: Luma<u8> = Luma([0]);
const LIGHT: Luma<u8> = Luma([255]);

/// Most pixels for a module: `fit` never asks for more.
const CEILING_PX: u32 = 64;

/// Draws `matrix` with `module_px` (1 to 64) pixels for each module and 4 modules of white around.
pub fn draw(matrix: &Matrix, module_px: u32) -> GrayImage {
    let module_px = module_px.clamp(1, CEILING_PX);
    let side = u32::from(matrix.size() + 2 * QUIET_ZONE) * module_px;
    GrayImage::from_fn(side, side, |x, y| {
        match (module_at(x, module_px), module_at(y, module_px)) {
            (Some(column), Some(row)) if matrix.is_dark(column, row) => DARK,
            _ => LIGHT,
        }
    })
}

/// The module under a pixel; `None` in the quiet zone before the first one.
fn module_at(pixel: u32, module_px: u32) -> Option<u16> {
    u16::try_from(pixel / module_px)
        .ok()?
        .checked_sub(QUIET_ZONE)
}

/// The drawing as a PNG file. The bytes are as secret as the text until the offer ends.
///
/// # Errors
///
/// [`QrFault::Picture`].
pub fn png(matrix: &Matrix, module_px: u32) -> Result<Zeroizing<Vec<u8>>, QrFault> {
    let image = draw(matrix, module_px);
    let (width, height) = image.dimensions();
    let pixels = Zeroizing::new(image.into_raw());
    let mut file = Zeroizing::new(Vec::new());
    // Best with no filter is the smallest by far for row runs: 5.4 kB against 22 kB by default.
    PngEncoder::new_with_quality(&mut *file, CompressionType::Best, FilterType::NoFilter)
        .write_image(&pixels, width, height, ExtendedColorType::L8)
        .map_err(|_| QrFault::Picture)?;
    Ok(file)
}
