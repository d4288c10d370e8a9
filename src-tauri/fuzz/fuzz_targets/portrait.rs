//! A file that is said to be a picture: a small, plain JPEG comes out, or nothing.
#![no_main]

use base64::{Engine as _, prelude::BASE64_STANDARD};
use counterfoil_core::portrait::{Frame, PortraitError, PortraitRequest, PortraitView, prepare};
use libfuzzer_sys::fuzz_target;

/// Longest side of the picture that the frame is moved over.
const WHOLE_SIDE: u32 = 1_280;
/// Largest portrait in pixels and in bytes.
const LARGEST: (u32, u32) = (400, 514);
const MOST_BYTES: usize = 60_000;

// The last eight bytes say where the frame stands.
fuzz_target!(|bytes: &[u8]| {
    let Some((file, place)) = bytes.split_last_chunk::<8>() else {
        return;
    };
    if let Ok(whole) = prepare_with(file, None) {
        assert!(
            whole.width.max(whole.height) <= WHOLE_SIDE,
            "not made smaller"
        );
        is_plain_jpeg(&whole);
    }
    if let Ok(portrait) = prepare_with(file, Some(frame(*place))) {
        assert!(portrait.width <= LARGEST.0 && portrait.height <= LARGEST.1);
        let height = (portrait.width * LARGEST.1).div_ceil(LARGEST.0);
        assert_eq!(portrait.height, height, "not 35:45");
        assert!(
            is_plain_jpeg(&portrait) <= MOST_BYTES,
            "larger than a portrait may be"
        );
    }
});

fn prepare_with(file: &[u8], frame: Option<Frame>) -> Result<PortraitView, PortraitError> {
    let picture = BASE64_STANDARD.encode(file);
    prepare(PortraitRequest { picture, frame })
}

/// Mostly inside the picture; also where no window would put it.
fn frame(place: [u8; 8]) -> Frame {
    let [x, y, zoom, odd, ..] = place.map(f64::from);
    let by = if odd < 200.0 { 255.0 } else { odd - 255.0 };
    Frame {
        x: x / by,
        y: y / by,
        zoom: 1.0 + zoom / 16.0,
    }
}

/// Its length in bytes.
fn is_plain_jpeg(view: &PortraitView) -> usize {
    let Ok(jpeg) = BASE64_STANDARD.decode(&view.jpeg) else {
        panic!("not base64")
    };
    let has = |mark: &[u8]| jpeg.windows(mark.len()).any(|here| here == mark);
    assert!(
        !has(b"Exif\0") && !has(b"http://ns.adobe.com/xap"),
        "metadata is kept"
    );
    match image::load_from_memory_with_format(&jpeg, image::ImageFormat::Jpeg) {
        Ok(read) => assert_eq!((read.width(), read.height()), (view.width, view.height)),
        Err(error) => panic!("what was written cannot be read: {error}"),
    }
    jpeg.len()
}
