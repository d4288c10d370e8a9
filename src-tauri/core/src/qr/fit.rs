//! Which level, and how many device pixels a module gets on a display.

use mattr_vii::Secret;

use super::{
    QrFault,
    matrix::{Level, Matrix, QUIET_ZONE, size_of, version_for},
    picture, read_back,
};
use crate::offer::view::{DisplayRequest, QrView};

/// From this many bytes on staff are told that the code is dense (R30).
pub const DENSE_BYTES: usize = 800;

/// Fewest device pixels for a module, anywhere (R28, Q5).
pub(super) const FLOOR_PX: u32 = 4;

/// More is never drawn: a wrong display size must not ask for a huge raster.
const CEILING_PX: u32 = 64;

/// Level M is kept while its module is at least this wide (decision (b)).
const M_MILLIMETRES: f64 = 1.0;
const M_PX: u32 = 5;

/// A CSS pixel is 1/96 inch (Q7).
const MILLIMETRES_PER_CSS_PX: f64 = 25.4 / 96.0;

/// How a text of some length is laid out on a display.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Error correction level.
    pub level: Level,
    /// Modules along a side, without the quiet zone.
    pub size: u16,
    /// Whole device pixels for each module, at least 4.
    pub module_px: u32,
    /// Width of a module in millimetres, at 96 CSS pixels to the inch.
    pub module_mm: f64,
    /// From 800 bytes on.
    pub dense: bool,
}

/// Lays out a text of `bytes` bytes: level M if its module is at least 1.0 mm and 5 device pixels,
/// else L (R32). Use it with an estimate before the offer is made (Q6).
///
/// # Errors
///
/// [`QrFault::TooLong`], [`QrFault::DoesNotFit`], [`QrFault::UnknownDisplay`].
pub fn plan(bytes: usize, display: &DisplayRequest) -> Result<Plan, QrFault> {
    if !(0.1..=20.0).contains(&display.scale) {
        return Err(QrFault::UnknownDisplay);
    }
    let at_m = plan_at(Level::M, bytes, display).ok();
    match at_m.filter(|plan| plan.module_mm >= M_MILLIMETRES && plan.module_px >= M_PX) {
        Some(plan) => Ok(plan),
        None => plan_at(Level::L, bytes, display),
    }
}

fn plan_at(level: Level, bytes: usize, display: &DisplayRequest) -> Result<Plan, QrFault> {
    let size = size_of(version_for(bytes, level)?);
    let module_px = (display.side_px / u32::from(size + 2 * QUIET_ZONE)).min(CEILING_PX);
    if module_px < FLOOR_PX {
        return Err(QrFault::DoesNotFit);
    }
    let module_mm = f64::from(module_px) / display.scale * MILLIMETRES_PER_CSS_PX;
    Ok(Plan {
        level,
        size,
        module_px,
        module_mm,
        dense: bytes >= DENSE_BYTES,
    })
}

/// A code made for one display. As secret as its text: no `Debug`, no `Clone`.
pub struct Fitted {
    /// The modules; wiped when dropped.
    pub matrix: Matrix,
    /// Error correction level.
    pub level: Level,
    /// Whole device pixels for each module.
    pub module_px: u32,
    /// Width of a module in millimetres, at 96 CSS pixels to the inch.
    pub module_mm: f64,
    /// From 800 bytes on: "This code is dense" (R30).
    pub dense: bool,
}

impl Fitted {
    /// What a window draws it from.
    pub fn view(&self) -> QrView {
        QrView {
            size: self.matrix.size(),
            path: self.matrix.path(),
            module_px: self.module_px,
            level: self.level.to_string(),
            dense: self.dense,
        }
    }

    /// Check V18: draws the raster as it will be shown and has the independent decoder read it.
    ///
    /// # Errors
    ///
    /// [`QrFault::NotRead`], [`QrFault::ReadsDifferently`].
    pub fn check(&self, uri: &Secret) -> Result<(), QrFault> {
        let read = read_back::read_picture(picture::draw(&self.matrix, self.module_px))?;
        // EXPOSE: compared with what the decoder read.
        if read.as_slice() == uri.expose().as_bytes() {
            Ok(())
        } else {
            Err(QrFault::ReadsDifferently)
        }
    }
}

/// Makes the code for `uri` (link prefix already applied) as large as `display` allows.
///
/// # Errors
///
/// As [`plan`], and [`QrFault::NotAUri`], [`QrFault::Encoder`].
pub fn fit(uri: &Secret, display: &DisplayRequest) -> Result<Fitted, QrFault> {
    fit_at(uri, display, None)
}

/// As [`fit`], at `level` whatever the plan says: "Hard to scan?" (Q3).
///
/// # Errors
///
/// As [`fit`].
pub fn fit_at(
    uri: &Secret,
    display: &DisplayRequest,
    level: Option<Level>,
) -> Result<Fitted, QrFault> {
    // EXPOSE: the text becomes modules here, byte for byte.
    let text = uri.expose().as_bytes();
    let planned = plan(text.len(), display)?;
    let plan = match level {
        Some(level) => plan_at(level, text.len(), display)?,
        None => planned,
    };
    Ok(Fitted {
        matrix: Matrix::encode(text, plan.level)?,
        level: plan.level,
        module_px: plan.module_px,
        module_mm: plan.module_mm,
        dense: plan.dense,
    })
}
