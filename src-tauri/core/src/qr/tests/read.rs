use mattr_vii::Secret;
use proptest::prelude::*;
use rstest::rstest;

use super::{capacity, matrix_of, uri_of};
use crate::{
    offer::view::DisplayRequest,
    qr::{Level, Matrix, QrFault, fit, picture, read_back, read_picture},
};

#[test]
fn an_independent_decoder_reads_every_version_byte_for_byte() {
    for (level, last) in [(Level::M, 25), (Level::L, 27)] {
        for version in 1..=last {
            let length = capacity(version, level);
            let read = read_back(&matrix_of(length, level)).unwrap();
            assert!(
                read.as_slice() == uri_of(length).as_bytes(),
                "{level:?} version {version}"
            );
        }
    }
}

#[rstest]
fn it_reads_every_module_size(
    #[values(3, 4, 5, 6, 8)] module_px: u32,
    #[values(467, 606, 997)] length: usize,
) {
    for level in [Level::M, Level::L] {
        let image = picture::draw(&matrix_of(length, level), module_px);
        assert!(read_picture(image).unwrap().as_slice() == uri_of(length).as_bytes());
    }
}

#[test]
fn v18_a_broken_encoder_is_caught() {
    let mut matrix = matrix_of(606, Level::M);
    let size = matrix.size();
    for y in (9..size - 9).step_by(2) {
        for x in 9..size - 9 {
            matrix.flip(x, y);
        }
    }
    assert_eq!(read_back(&matrix).err(), Some(QrFault::NotRead));
}

#[test]
fn v18_a_code_for_another_text_is_caught_even_if_one_letter_differs() {
    let shown = Secret::new(uri_of(606));
    let display = DisplayRequest {
        side_px: 665,
        scale: 1.0,
    };
    let mut fitted = fit(&shown, &display).unwrap();
    assert_eq!(fitted.check(&shown), Ok(()));
    let mut other = uri_of(606);
    other.replace_range(300..301, "~");
    fitted.matrix = Matrix::encode(other.as_bytes(), fitted.level).unwrap();
    assert_eq!(fitted.check(&shown), Err(QrFault::ReadsDifferently));
}

#[test]
fn a_blank_picture_is_no_code() {
    let blank = image::GrayImage::from_pixel(200, 200, image::Luma([255]));
    assert_eq!(read_picture(blank).err(), Some(QrFault::NotRead));
    assert_eq!(
        read_picture(image::GrayImage::new(0, 0)).err(),
        Some(QrFault::NotRead)
    );
}

#[test]
fn the_png_is_the_drawing_with_four_white_modules_around() {
    let matrix = matrix_of(606, Level::M);
    let file = picture::png(&matrix, 6).unwrap();
    let image = image::load_from_memory(&file).unwrap().into_luma8();
    let side = u32::from(matrix.size() + 8) * 6;
    assert_eq!(image.dimensions(), (side, side));
    assert!(file.len() < 20_000, "{}", file.len());
    for (x, y, pixel) in image.enumerate_pixels() {
        let inside = (24..side - 24).contains(&x) && (24..side - 24).contains(&y);
        assert!(inside || pixel.0 == [255]);
        assert!(pixel.0 == [0] || pixel.0 == [255]);
    }
    assert!(read_picture(image).unwrap().as_slice() == uri_of(606).as_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_printable_ascii_text_up_to_the_cap_comes_back(
        text in proptest::collection::vec(0x21u8..=0x7e, 1..=1_465),
        wants_m in any::<bool>(),
    ) {
        let level = if wants_m && text.len() <= Level::M.cap() { Level::M } else { Level::L };
        let matrix = Matrix::encode(&text, level).unwrap();
        let read = read_back(&matrix).unwrap();
        prop_assert!(read.as_slice() == text.as_slice());
    }
}
