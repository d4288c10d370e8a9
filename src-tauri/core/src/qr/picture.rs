//! A matrix as pixels: black on white with its quiet zone, whole pixels for each module.
//!
//! The window draws from the path; pictures are for the read-back check, for tests, and for saving
//! where an admin's policy allows it (R39).

use image::{
    ExtendedColorType, GrayImage, ImageEncoder as _,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use zeroize::Zeroizing;

use super::{
    QrFault,
    matrix::{Matrix, QUIET_ZONE},
};

const DARK: u8 = 0;
const LIGHT: u8 = 255;

/// Most pixels for a module: `fit` never asks for more.
const CEILING_PX: u32 = 64;

/// Draws `matrix` with `module_px` (1 to 64) pixels for each module and 4 modules of white around.
pub fn draw(matrix: &Matrix, module_px: u32) -> GrayImage {
    let module_px = module_px.clamp(1, CEILING_PX);
    let side = u32::from(matrix.size() + 2 * QUIET_ZONE) * module_px;
    let row_bytes = side as usize;
    // As one block: pixel by pixel it was a tenth of the whole simulation.
    let mut pixels = vec![LIGHT; row_bytes * row_bytes];
    // Rows of one module row are alike: each is drawn once and copied.
    for (row, rows) in pixels
        .chunks_exact_mut(row_bytes * module_px as usize)
        .enumerate()
    {
        let (first, copies) = rows.split_at_mut(row_bytes);
        draw_row(matrix, row, module_px as usize, first);
        copies
            .chunks_exact_mut(row_bytes)
            .for_each(|copy| copy.copy_from_slice(first));
    }
    GrayImage::from_raw(side, side, pixels).unwrap_or_default()
}

/// Darkens the pixels of the dark modules in one module row; `row` counts the quiet zone.
fn draw_row(matrix: &Matrix, row: usize, module_px: usize, pixels: &mut [u8]) {
    let Some(y) = inside(row) else { return };
    for (column, module) in pixels.chunks_exact_mut(module_px).enumerate() {
        if inside(column).is_some_and(|x| matrix.is_dark(x, y)) {
            module.fill(DARK);
        }
    }
}

/// A module's place inside the quiet zone; `None` in the zone before the first one.
fn inside(place: usize) -> Option<u16> {
    u16::try_from(place).ok()?.checked_sub(QUIET_ZONE)
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
    // Most rows are as the one above: with that filter they are zeros, which even hasty packing makes small.
    PngEncoder::new_with_quality(&mut *file, CompressionType::Fast, FilterType::Up)
        .write_image(&pixels, width, height, ExtendedColorType::L8)
        .map_err(|_| QrFault::Picture)?;
    Ok(file)
}
