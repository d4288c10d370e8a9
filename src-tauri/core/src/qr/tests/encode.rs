use super::{capacity, matrix_of, uri_of};
use crate::qr::{BYTE_CAP_L, BYTE_CAP_M, Level, Matrix, QrFault};

#[test]
fn the_caps_are_version_25_at_m_and_27_at_l() {
    assert_eq!(capacity(25, Level::M), BYTE_CAP_M);
    assert_eq!(capacity(27, Level::L), BYTE_CAP_L);
    assert_eq!(
        Matrix::encode(uri_of(BYTE_CAP_M + 1).as_bytes(), Level::M).err(),
        Some(QrFault::TooLong {
            bytes: BYTE_CAP_M + 1
        })
    );
    assert_eq!(
        Matrix::encode(uri_of(BYTE_CAP_L + 1).as_bytes(), Level::L).err(),
        Some(QrFault::TooLong {
            bytes: BYTE_CAP_L + 1
        })
    );
}

#[test]
fn only_printable_ascii_is_encoded() {
    for text in ["", " ", "a b", "a\n", "h\u{113}mi", "\0", "\u{7f}"] {
        assert_eq!(
            Matrix::encode(text.as_bytes(), Level::M).err(),
            Some(QrFault::NotAUri),
            "{text:?}"
        );
    }
}

/// A second encoder, given the same mask, makes the same modules. A fault in one of the two
/// programs would show as no mask at all that agrees.
#[test]
fn a_second_encoder_agrees_module_for_module_at_every_version() {
    for level in [Level::M, Level::L] {
        let last = if level == Level::M { 25 } else { 27 };
        for version in 1..=last {
            let length = capacity(version, level);
            let ours = matrix_of(length, level);
            assert_eq!(ours.version(), version);
            assert_eq!(
                masks_that_agree(&ours, &uri_of(length)),
                1,
                "{level:?} version {version}"
            );
        }
    }
}

fn masks_that_agree(ours: &Matrix, text: &str) -> usize {
    (0..8)
        .filter(|mask| second_encoder(ours, text, *mask))
        .count()
}

fn second_encoder(ours: &Matrix, text: &str, mask: u8) -> bool {
    let level = match ours.level() {
        Level::M => qrcodegen::QrCodeEcc::Medium,
        Level::L => qrcodegen::QrCodeEcc::Low,
    };
    let version = qrcodegen::Version::new(ours.version());
    let theirs = qrcodegen::QrCode::encode_segments_advanced(
        &[qrcodegen::QrSegment::make_bytes(text.as_bytes())],
        level,
        version,
        version,
        Some(qrcodegen::Mask::new(mask)),
        false,
    )
    .unwrap();
    let size = ours.size();
    (0..size)
        .all(|y| (0..size).all(|x| ours.is_dark(x, y) == theirs.get_module(x.into(), y.into())))
}

#[test]
fn the_path_draws_exactly_the_dark_modules() {
    let matrix = matrix_of(606, Level::M);
    let mut drawn = vec![false; usize::from(matrix.size()).pow(2)];
    for run in matrix.path().split('z').filter(|run| !run.is_empty()) {
        let (start, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (length, back) = rest.split_once("v1h-").unwrap();
        assert_eq!(length, back);
        let (x, y): (usize, usize) = (
            x.parse::<usize>().unwrap() - 4,
            y.parse::<usize>().unwrap() - 4,
        );
        for step in 0..length.parse::<usize>().unwrap() {
            let module = &mut drawn[y * usize::from(matrix.size()) + x + step];
            assert!(!*module, "drawn twice");
            *module = true;
        }
    }
    for y in 0..matrix.size() {
        for x in 0..matrix.size() {
            assert_eq!(
                drawn[usize::from(y) * usize::from(matrix.size()) + usize::from(x)],
                matrix.is_dark(x, y)
            );
        }
    }
    assert!(!matrix.is_dark(matrix.size(), 0));
}
