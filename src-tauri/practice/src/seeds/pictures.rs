//! Drawn pictures, as small as a test needs them: a portrait for each person, the issuer's logo.

use std::{collections::BTreeMap, sync::Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use image::{
    ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    codecs::png::PngEncoder,
};

use crate::tenant::hold;

const WIDTH: u32 = 72;
const HEIGHT: u32 = 96;
const QUALITY: u8 = 60;

/// Portraits are alike in every tenant, and drawing them is most of starting one.
static DRAWN: Mutex<BTreeMap<usize, String>> = Mutex::new(BTreeMap::new());

/// A JPEG in standard base64; `turn` picks the colours. Empty should drawing fail.
pub(super) fn portrait(turn: usize) -> String {
    hold(&DRAWN)
        .entry(turn)
        .or_insert_with(|| draw_portrait(turn))
        .clone()
}

fn draw_portrait(turn: usize) -> String {
    let shade =
        |step: usize, base: u8| base.saturating_add(u8::try_from(turn * step % 90).unwrap_or(0));
    let background = Rgb([shade(37, 140), shade(53, 140), shade(71, 140)]);
    let person = Rgb([shade(29, 40), shade(13, 40), shade(59, 40)]);
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        if is_person(x, y) { person } else { background }
    });
    let mut bytes = Vec::new();
    let drawn = JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&picture);
    if drawn.is_ok() {
        STANDARD.encode(bytes)
    } else {
        String::new()
    }
}

fn is_person(x: u32, y: u32) -> bool {
    let within = |middle: (i64, i64), radius: (i64, i64)| {
        let (across, down) = (i64::from(x) - middle.0, i64::from(y) - middle.1);
        (across * radius.1).pow(2) + (down * radius.0).pow(2) <= (radius.0 * radius.1).pow(2)
    };
    within((36, 36), (16, 21)) || within((36, 98), (30, 36))
}

const LOGO: u32 = 48;

/// A bookmark on a dark square, as a PNG data URL. Not SVG: some wallets refuse its media type.
pub(super) fn logo() -> String {
    let picture = RgbImage::from_fn(LOGO, LOGO, |x, y| {
        let notch = 30 + x.abs_diff(24) / 2;
        let paper = (14..34).contains(&x)
            && (8..40).contains(&y)
            && !(y > 70 - notch && x.abs_diff(24) < 6);
        if paper {
            Rgb([255, 255, 255])
        } else {
            Rgb([0x3b, 0x4a, 0x54])
        }
    });
    let mut bytes = Vec::new();
    let drawn =
        PngEncoder::new(&mut bytes).write_image(&picture, LOGO, LOGO, ExtendedColorType::Rgb8);
    let data = if drawn.is_ok() {
        STANDARD.encode(bytes)
    } else {
        String::new()
    };
    format!("data:image/png;base64,{data}")
}
