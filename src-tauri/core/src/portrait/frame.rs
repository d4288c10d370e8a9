//! The 35:45 frame that staff move over a picture.

use serde::Deserialize;
use ts_rs::TS;

use super::{LARGEST, SMALLEST};

/// Where the frame stands: its middle, and how much smaller it is than the largest that fits.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Frame {
    /// Middle across, 0 left to 1 right.
    pub x: f64,
    /// Middle down, 0 top to 1 bottom.
    pub y: f64,
    /// 1 for the largest frame that fits; 2 for half of it.
    pub zoom: f64,
}

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Frame {
    /// The pixels inside the frame, which never leaves the picture and never gets smaller than a
    /// portrait may be. What is no number counts as the middle.
    pub(super) fn cut(self, (across, down): (u32, u32)) -> Cut {
        let (across, down) = (f64::from(across), f64::from(down));
        let ratio = f64::from(LARGEST.0) / f64::from(LARGEST.1);
        let widest = across.min(down * ratio);
        let most_zoom = (widest / f64::from(SMALLEST.0)).max(1.0);
        let width = widest / within(self.zoom, 1.0, most_zoom, 1.0);
        let height = (width / ratio).min(down);
        let start = |middle: f64, size: f64, all: f64| {
            (within(middle, 0.0, 1.0, 0.5) * all - size / 2.0).clamp(0.0, all - size)
        };
        Cut {
            left: whole(start(self.x, width, across).floor()),
            top: whole(start(self.y, height, down).floor()),
            width: whole(width.round()),
            height: whole(height.round()),
        }
    }
}

fn within(value: f64, least: f64, most: f64, otherwise: f64) -> f64 {
    match value.is_finite() {
        true => value.clamp(least, most),
        false => otherwise,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "inside the picture, whose sides are u32"
)]
fn whole(value: f64) -> u32 {
    value as u32
}
