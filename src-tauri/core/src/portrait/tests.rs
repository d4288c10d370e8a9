//! Pictures as cameras make them, drawn here: nobody's face.

use std::{fs, io::Cursor};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{DynamicImage, ImageFormat, ImageReader, Rgb, RgbImage};
use proptest::prelude::*;
use rstest::rstest;

use super::{
    Frame, LARGEST_FILE, PortraitError, PortraitRequest, Prepared, frame::Cut, prepare,
    prepare_portrait, prepare_whole,
};

const MIDDLE: Frame = Frame {
    x: 0.5,
    y: 0.5,
    zoom: 1.0,
};
const RED: Rgb<u8> = Rgb([200, 30, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 200]);

/// What a camera writes behind a JPEG's first two bytes: its name, and how it was held.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"\xFF\xE1\0\x2EExif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    block.extend(b"\x0F\x01\x02\0\x04\0\0\0CAM\0");
    block.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    block.extend([0; 4]);
    block
}

/// A JPEG whose upper half is red and whose lower half is blue as stored.
fn camera_jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut file = file(halves(width, height), ImageFormat::Jpeg);
    file.splice(2..2, exif(orientation));
    file
}

fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |_, y| if y < height / 2 { RED } else { BLUE },
    )
}

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    // By way of a file: the encoder of a file is compiled with `image`, which is optimised in tests.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture");
    picture.into().save_with_format(&path, format).unwrap();
    fs::read(path).unwrap()
}

fn pixels(prepared: &Prepared) -> RgbImage {
    let reader = ImageReader::with_format(Cursor::new(&**prepared.jpeg), ImageFormat::Jpeg);
    reader.decode().unwrap().into_rgb8()
}

fn is_red(pixel: Rgb<u8>) -> bool {
    pixel.0[0] > pixel.0[2]
}

fn holds(file: &[u8], needle: &[u8]) -> bool {
    file.windows(needle.len()).any(|part| part == needle)
}

#[test]
fn a10_a_sideways_photo_of_12_megapixels_becomes_an_upright_portrait_under_the_limit_without_exif()
{
    // 6: the stored rows run down the scene's right side, so what is stored on top comes out right.
    let photo = camera_jpeg(4000, 3000, 6);
    assert!(holds(&photo, b"Exif") && holds(&photo, b"CAM"));
    let portrait = prepare_portrait(&photo, MIDDLE).unwrap();
    assert_eq!((portrait.width, portrait.height), (400, 514));
    assert!(portrait.jpeg.len() <= 60_000, "{}", portrait.jpeg.len());
    let upright = pixels(&portrait);
    assert!(is_red(*upright.get_pixel(390, 257)) && !is_red(*upright.get_pixel(10, 257)));
    for mark in [&b"Exif"[..], b"CAM", b"\xFF\xE1"] {
        assert!(!holds(&portrait.jpeg, mark));
    }
}

#[rstest]
#[case(1, "top")]
#[case(3, "bottom")]
#[case(6, "right")]
#[case(8, "left")]
fn a10_every_way_to_hold_a_camera_comes_out_upright(#[case] orientation: u8, #[case] red: &str) {
    let whole = prepare_whole(&camera_jpeg(640, 480, orientation)).unwrap();
    let picture = pixels(&whole);
    let (across, down) = (whole.width, whole.height);
    let place = match red {
        "top" => (across / 2, 10),
        "bottom" => (across / 2, down - 10),
        "left" => (10, down / 2),
        _ => (across - 10, down / 2),
    };
    assert!(is_red(*picture.get_pixel(place.0, place.1)), "{red}");
    assert!(!holds(&whole.jpeg, b"Exif"));
}

#[test]
fn the_whole_picture_is_small_enough_to_move_a_frame_over() {
    let whole = prepare_whole(&camera_jpeg(2000, 1500, 6)).unwrap();
    assert_eq!((whole.width, whole.height), (960, 1280));
    let small = prepare_whole(&file(halves(300, 400), ImageFormat::Png)).unwrap();
    assert_eq!((small.width, small.height), (300, 400));
}

#[rstest]
fn jpeg_png_and_webp_are_taken(
    #[values(ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP)] format: ImageFormat,
) {
    let portrait = prepare_portrait(&file(halves(700, 900), format), MIDDLE).unwrap();
    assert_eq!((portrait.width, portrait.height), (400, 514));
}

#[test]
fn transparency_is_laid_on_white() {
    let clear = image::RgbaImage::new(350, 450);
    let portrait = prepare_portrait(&file(clear, ImageFormat::Png), MIDDLE).unwrap();
    assert!(
        pixels(&portrait)
            .get_pixel(100, 100)
            .0
            .iter()
            .all(|part| *part > 250)
    );
}

#[test]
fn a_picture_that_hardly_compresses_still_fits() {
    let mut seed = 1_u32;
    let noise = RgbImage::from_fn(800, 1030, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [a, b, c, _] = seed.to_be_bytes();
        Rgb([a, b, c])
    });
    let portrait = prepare_portrait(&file(noise, ImageFormat::Png), MIDDLE).unwrap();
    assert!(portrait.jpeg.len() <= 60_000, "{}", portrait.jpeg.len());
    assert!(portrait.width >= 105);
}

#[test]
fn a_small_picture_is_not_enlarged() {
    let portrait = prepare_portrait(&file(halves(140, 200), ImageFormat::Png), MIDDLE).unwrap();
    assert_eq!((portrait.width, portrait.height), (140, 180));
}

#[rstest]
#[case::nothing(Vec::new(), PortraitError::NotAPicture)]
#[case::text(b"not a picture".to_vec(), PortraitError::NotAPicture)]
#[case::svg(b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), PortraitError::NotAPicture)]
#[case::gif(b"GIF89a\x01\0\x01\0".to_vec(), PortraitError::NotAPicture)]
#[case::cut_short(camera_jpeg(640, 480, 1)[..80].to_vec(), PortraitError::NotAPicture)]
#[case::too_few_pixels(file(halves(100, 400), ImageFormat::Png), PortraitError::TooSmall)]
#[case::too_many_bytes(vec![0xFF; LARGEST_FILE + 1], PortraitError::TooLarge)]
#[case::a_bomb(bomb(), PortraitError::TooLarge)]
fn what_cannot_become_a_portrait_says_why(#[case] file: Vec<u8>, #[case] why: PortraitError) {
    assert_eq!(prepare_portrait(&file, MIDDLE).unwrap_err(), why);
    assert_eq!(prepare_whole(&file).unwrap_err(), why);
}

#[test]
fn the_whole_picture_is_all_that_the_window_needs_to_hand_back_for_a_portrait() {
    let photo = STANDARD.encode(camera_jpeg(1600, 1200, 6));
    let ask = |picture, frame| prepare(PortraitRequest { picture, frame });
    let whole = ask(photo, None).unwrap();
    assert_eq!((whole.width, whole.height), (960, 1280));
    let frame = Frame {
        x: 0.5,
        y: 0.4,
        zoom: 1.5,
    };
    let portrait = ask(whole.jpeg, Some(frame)).unwrap();
    assert_eq!((portrait.width, portrait.height), (400, 514));
}

#[rstest]
#[case::not_base64("\u{e9}".to_owned(), PortraitError::NotAPicture)]
#[case::too_long("A".repeat(LARGEST_FILE / 3 * 4 + 8), PortraitError::TooLarge)]
fn text_that_stands_for_no_file_is_refused(#[case] picture: String, #[case] why: PortraitError) {
    let frame = None;
    assert_eq!(prepare(PortraitRequest { picture, frame }).err(), Some(why));
}

/// A PNG of few bytes that claims 10,000 by 10,000 pixels.
fn bomb() -> Vec<u8> {
    file(image::GrayImage::new(10_000, 10_000), ImageFormat::Png)
}

#[rstest]
#[case::middle(0.5, 0.5, 1.0, (300, 0, 700, 900))]
#[case::left_edge(0.0, 0.5, 1.0, (0, 0, 700, 900))]
#[case::right_edge(9.0, 0.5, 1.0, (600, 0, 700, 900))]
#[case::half(0.5, 0.5, 2.0, (475, 225, 350, 450))]
#[case::smallest(0.5, 0.5, 99.0, (597, 382, 105, 135))]
#[case::no_numbers(f64::NAN, f64::INFINITY, f64::NAN, (300, 0, 700, 900))]
fn the_frame_stays_inside_the_picture(
    #[case] x: f64,
    #[case] y: f64,
    #[case] zoom: f64,
    #[case] (left, top, width, height): (u32, u32, u32, u32),
) {
    let near = |one: u32, other: u32| one.abs_diff(other) <= 2;
    let Cut {
        left: l,
        top: t,
        width: w,
        height: h,
    } = Frame { x, y, zoom }.cut((1300, 900));
    assert!(
        near(l, left) && near(t, top) && near(w, width) && near(h, height),
        "{l} {t} {w} {h}"
    );
    assert!(l + w <= 1300 && t + h <= 900);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A picture from a bad card: refused by name, or a JPEG without what the camera wrote.
    #[test]
    fn a_spoilt_picture_is_refused_or_becomes_a_clean_portrait(
        bytes in prop_oneof![
            crate::spoil::spoilt(camera_jpeg(90, 120, 6)),
            crate::spoil::spoilt(file(halves(60, 80), ImageFormat::Png)),
            crate::spoil::spoilt(file(halves(60, 80), ImageFormat::WebP)),
        ],
    ) {
        if let Ok(prepared) = prepare_portrait(&bytes, MIDDLE) {
            let jpeg: &[u8] = &prepared.jpeg;
            prop_assert!(jpeg.starts_with(b"\xFF\xD8"));
            prop_assert!(!jpeg.windows(4).any(|four| four == b"Exif"));
        }
    }
}
