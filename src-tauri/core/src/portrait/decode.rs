//! A file to upright pixels, within limits that hold while decoding.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};

use super::{LARGEST_FILE, PortraitError, SMALLEST};

/// Most pixels; a telephone's camera has 12 to 50 million.
const MOST_PIXELS: u64 = 50_000_000;

/// Most memory for decoding, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Pixels as a person would see them: orientation applied, transparency on white. Nothing else of
/// the file goes on.
pub(super) fn upright(file: &[u8]) -> Result<DynamicImage, PortraitError> {
    if file.len() > LARGEST_FILE {
        return Err(PortraitError::TooLarge);
    }
    let format = image::guess_format(file).map_err(|_| PortraitError::NotAPicture)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(PortraitError::NotAPicture);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(told)?;
    check_size(decoder.dimensions())?;
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(PortraitError::TooLarge);
    }
    let orientation = decoder.orientation().map_err(told)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(told)?;
    picture.apply_orientation(orientation);
    Ok(on_white(picture))
}

fn check_size((width, height): (u32, u32)) -> Result<(), PortraitError> {
    let (short, long) = (width.min(height), width.max(height));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        Err(PortraitError::TooLarge)
    } else if short < SMALLEST.0 || long < SMALLEST.1 {
        Err(PortraitError::TooSmall)
    } else {
        Ok(())
    }
}

fn told(error: ImageError) -> PortraitError {
    match error {
        ImageError::Limits(_) => PortraitError::TooLarge,
        _ => PortraitError::NotAPicture,
    }
}

fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8().into();
    }
    let picture = picture.into_rgba8();
    let mixed = RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let mixed = |part: u32| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255);
        Rgb([red, green, blue].map(|part| mixed(part).unwrap_or(u8::MAX)))
    });
    mixed.into()
}
